using LeadScoring.Visitors;

namespace LeadScoring.Tests.Visitors;

/// <summary>What the door does at an instant, and the message that it leaves (null: none).</summary>
internal sealed record DeviceStep(
    DateTimeOffset At, Func<Device, Action<DateTimeOffset>?> Message, bool IsRepeatable);

/// <summary>A day on one device: people enter, some of them known and confirming later, and somebody reacts.</summary>
internal sealed record DeviceDay(IReadOnlyList<DeviceDay.Arrival> Arrivals, IReadOnlyList<int> Reactions)
{
    /// <summary>Minutes: a known lead's device is theirs when they confirm, if ever.</summary>
    internal sealed record Arrival(string Lead, int Minute, bool IsKnown, int? Confirmed)
    {
        public int? From => IsKnown ? Confirmed : Minute;
    }

    private const int Length = 60;
    private static readonly DateTimeOffset Start = new(2026, 11, 24, 1, 0, 0, TimeSpan.Zero);

    public DateTimeOffset End => Instant(Length * 2);

    public static DeviceDay Random(Random random)
    {
        var minutes = Enumerable.Range(0, Length * 2).ToArray();
        random.Shuffle(minutes); // nothing happens at the same instant
        var arrivals = Enumerable.Range(0, random.Next(4)).Select(n =>
        {
            var known = random.Next(2) == 0;
            var (one, other) = (minutes[2 * n], minutes[2 * n + 1]);
            return new Arrival(
                $"lead-{random.Next(2)}", Math.Min(one, other), known,
                known && random.Next(2) == 0 ? Math.Max(one, other) : null);
        }).ToList();
        return new DeviceDay(arrivals, [.. minutes.Skip(8).Take(random.Next(12))]);
    }

    /// <summary>By the sentence in the README alone.</summary>
    public Dictionary<int, string?> Owners() => Reactions.ToDictionary(minute => minute, minute =>
    {
        var linked = Arrivals.Where(arrival => arrival.From is not null).ToList();
        return (linked.Where(arrival => arrival.From <= minute).MaxBy(arrival => arrival.Minute)
            ?? linked.MinBy(arrival => arrival.From))?.Lead;
    });

    public IReadOnlyList<DeviceStep> Steps => [.. Entries().Concat(Confirmations()).Concat(Beacons())
        .OrderBy(step => step.At)];

    private IEnumerable<DeviceStep> Entries() => Arrivals.Select((arrival, n) => new DeviceStep(
        Instant(arrival.Minute),
        device =>
        {
            device.Links = device.Links.Expect(arrival.Lead, $"e{n}", Instant(arrival.Minute));
            return now =>
            {
                device.Links = arrival.IsKnown
                    ? device.Links.Refuse(arrival.Lead, $"e{n}")
                    : device.Links.Open(arrival.Lead, $"e{n}", Instant(arrival.Minute), Instant(arrival.Minute));
                device.Deliver(now);
            };
        },
        IsRepeatable: false));

    private IEnumerable<DeviceStep> Confirmations() => Arrivals.Index()
        .Where(arrival => arrival.Item.Confirmed is not null).Select(arrival => new DeviceStep(
            Instant(arrival.Item.Confirmed!.Value),
            device =>
            {
                var (n, (lead, minute, _, confirmed)) = arrival;
                device.Links = device.Links.Open(lead, $"e{n}", Instant(minute), Instant(confirmed!.Value));
                return device.Deliver;
            },
            IsRepeatable: true));

    private IEnumerable<DeviceStep> Beacons() => Reactions.Select(minute => new DeviceStep(
        Instant(minute),
        device =>
        {
            device.React(minute, Instant(minute));
            return null;
        },
        IsRepeatable: false));

    private static DateTimeOffset Instant(int minute) => Start.AddMinutes(minute);
}

/// <summary>The device's partition and the leads' inboxes, in memory.</summary>
internal sealed class Device
{
    private readonly Dictionary<int, DateTimeOffset> _waiting = [];
    private readonly Dictionary<int, string?> _owners = [];

    public VisitorLinks Links { get; set; } = VisitorLinks.None;

    public void React(int id, DateTimeOffset at)
    {
        _waiting[id] = at;
        Deliver(at); // the door: straight to the lead where that is settled
    }

    public void Deliver(DateTimeOffset now)
    {
        foreach (var (id, at) in _waiting.ToList())
        {
            if (Links.OwnerAt(at, now) is not { IsSettled: true } owner) continue;
            _owners.Add(id, owner.LeadId);
            _waiting.Remove(id);
        }
    }

    public Dictionary<int, string?> Owners(DateTimeOffset end)
    {
        Deliver(end);
        return _owners.Concat(_waiting.Select(row => KeyValuePair.Create(row.Key, (string?)null)))
            .OrderBy(row => row.Key).ToDictionary();
    }
}
