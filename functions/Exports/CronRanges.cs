using System.Globalization;
using NCrontab;

namespace LeadScoring.Exports;

/// <summary>
/// Pure: what the library takes in the fields of a schedule but reads as something else: a range whose start is behind
/// its end it turns round, and a step below 1 it takes for 1.
/// </summary>
public static class CronRanges
{
    private static readonly (CrontabFieldKind Kind, int First, int Last)[] Fields =
    [
        (CrontabFieldKind.Minute, 0, 59), (CrontabFieldKind.Hour, 0, 23), (CrontabFieldKind.Day, 1, 31),
        (CrontabFieldKind.Month, 1, 12), (CrontabFieldKind.DayOfWeek, 0, 6),
    ];

    /// <summary>What to write instead; null: nothing is wrong.</summary>
    /// <param name="fields">Five that the library takes.</param>
    public static string? ReasonAgainst(IReadOnlyList<string> fields) => fields
        .SelectMany((field, n) => field.Split(',').Select(part => ReasonAgainst(part, n)))
        .FirstOrDefault(reason => reason is not null);

    private static string? ReasonAgainst(string part, int field)
    {
        var (range, step) = part.Split('/') is [var before, var behind] ? (before, behind) : (part, "1");
        if (!int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var every) || every < 1)
            return $"Must have a step of at least 1 behind the slash, but one part is '{part}'.";
        if (range.Split('-') is not [var start, var end]) return null;
        var (from, to) = (ValueOf(start, field), ValueOf(end, field));
        var asNames = start.Any(char.IsAsciiLetter);
        return from <= to ? null
            : $"Must hold no range whose start is behind its end, like '{part}': write "
                + $"{Instead(from, to, every, field, asNames)} in its place.";
    }

    private static int ValueOf(string text, int field) => CrontabField.Parse(Fields[field].Kind, text).GetFirst();

    /// <summary>Up to the field's last value, and on from its first.</summary>
    private static string Instead(int from, int to, int every, int field, bool asNames)
    {
        var (_, first, last) = Fields[field];
        var size = last - first + 1;
        var values = Enumerable.Range(0, to - from + size + 1).Where(n => n % every == 0)
            .Select(n => first + (from - first + n) % size).ToList();
        return every == 1 && !asNames
            ? $"{Range(from, last)},{Range(first, to)}"
            : string.Join(',', values.Select(value => asNames ? NameOf(value, field) : $"{value}"));
    }

    private static string Range(int from, int to) => from == to ? $"{from}" : $"{from}-{to}";

    private static string NameOf(int value, int field)
    {
        var names = CultureInfo.InvariantCulture.DateTimeFormat;
        return (Fields[field].Kind == CrontabFieldKind.Month
            ? names.AbbreviatedMonthNames[value - 1]
            : names.AbbreviatedDayNames[value]).ToUpperInvariant();
    }
}
