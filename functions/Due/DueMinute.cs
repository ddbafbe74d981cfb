namespace LeadScoring.Due;

/// <summary>The timer looks once a minute, so whatever is due within a minute comes at the end of it.</summary>
public static class DueMinute
{
    /// <summary>The minute at which the instant has come: rounded up, so nothing comes early; in UTC.</summary>
    public static DateTimeOffset Of(DateTimeOffset at)
    {
        var ticks = (at.UtcTicks + TimeSpan.TicksPerMinute - 1) / TimeSpan.TicksPerMinute * TimeSpan.TicksPerMinute;
        return new DateTimeOffset(ticks, TimeSpan.Zero);
    }
}
