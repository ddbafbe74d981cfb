using NodaTime;

namespace LeadScoring.Scoring;

/// <summary>Local calendar days as whole numbers: days since 1970-01-01, negative before it.</summary>
public static class Days
{
    private static readonly LocalDate Epoch = new(1970, 1, 1);

    public static int Of(LocalDate date) => Period.DaysBetween(Epoch, date);

    public static int Of(DateTimeOffset instant, DateTimeZone zone) =>
        Of(Instant.FromDateTimeOffset(instant).InZone(zone).Date);

    public static LocalDate ToDate(int day) => Epoch.PlusDays(day);
}
