using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace LeadScoring.Doors;

/// <summary>
/// How much one network (an IPv4 address, an IPv6 /64) may ask of the doors without a key: a token bucket per process,
/// so the limit is approximate on several instances. Setting <c>LeadScoring:RequestsPerMinute</c>, default 3,000.
/// </summary>
public sealed class RateLimits : IDisposable
{
    private readonly PartitionedRateLimiter<HttpContext> _limiter;

    public RateLimits(IConfiguration settings)
    {
        var perMinute = Math.Max(1, settings.GetValue("LeadScoring:RequestsPerMinute", 3000));
        _limiter = PartitionedRateLimiter.Create<HttpContext, string>(http => RateLimitPartition.GetTokenBucketLimiter(
            Network(http),
            _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = perMinute,
                TokensPerPeriod = Math.Max(1, perMinute / 60),
                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                QueueLimit = 0,
            }));
    }

    /// <summary>Null when the request may pass, else how long to wait.</summary>
    public TimeSpan? WaitFor(HttpContext http)
    {
        using var lease = _limiter.AttemptAcquire(http);
        if (lease.IsAcquired) return null;
        return lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.FromSeconds(1);
    }

    public void Dispose() => _limiter.Dispose();

    /// <summary>
    /// Behind the Functions host the connection is loopback and the front end appends the caller as the last forwarded
    /// address.
    /// </summary>
    internal static string Network(HttpContext http)
    {
        var address = http.Connection.RemoteIpAddress ?? IPAddress.None;
        if (IPAddress.IsLoopback(address) && http.Request.Headers["X-Forwarded-For"].LastOrDefault() is { } forwarded)
        {
            var last = forwarded.Split(',')[^1].Trim();
            if (IPEndPoint.TryParse(last, out var caller)) address = caller.Address;
        }
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, 8))
            : address.ToString();
    }
}
