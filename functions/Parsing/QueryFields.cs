using System.Globalization;
using Microsoft.AspNetCore.Http;
using NodaTime.Text;

namespace LeadScoring.Parsing;

/// <summary>Query parameters, read like <see cref="JsonFields"/>: what is wrong is noted, and read as absent.</summary>
public sealed class QueryFields(IQueryCollection query, Refusals refusals)
{
    // With room on both sides for months that are counted from a date.
    private const int FirstYear = 1900;
    private const int LastYear = 2999;

    /// <summary>
    /// A misspelt filter would otherwise answer with everything. The key may come as <c>?code=</c> everywhere.
    /// </summary>
    public void RefuseOthers(params IReadOnlyCollection<string> known)
    {
        foreach (var name in query.Keys.Where(name => name != "code" && !known.Contains(name, StringComparer.Ordinal)))
            refusals.Add(
                name,
                "Is not a parameter here: "
                + $"{(known.Count == 0 ? "there are none" : "there are " + string.Join(", ", known))}.");
    }

    public string? Text(string name)
    {
        var values = query[name];
        if (values.Count > 1) refusals.Add(name, "Must be given once.");
        return string.IsNullOrWhiteSpace(values.FirstOrDefault()) ? null : values[0]!.Trim();
    }

    public string? OneOf(string name, IReadOnlyCollection<string> choices)
    {
        if (Text(name) is not { } text || choices.Contains(text, StringComparer.Ordinal)) return Text(name);
        refusals.Add(name, $"Must be one of {string.Join(", ", choices)}, but is '{text}'.");
        return null;
    }

    /// <summary>Whether a file for a spreadsheet is asked for.</summary>
    public bool IsCsv() => OneOf("format", ["json", "csv"]) == "csv";

    /// <summary>The product line; where there is only one, it need not be named.</summary>
    public string? ProductLine(IReadOnlyCollection<string> lines)
    {
        if (Text("product") is not null) return OneOf("product", lines);
        if (lines.Count == 1) return lines.First();
        refusals.Add("product", $"Is required, one of {string.Join(", ", lines)}.");
        return null;
    }

    public double? Number(string name, double min, double max)
    {
        if (Text(name) is not { } text) return null;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && number >= min && number <= max)
            return number;
        refusals.Add(name, string.Create(
            CultureInfo.InvariantCulture, $"Must be a number from {min} to {max}, but is '{text}'."));
        return null;
    }

    public int? Whole(string name, int min, int max)
    {
        if (Text(name) is not { } text) return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= min && number <= max)
            return number;
        refusals.Add(name, string.Create(
            CultureInfo.InvariantCulture, $"Must be a whole number from {min} to {max}, but is '{text}'."));
        return null;
    }

    public DateTimeOffset? Time(string name)
    {
        if (Text(name) is not { } text) return null;
        if (IsoTime.Parse(text) is { } time) return time;
        refusals.Add(
            name, $"Must be a time like 2026-11-22T09:30:00Z, but is '{text}' (a + in an address is written %2B).");
        return null;
    }

    public NodaTime.LocalDate? Date(string name)
    {
        if (Text(name) is not { } text) return null;
        if (LocalDatePattern.Iso.Parse(text) is not { Success: true } parsed)
            refusals.Add(name, $"Must be a date like 2026-11-22, but is '{text}'.");
        else if (parsed.Value.Year is >= FirstYear and <= LastYear)
            return parsed.Value;
        else
            refusals.Add(name, $"Must be a date of the years {FirstYear} to {LastYear}, but is '{text}'.");
        return null;
    }
}
