using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Doors;

/// <summary>
/// How often one network may be wrong about a serial code: twenty times at once and then once in half a minute, in each
/// process. Right codes cost nothing, so a household with a shared address and a heap of codes is not held up.
/// </summary>
public sealed class GuessLimits : IDisposable
{
    private static readonly TimeSpan OneMore = TimeSpan.FromSeconds(30);

    private readonly PartitionedRateLimiter<HttpContext> _limiter =
        PartitionedRateLimiter.Create<HttpContext, string>(http => RateLimitPartition.GetTokenBucketLimiter(
            RateLimits.Network(http),
            _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = 20,
                TokensPerPeriod = 1,
                ReplenishmentPeriod = OneMore,
                QueueLimit = 0,
            }));

    /// <summary>Null when the network may try a code, else how long it has to wait.</summary>
    public TimeSpan? WaitFor(HttpContext http) =>
        _limiter.GetStatistics(http) is { CurrentAvailablePermits: <= 0 } ? OneMore : null;

    /// <summary>A code was wrong.</summary>
    public void Missed(HttpContext http)
    {
        using var taken = _limiter.AttemptAcquire(http);
    }

    public void Dispose() => _limiter.Dispose();
}
