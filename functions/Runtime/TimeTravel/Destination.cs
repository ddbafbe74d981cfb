using LeadScoring.Scenarios;
using NodaTime;

namespace LeadScoring.Runtime.TimeTravel;

/// <summary>
/// Where a journey through time leads: to an instant, or a period further; calendar units count in UTC.
/// </summary>
internal readonly record struct Destination(DateTimeOffset? Now, Period? Advance)
{
    /// <summary>
    /// The instant itself; the last instant of all for a period that leads beyond what a clock can show.
    /// </summary>
    public DateTimeOffset From(DateTimeOffset now)
    {
        if (Advance is null) return Now ?? now;
        try
        {
            return now.Plus(Advance, DateTimeZone.Utc);
        }
        catch (Exception beyond) when (beyond is OverflowException or ArgumentOutOfRangeException)
        {
            return DateTimeOffset.MaxValue;
        }
    }
}
