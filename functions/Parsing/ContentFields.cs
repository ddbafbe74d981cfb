using NodaTime;
using NodaTime.Text;

namespace LeadScoring.Parsing;

/// <summary>
/// What files of content hold and requests do not: names that become part of keys, lists of dates, and durations that
/// may not run backwards.
/// </summary>
internal static class ContentFields
{
    public static HashSet<LocalDate> Dates(this JsonFields fields, string name)
    {
        var dates = new HashSet<LocalDate>();
        foreach (var text in fields.Texts(name))
        {
            if (LocalDatePattern.Iso.Parse(text) is { Success: true } parsed) dates.Add(parsed.Value);
            else fields.Refuse(name, $"Must be dates like 2026-12-31, but one is '{text}'.");
        }
        return dates;
    }

    public static Period? ForwardDuration(this JsonFields fields, string name)
    {
        var period = fields.Duration(name);
        if (period is null || period.IsForward()) return period;
        fields.Refuse(name, "Must run forwards, every part of it, and be at most ten years.");
        return null;
    }

    public static bool IsForward(this Period period) =>
        period is
        {
            Years: >= 0 and <= 10,
            Months: >= 0 and <= 120,
            Weeks: >= 0 and <= 520,
            Days: >= 0 and <= 3660,
            Hours: >= 0 and <= 87_600,
            Minutes: >= 0 and <= 5_256_000,
            Seconds: >= 0 and <= 315_360_000,
            Milliseconds: >= 0,
            Ticks: >= 0,
            Nanoseconds: >= 0,
        };

    /// <summary>A name that becomes part of row keys: lower-case letters, digits and hyphens.</summary>
    public static string RequiredId(this JsonFields fields, string name)
    {
        var id = fields.RequiredText(name, maxLength: 60);
        if (id.Any(c => !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-'))
            fields.Refuse(name, $"Must be lower-case letters, digits and hyphens, but is '{id}'.");
        return id;
    }
}
