using System.Threading.RateLimiting;

namespace LeadScoring.Visitors;

/// <summary>
/// How many reactions one device may send: 300 at once, one a second after that. In memory and per process, as the
/// limits on networks are; it bounds what a script can write into a lead's history.
/// </summary>
public sealed class VisitorRates : IDisposable
{
    private const int AtOnce = 300;

    private readonly PartitionedRateLimiter<string> _limiter =
        PartitionedRateLimiter.Create<string, string>(visitor => RateLimitPartition.GetTokenBucketLimiter(
            visitor,
            _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = AtOnce,
                TokensPerPeriod = 10,
                ReplenishmentPeriod = TimeSpan.FromSeconds(10),
                QueueLimit = 0,
            }));

    /// <summary>Null when the reactions may pass, else how long to wait.</summary>
    public TimeSpan? WaitFor(string visitor, int reactions)
    {
        using var lease = _limiter.AttemptAcquire(visitor, reactions);
        if (lease.IsAcquired) return null;
        return lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.FromSeconds(10);
    }

    public void Dispose() => _limiter.Dispose();
}
