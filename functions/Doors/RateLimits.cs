using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace LeadScoring.Doors;

/// <summary>
/// How much one network (an IPv4 address, an IPv6 /64) may ask of the doors without a key, in all and of each kind of
/// door, and how often one address may be entered. Counted per process, so approximate on several instances; known and
/// unknown addresses are counted alike.
/// </summary>
public sealed class RateLimits
{
    private const int MostPerMinute = 1_000_000;
    private readonly Buckets _networks;
    private readonly Buckets _addresses;
    private readonly Dictionary<DoorKind, int> _perMinute;
    private readonly int _perMinuteInAll;
    private readonly int _perAddressAndHour;

    /// <exception cref="StartRefusedException">A setting is no number, or out of its range.</exception>
    public RateLimits(IConfiguration settings, TimeProvider time)
    {
        (_networks, _addresses) = (new Buckets(time), new Buckets(time));
        _perMinuteInAll = Whole(settings, "LeadScoring:RequestsPerMinute", 3000, 1, MostPerMinute);
        int Part(int n) => Math.Max(1, _perMinuteInAll / n);
        _perMinute = new Dictionary<DoorKind, int>
        {
            [DoorKind.Entries] = Whole(settings, "LeadScoring:EntriesPerMinute", Part(3), 1, MostPerMinute),
            [DoorKind.Beacons] = Whole(settings, "LeadScoring:BeaconsPerMinute", Part(2), 1, MostPerMinute),
            [DoorKind.Pages] = Whole(settings, "LeadScoring:PagesPerMinute", Part(2), 1, MostPerMinute),
            // Mailbox providers press one-click for many people from few networks.
            [DoorKind.Links] = Whole(settings, "LeadScoring:LinksPerMinute", Part(1), 1, MostPerMinute),
            [DoorKind.WrongKeys] = Part(5),
        };
        _perAddressAndHour = Whole(settings, "LeadScoring:EntriesPerAddressAndHour", 60, 1, MostPerMinute);
        MinimumFill = TimeSpan.FromMilliseconds(
            Whole(settings, "LeadScoring:MinimumFillMilliseconds", 1500, 0, 60_000));
    }

    /// <summary>What a person needs at least from seeing a form to sending it.</summary>
    public TimeSpan MinimumFill { get; }

    /// <summary>Null when the request may pass, else how long to wait.</summary>
    public TimeSpan? WaitFor(HttpContext http, DoorKind kind)
    {
        var (network, minute) = (Network(http), TimeSpan.FromMinutes(1));
        return _networks.WaitFor(network, _perMinuteInAll, minute)
            ?? (_perMinute.TryGetValue(kind, out var limit)
                ? _networks.WaitFor($"{network} {kind}", limit, minute)
                : null);
    }

    /// <summary>Null when one more entry of this person may be kept, else how long to wait.</summary>
    public TimeSpan? WaitForEntryOf(string leadId) =>
        _addresses.WaitFor(leadId, _perAddressAndHour, TimeSpan.FromHours(1));

    /// <summary>
    /// Behind the Functions host, or a proxy on this machine, the connection is loopback and the front end appends the
    /// caller as the last forwarded address. Who connects from elsewhere is who they are, whatever they write there.
    /// </summary>
    internal static string Network(HttpContext http)
    {
        var address = http.Connection.RemoteIpAddress ?? IPAddress.None;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
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

    private static int Whole(IConfiguration settings, string name, int preset, int min, int max)
    {
        if (settings[name] is not { Length: > 0 } text) return preset;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= min && number <= max
            ? number
            : throw new StartRefusedException(string.Create(
                CultureInfo.InvariantCulture,
                $"{name.Replace(":", "__", StringComparison.Ordinal)} must be a whole number from {min} to {max}."));
    }
}
