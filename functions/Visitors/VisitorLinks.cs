using System.Collections.Immutable;

namespace LeadScoring.Visitors;

/// <summary>
/// Pure: who entered on one device, and whose an anonymous reaction on it is. A reaction belongs to whoever entered
/// last before it; one that was made before anybody had entered belongs to the first. What is decided stays decided:
/// links only ever begin later than all reactions made so far, and an entry whose link is not settled yet holds
/// reactions back, so any order of messages gives the same owners. Two people on one device are never merged.
/// </summary>
public sealed record VisitorLinks(ImmutableArray<VisitorLink> Links, bool IsCut = false)
{
    /// <summary>A booth's tablet sees hundreds of people a day: the latest count.</summary>
    public const int Most = 20;

    /// <summary>Longer than a queue is ever behind; an entry that died before its message holds nothing up.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    public static VisitorLinks None { get; } = new([]);

    /// <summary>Whether anybody is known to have entered here.</summary>
    public bool HasPeople => Links.Any(link => link.LeadId is not null);

    /// <summary>An entry was taken at the door; whether it links the device is settled when it is handled.</summary>
    public VisitorLinks Expect(string leadId, string entry, DateTimeOffset at) =>
        Find(leadId, entry) is null ? With(new VisitorLink(leadId, entry, at, null)) : this;

    /// <summary>
    /// The device is the lead's from <paramref name="from"/> on: the entry's own instant, or that of its confirmation.
    /// The first word stands.
    /// </summary>
    public VisitorLinks Open(string leadId, string entry, DateTimeOffset at, DateTimeOffset from) =>
        Find(leadId, entry) is { From: not null } ? this : Refuse(leadId, entry).With(new(leadId, entry, at, from));

    /// <summary>The entry did not count, or a known lead has not confirmed it: it links nothing (yet).</summary>
    public VisitorLinks Refuse(string leadId, string entry) =>
        Find(leadId, entry) is { From: null } expected ? this with { Links = Links.Remove(expected) } : this;

    /// <summary>
    /// The person is gone. Their time on the device stays theirs, without a name: nobody inherits their reactions.
    /// </summary>
    public VisitorLinks Without(string leadId) => this with
    {
        Links = [.. Links.Where(link => link.LeadId != leadId || link.From is not null)
            .Select(link => link.LeadId == leadId ? link with { LeadId = null, Entry = "" } : link)],
    };

    public VisitorOwner OwnerAt(DateTimeOffset instant, DateTimeOffset now)
    {
        var open = Links.Where(link => link.From is not null).ToList();
        var owner = open.Where(link => link.From <= instant).MaxBy(link => link.At);
        if (owner is null && IsCut) return VisitorOwner.Nobody; // the first one is not known any more
        var first = owner ?? open.MinBy(link => link.From);
        var isHeld = Expected(now).Any(link =>
            first is null || (owner is null ? link.At < first.From : link.At <= instant && link.At > owner.At));
        return isHeld || first is null ? VisitorOwner.NotYet : new VisitorOwner(true, first.LeadId);
    }

    /// <summary>When to look again at what waits, the oldest of it made at <paramref name="oldest"/>.</summary>
    public DateTimeOffset LookAgainAt(DateTimeOffset oldest, TimeSpan kept, DateTimeOffset now) =>
        Expected(now).Select(link => link.At + LongestWait).Append(oldest + kept).Min();

    private IEnumerable<VisitorLink> Expected(DateTimeOffset now) =>
        Links.Where(link => link.From is null && link.At + LongestWait > now);

    private VisitorLink? Find(string leadId, string entry) =>
        Links.FirstOrDefault(link => link.LeadId == leadId && link.Entry == entry);

    private VisitorLinks With(VisitorLink link)
    {
        var all = Links.Add(link).OrderBy(one => one.At).ThenBy(one => one.Entry, StringComparer.Ordinal).ToList();
        var lost = all.SkipLast(Most).Any(one => one.From is not null);
        return new VisitorLinks([.. all.TakeLast(Most)], IsCut || lost);
    }
}

/// <summary>
/// One person on a device. <paramref name="Entry"/> is the row key of the entry, <paramref name="At"/> its instant;
/// <paramref name="From"/> is when the device became theirs, null while that is not settled. A lead that was erased
/// has no id.
/// </summary>
public sealed record VisitorLink(string? LeadId, string Entry, DateTimeOffset At, DateTimeOffset? From);

/// <summary>
/// Whose a reaction is: not settled yet, a lead's, or (settled without an id) nobody's, and to be forgotten.
/// </summary>
public readonly record struct VisitorOwner(bool IsSettled, string? LeadId)
{
    public static VisitorOwner NotYet { get; }

    public static VisitorOwner Nobody { get; } = new(true, null);
}
