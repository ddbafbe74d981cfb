using NodaTime.Text;

namespace LeadScoring.Parsing;

/// <summary>
/// Instants in ISO 8601 with Z or an offset, to UTC. The first and the last year are left out: an offset carries their
/// edges out of what a <see cref="DateTimeOffset"/> can hold, and nothing here happens in them.
/// </summary>
public static class IsoTime
{
    public static DateTimeOffset? Parse(string text) =>
        OffsetDateTimePattern.ExtendedIso.Parse(text) is { Success: true, Value: { Year: > 1 and < 9999 } time }
            ? time.ToInstant().ToDateTimeOffset()
            : null;
}
