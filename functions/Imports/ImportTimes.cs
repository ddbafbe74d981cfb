using System.Globalization;
using LeadScoring.Parsing;
using NodaTime;
using NodaTime.Text;

namespace LeadScoring.Imports;

/// <summary>
/// Pure: times as files write them. One that names no zone is of the import's; a day without a time of day is taken at
/// noon, so that it stays that day in the zones around.
/// </summary>
public static class ImportTimes
{
    private static readonly LocalDateTime Noon = new(2000, 1, 1, 12, 0);

    private static readonly IReadOnlyList<IPattern<LocalDateTime>> Usual =
    [
        .. new[]
        {
            "uuuu-MM-dd'T'HH:mm:ss", "uuuu-MM-dd'T'HH:mm", "uuuu-M-d H:mm:ss", "uuuu-M-d H:mm",
            "uuuu/M/d H:mm:ss", "uuuu/M/d H:mm", "uuuu-M-d", "uuuu/M/d", "uuuuMMdd", "uuuu'年'M'月'd'日'",
        }.Select(Pattern),
    ];

    /// <summary>Null where the text is no time of this form.</summary>
    public static DateTimeOffset? Of(string text, string? format, DateTimeZone zone)
    {
        if (format is not null) return Of(text, Pattern(Noda(format)), zone);
        return IsoTime.Parse(text)
            ?? Usual.Select(pattern => Of(text, pattern, zone)).FirstOrDefault(time => time is not null);
    }

    /// <summary>Why a format cannot be used; null where it can.</summary>
    public static string? ReasonAgainst(string format)
    {
        const string How = "Must be letters like yyyyMMdd or dd.MM.yyyy HH:mm.";
        try
        {
            return Pattern(Noda(format)) is null ? How : null;
        }
        catch (InvalidPatternException)
        {
            return How;
        }
    }

    private static DateTimeOffset? Of(string text, IPattern<LocalDateTime> pattern, DateTimeZone zone) =>
        pattern.Parse(text) is { Success: true, Value: { Year: > 1 and < 9999 } local }
            ? zone.AtLeniently(local).ToDateTimeOffset().ToUniversalTime()
            : null;

    /// <summary>Most people write years as <c>yyyy</c>, which means a year of an era to the library.</summary>
    private static string Noda(string format) => format.Replace("yyyy", "uuuu", StringComparison.Ordinal);

    private static LocalDateTimePattern Pattern(string format) =>
        LocalDateTimePattern.Create(format, CultureInfo.InvariantCulture, Noon);
}
