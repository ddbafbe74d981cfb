namespace LeadScoring.Tests.Contracts;

/// <summary>A clock that stands still until a test moves it.</summary>
public sealed class MovableClock(DateTimeOffset start) : TimeProvider
{
    private long _ticks = start.UtcTicks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    public void Pass(TimeSpan span) => Interlocked.Add(ref _ticks, span.Ticks);
}
