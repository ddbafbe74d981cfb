using System.Text.RegularExpressions;
using NodaTime;

namespace LeadScoring.Imports;

/// <summary>Pure: how days and amounts of a column are written, where that is unusual and can be seen.</summary>
public static partial class SuggestedForm
{
    private static readonly string[] Formats =
        ["d.M.yyyy", "d.M.yyyy H:mm", "d.M.yyyy H:mm:ss", "M/d/yyyy", "M/d/yyyy H:mm", "d/M/yyyy", "d/M/yyyy H:mm"];

    /// <summary>Null: the column needs no more than its name; also where two ways are possible.</summary>
    public static object? Of(string field, object column, IEnumerable<string> values)
    {
        var seen = values.ToList();
        if (seen.Count == 0) return null;
        switch (field)
        {
            case "occurredAt" or "updatedAt"
                when seen.Exists(text => ImportTimes.Of(text, null, DateTimeZone.Utc) is null):
                var fits = Formats.Where(format => seen.All(text =>
                    ImportTimes.Of(text, format, DateTimeZone.Utc) is not null)).ToList();
                return fits is [var only]
                    ? new Dictionary<string, object> { ["column"] = column, ["format"] = only }
                    : null;
            case "amount" or "unitPrice" or "listPrice" when HasDecimalComma(seen):
                return new Dictionary<string, object> { ["column"] = column, ["decimal"] = "," };
            default:
                return null;
        }
    }

    /// <summary>More cells end like 12,50 than are grouped like 1,250,000; in doubt the comma groups.</summary>
    private static bool HasDecimalComma(List<string> seen) =>
        seen.Count(DecimalComma().IsMatch) > seen.Count(GroupingComma().IsMatch);

    [GeneratedRegex(@"^\D*\d{1,3}(,\d{3})+(\.\d+)?\D*$")]
    private static partial Regex GroupingComma();

    [GeneratedRegex(@"^\D*-?\d{1,3}(\.\d{3})*,\d{1,2}\D*$|^\D*-?\d+,\d{1,2}\D*$")]
    private static partial Regex DecimalComma();
}
