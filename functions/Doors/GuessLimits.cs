using Microsoft.AspNetCore.Http;

namespace LeadScoring.Doors;

/// <summary>
/// How often one network may be wrong about a serial code: twenty times at once and then once in half a minute, in each
/// process. Right codes cost nothing, so a household with a shared address and a heap of codes is not held up.
/// </summary>
public sealed class GuessLimits(TimeProvider time)
{
    private const int AtOnce = 20;

    private static readonly TimeSpan ForAll = TimeSpan.FromSeconds(30) * AtOnce;

    private readonly Buckets _networks = new(time);

    /// <summary>Null when the network may try a code, else how long it has to wait.</summary>
    public TimeSpan? WaitFor(HttpContext http) => _networks.Peek(RateLimits.Network(http), AtOnce, ForAll);

    /// <summary>A code was wrong.</summary>
    public void Missed(HttpContext http) => _networks.WaitFor(RateLimits.Network(http), AtOnce, ForAll);
}
