namespace LeadScoring.Demo;

/// <summary>The clock of the demo stands wherever it was put, until it is put further.</summary>
internal sealed class DemoClock : TimeProvider
{
    private long _ticks;

    public DemoClock(DateTimeOffset start) => StandAt(start);

    public override DateTimeOffset GetUtcNow() => new(Volatile.Read(ref _ticks), TimeSpan.Zero);

    public void StandAt(DateTimeOffset instant) => Volatile.Write(ref _ticks, instant.UtcTicks);
}
