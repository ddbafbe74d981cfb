using LeadScoring.Sending;

namespace LeadScoring.Mail;

/// <summary>
/// What one process remembers of a provider that turns mails away: until when it need not be asked again, so that one
/// "too many" holds back the mails behind it before they are claimed. Approximate, in memory and never in the way of
/// correctness: other processes find out by themselves. Without a wish of the provider's it is asked again after 2, 4,
/// 8… seconds, and after <see cref="Longest"/> at the latest.
/// </summary>
public sealed class ProviderGate(TimeProvider time)
{
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private readonly Lock _turn = new();
    private DateTimeOffset _closedAt;
    private DateTimeOffset _opensAt;
    private int _times;

    /// <summary>How long it stays closed; null: it is open.</summary>
    public TimeSpan? ClosedFor
    {
        get
        {
            lock (_turn) return Left(time.GetUtcNow());
        }
    }

    /// <summary>A mail was turned away. Those that were on their way at the same moment lengthen nothing.</summary>
    /// <param name="asked">How long the provider wants to be left alone; null: it did not say.</param>
    public void Close(TimeSpan? asked)
    {
        lock (_turn)
        {
            var now = time.GetUtcNow();
            if (Left(now) is null)
            {
                _times = Math.Min(_times + 1, 30);
                (_closedAt, _opensAt) = (now, now + Least(_times));
            }
            if (asked is { } wait && now + BackOff.AsAsked(wait) > _opensAt) _opensAt = now + BackOff.AsAsked(wait);
        }
    }

    /// <summary>A mail was taken; one that was on its way when the gate closed does not open it.</summary>
    public void Passed()
    {
        lock (_turn)
            if (Left(time.GetUtcNow()) is null)
                _times = 0;
    }

    /// <summary>A clock that was set back has not seen it close.</summary>
    private TimeSpan? Left(DateTimeOffset now) => now >= _closedAt && now < _opensAt ? _opensAt - now : null;

    private static TimeSpan Least(int times)
    {
        var least = TimeSpan.FromSeconds(Math.Pow(2, times));
        return least < Longest ? least : Longest;
    }
}
