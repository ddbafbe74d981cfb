using NCrontab;
using NodaTime;

namespace LeadScoring.Exports;

/// <summary>
/// Pure: times of day and days of five fields (minute, hour, day of the month, month, day of the week) on the brand's
/// clocks, at most once an hour; where both days are given, both must fit. A time that the clocks leave out when they
/// go forward comes as much later as they jump; of one that they show twice, the first counts, so an hourly schedule
/// leaves out the repeated hour. No time comes twice.
/// </summary>
public sealed class CronTimes
{
    private const string Hint = "Must be five fields of cron with one minute, like 0 8 * * MON-FRI (8:00 on weekdays, "
        + "the brand's time), and come at least once in ten years.";

    private const int MostYears = 10;

    /// <summary>No zone ever jumped further than a day.</summary>
    private static readonly Period Jump = Period.FromDays(2);

    private readonly CrontabSchedule _schedule;

    private CronTimes(CrontabSchedule schedule) => _schedule = schedule;

    /// <summary>Null where the text is no such schedule.</summary>
    public static CronTimes? Parse(string text) => Parse(text, out _);

    /// <summary>The same; <paramref name="reason"/> says what to write instead, also where no time comes.</summary>
    public static CronTimes? Parse(string text, out string reason)
    {
        reason = Hint;
        var fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields is not [{ Length: <= 2 } minute, _, _, _, _] || !minute.All(char.IsAsciiDigit)
            || TryParse(text) is not { } schedule) return null;
        if (CronRanges.ReasonAgainst(fields) is not { } refused) return new CronTimes(schedule);
        reason = refused;
        return null;
    }

    /// <summary>The first time behind an instant; null: there is none in ten years.</summary>
    public DateTimeOffset? NextAfter(DateTimeOffset instant, DateTimeZone zone)
    {
        var from = LocalOf(instant, zone).Minus(Jump);
        DateTimeOffset? next = null;
        var last = from.PlusYears(MostYears);
        foreach (var local in Between(from, last))
        {
            if (local > last) break;
            if (InstantOf(local, zone) is var at && at > instant && !(at >= next)) next = at;
            // Behind a jump, a later time on the clocks may be the earlier instant.
            if (next is not null && last == from.PlusYears(MostYears)) last = local.Plus(Jump);
        }
        return next;
    }

    /// <summary>The last time after one instant (exclusive) and up to another; null: there is none.</summary>
    public DateTimeOffset? NewestIn(DateTimeOffset after, DateTimeOffset to, DateTimeZone zone)
    {
        var (begin, end) = (LocalOf(after, zone).Minus(Jump), LocalOf(to, zone).Plus(Jump));
        Period[] looks = [Period.FromDays(5), Period.FromDays(50), Period.FromYears(MostYears)];
        return looks
            .Select(look => Between(LocalDateTime.Max(begin, end.Minus(look)), end)
                .Select(local => InstantOf(local, zone))
                .Where(at => at > after && at <= to).Select(at => (DateTimeOffset?)at).Max())
            .FirstOrDefault(at => at is not null);
    }

    private static CrontabSchedule? TryParse(string text)
    {
        try
        {
            return CrontabSchedule.TryParse(text);
        }
        catch (OverflowException)
        {
            return null; // a number that no field is big enough for
        }
    }

    private IEnumerable<LocalDateTime> Between(LocalDateTime from, LocalDateTime to) =>
        _schedule.GetNextOccurrences(from.ToDateTimeUnspecified(), to.ToDateTimeUnspecified())
            .Select(LocalDateTime.FromDateTime);

    private static LocalDateTime LocalOf(DateTimeOffset instant, DateTimeZone zone) =>
        Instant.FromDateTimeOffset(instant).InZone(zone).LocalDateTime;

    private static DateTimeOffset InstantOf(LocalDateTime local, DateTimeZone zone) =>
        local.InZoneLeniently(zone).ToInstant().ToDateTimeOffset();
}
