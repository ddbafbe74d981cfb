using LeadScoring.Doors;

namespace LeadScoring.Visitors;

/// <summary>
/// How many reactions one device may send: 300 at once, one a second after that. In memory and per process, as the
/// limits on networks are; it bounds what a script can write into a lead's history.
/// </summary>
public sealed class VisitorRates(TimeProvider time)
{
    private const int AtOnce = 300;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(AtOnce);
    private readonly Buckets _devices = new(time);

    /// <summary>Null when the reactions may pass, else how long to wait.</summary>
    public TimeSpan? WaitFor(string visitor, int reactions) => _devices.WaitFor(visitor, AtOnce, Period, reactions);
}
