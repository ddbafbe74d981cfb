namespace LeadScoring.Tracks;

/// <summary>
/// Whether tracks and studies are refreshed by the clock; else only when they are asked for. Tests of other rooms turn
/// it off: each instant of a journey through time would pay for it.
/// </summary>
public sealed record TrackTimers(bool AreOn)
{
    public static TrackTimers Usual { get; } = new(true);
}
