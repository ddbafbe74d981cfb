using System.Collections.Immutable;

namespace LeadScoring.Consent;

/// <summary>
/// Pure: what mailboxes and the provider have told of an address, and who has spoken for it since. Each part only ever
/// moves to the newer word, so neither the order of events nor their repetition matters. It belongs to the address, and
/// so to its lead: a merge gives it to nobody else.
/// </summary>
public sealed record AddressState
{
    public const string Bounced = "bounced";
    public const string SpamReport = "spam report";
    public const string Blocked = "blocked";

    /// <summary>So many mails blocked with none delivered in between: the mailbox means it…</summary>
    public const int BlocksInARow = 3;

    /// <summary>…and is left alone for so long after the last of them.</summary>
    public static readonly TimeSpan BlockedFor = TimeSpan.FromDays(14);

    /// <summary>
    /// Words after which nobody is asked to confirm, whoever types in the address: only who confirms by a mail they
    /// have already, and the staff, can end them.
    /// </summary>
    private static readonly HashSet<string> Complaints = new(StringComparer.Ordinal)
    {
        SpamReport, "dropped: spam reporting address",
    };

    /// <summary>The newest event that ends all mail, by its reason.</summary>
    public ImmutableSortedDictionary<string, AddressEvent> Refusals { get; init; } =
        ImmutableSortedDictionary.Create<string, AddressEvent>(StringComparer.Ordinal);

    /// <summary>
    /// The newest mails that a mailbox turned away for reasons that may pass, each by its newest event, oldest first.
    /// </summary>
    public ImmutableArray<AddressEvent> Blocks { get; init; } = [];

    /// <summary>When a mailbox last took a mail.</summary>
    public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>When the person last confirmed the address as theirs.</summary>
    public DateTimeOffset? ConfirmedAt { get; init; }

    /// <summary>When the staff last said that mail may go there again.</summary>
    public DateTimeOffset? LiftedAt { get; init; }

    public AddressState Refused(string reason, AddressEvent told) =>
        Refusals.TryGetValue(reason, out var known) && !known.IsBefore(told)
            ? this
            : this with { Refusals = Refusals.SetItem(reason, told) };

    public AddressState BlockedBy(AddressEvent told) => this with
    {
        Blocks = [.. Blocks.Append(told).GroupBy(one => one.SendId, StringComparer.Ordinal)
            .Select(mail => mail.Aggregate((one, other) => one.IsBefore(other) ? other : one))
            .OrderBy(one => one.At).ThenBy(one => one.EventId, StringComparer.Ordinal).TakeLast(BlocksInARow)],
    };

    public AddressState Delivered(DateTimeOffset at) => this with { DeliveredAt = Later(DeliveredAt, at) };

    public AddressState Confirmed(DateTimeOffset at) => this with { ConfirmedAt = Later(ConfirmedAt, at) };

    public AddressState Lifted(DateTimeOffset at) => this with { LiftedAt = Later(LiftedAt, at) };

    /// <summary>Without what people said: that follows from the ledger of consents.</summary>
    public AddressState WithoutWords() => this with { ConfirmedAt = null, LiftedAt = null };

    /// <summary>Whether nobody has told anything.</summary>
    public bool IsEmpty() => Refusals.IsEmpty && Blocks.IsEmpty && DeliveredAt is null && ConfirmedAt is null
        && LiftedAt is null;

    /// <summary>The newest word that still ends all mail; null where none does.</summary>
    public Suppression? Ended() => Refusals.Where(refusal => Holds(refusal.Value))
        .OrderBy(refusal => refusal.Value.At).ThenBy(refusal => refusal.Key, StringComparer.Ordinal)
        .Select(refusal => new Suppression(refusal.Key, refusal.Value.At, refusal.Value.EventId, null))
        .LastOrDefault();

    /// <summary>Mail ended, or is interrupted, at this instant; null where it may go.</summary>
    public Suppression? At(DateTimeOffset now)
    {
        if (Ended() is { } ended) return ended;
        var row = Blocks.Where(told => told.At > DeliveredAt.GetValueOrDefault() && told.At > Spoken()).ToList();
        if (row.Count < BlocksInARow || row[^1].At + BlockedFor <= now) return null;
        return new Suppression(Blocked, row[^1].At, row[^1].EventId, row[^1].At + BlockedFor);
    }

    /// <summary>
    /// Why a confirmation must not be asked for, whatever an entry of that instant says; null where it may. Who types
    /// in an address that bounced before may know better, and one mail tells.
    /// </summary>
    public string? ReasonAgainstAsking(DateTimeOffset enteredAt) => Refusals
        .Where(refusal => Holds(refusal.Value))
        .Where(refusal => Complaints.Contains(refusal.Key) || refusal.Value.At >= enteredAt)
        .Select(refusal => refusal.Key).FirstOrDefault();

    private bool Holds(AddressEvent told) => told.At > Spoken();

    private DateTimeOffset Spoken() => Later(ConfirmedAt, LiftedAt.GetValueOrDefault());

    private static DateTimeOffset Later(DateTimeOffset? known, DateTimeOffset at) =>
        known is { } before && before > at ? before : at;
}

/// <summary>An event of the provider, by its own id, and the mail it speaks of.</summary>
public sealed record AddressEvent(DateTimeOffset At, string EventId, string SendId)
{
    /// <summary>By time, then by id: of two events one is always the earlier.</summary>
    public bool IsBefore(AddressEvent other) =>
        At < other.At || At == other.At && string.CompareOrdinal(EventId, other.EventId) < 0;
}

/// <summary>
/// Why no mail may go to an address, since when, by which event, and until when; a null end: until somebody speaks for
/// the address.
/// </summary>
public sealed record Suppression(string Reason, DateTimeOffset At, string? EventId, DateTimeOffset? Until);
