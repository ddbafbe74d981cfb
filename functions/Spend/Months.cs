using System.Globalization;
using LeadScoring.Parsing;
using LeadScoring.Scoring;
using NodaTime;

namespace LeadScoring.Spend;

/// <summary>Whole months of the product's calendar, both ends included; null: without an end there.</summary>
public sealed record Months(YearMonth? From, YearMonth? To)
{
    public static Months All { get; } = new(null, null);

    public bool Hold(YearMonth month) => !(month < From) && !(month > To);

    public bool Hold(string month) => Hold(Parse(month));

    /// <summary>The months in which both days lie that are asked for, and all between them.</summary>
    public static Months Read(QueryFields fields, Refusals refusals)
    {
        var (from, to) = (fields.Date("from"), fields.Date("to"));
        if (from > to) refusals.Add("to", "Must not be before from.");
        return new Months(from?.ToYearMonth(), to?.ToYearMonth());
    }

    public static YearMonth Of(int day) => Days.ToDate(day).ToYearMonth();

    public static string NameOf(YearMonth month) => month.ToString("uuuu-MM", CultureInfo.InvariantCulture);

    public static YearMonth Parse(string month) => new(
        int.Parse(month.AsSpan(0, 4), CultureInfo.InvariantCulture),
        int.Parse(month.AsSpan(5, 2), CultureInfo.InvariantCulture));
}
