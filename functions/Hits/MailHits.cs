using System.Text.Json.Serialization;
using LeadScoring.Storage;

namespace LeadScoring.Hits;

/// <summary>
/// One mail that left and everything that came back from it: row <c>hits|{sendId}</c> of the lead's partition, made in
/// the transaction that claims the mail. What is told is kept for ever and never judged here: the verdicts follow from
/// this row and the rules (<see cref="Detector"/>). Two tellings of the same mail are one, in any order
/// (<see cref="With"/>).
/// </summary>
public sealed record MailHits
{
    /// <summary>The earliest so many are kept: nobody opens one mail a thousand times, a loop does.</summary>
    public const int MostHits = 1000;

    private const int MostEvents = 200;

    public required string SendId { get; init; }

    /// <summary>The key of its row in the ledger of mails; null while that was not looked for.</summary>
    public string? SendKey { get; init; }

    /// <summary>The product its opens and clicks count for; null where they count for none (a confirmation).</summary>
    public string? Product { get; init; }
    public string? CampaignId { get; init; }

    /// <summary>When it was handed over; null while only events tell of it.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>
    /// Where its links lead, by their numbers; number 0 is the hidden one. All others are as the mail had them.
    /// </summary>
    public IReadOnlyList<string> Links { get; init; } = [];

    /// <summary>Opens and clicks, by time, then id.</summary>
    public IReadOnlyList<Hit> Hits { get; init; } = [];

    /// <summary>What else the provider told of it: delivered, bounced, and whatever it will come to tell.</summary>
    public IReadOnlyList<MailEvent> Events { get; init; } = [];

    /// <summary>The path of the merged lead this is a copy of; null for the lead's own mail.</summary>
    public string? Origin { get; init; }

    /// <summary>When the receiver's server took it, as the provider first told; null where it did not.</summary>
    [JsonIgnore]
    public DateTimeOffset? DeliveredAt =>
        Events.Where(one => one.Type == MailEvent.Delivered).Min(one => (DateTimeOffset?)one.At);

    /// <summary>The same mail with what another telling adds; the same again adds nothing.</summary>
    public MailHits With(MailHits other) => this with
    {
        SendKey = SendKey ?? other.SendKey,
        Product = Product ?? other.Product,
        CampaignId = CampaignId ?? other.CampaignId,
        SentAt = SentAt ?? other.SentAt,
        Links = Links.Count > 0 ? Links : other.Links,
        Hits = [.. Hits.Concat(other.Hits).GroupBy(hit => hit.Id, StringComparer.Ordinal)
            .Select(same => same.Order(ByContent<Hit>.Instance).First())
            .OrderBy(hit => hit.At).ThenBy(hit => hit.Id, StringComparer.Ordinal).Take(MostHits)],
        Events = [.. Events.Concat(other.Events).GroupBy(one => one.Id, StringComparer.Ordinal)
            .Select(same => same.Order(ByContent<MailEvent>.Instance).First())
            .OrderBy(one => one.At).ThenBy(one => one.Id, StringComparer.Ordinal).Take(MostEvents)],
    };

    /// <summary>Whether the other tells the same, list by list.</summary>
    public bool IsSameAs(MailHits other) => Json.Write(this) == Json.Write(other);

    /// <summary>Of two contents under one id the same one wins, whichever came first.</summary>
    private sealed class ByContent<T> : IComparer<T>
    {
        public static readonly ByContent<T> Instance = new();

        public int Compare(T? x, T? y) => string.CompareOrdinal(Json.Write(x), Json.Write(y));
    }
}

/// <summary>
/// One open or click as it was noted; it holds no network address. Times of clicks are whole seconds, as the
/// provider's are.
/// </summary>
public sealed record Hit
{
    /// <summary>
    /// Its name within its mail. Of a click on our link: link, method and second; of a provider's event: its own id.
    /// </summary>
    public required string Id { get; init; }
    public required HitKind Kind { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>The number of the link; null for an open, and for a link that is not one of the mail.</summary>
    public int? Link { get; init; }

    /// <summary>A digest of where a link leads that is not one of the mail; null for one that is.</summary>
    public string? Other { get; init; }

    /// <summary>The link was looked at (HEAD), not followed.</summary>
    public bool Head { get; init; }

    /// <summary>The provider says that a proxy fetched the mail, whether or not its reader looked.</summary>
    public bool MachineOpen { get; init; }

    /// <summary>What kind of program it says it is (<see cref="AgentClass"/>); it decides nothing.</summary>
    public string? Agent { get; init; }
}

/// <summary>What was done with a mail.</summary>
public enum HitKind
{
    Open,
    Click,
}

/// <summary>
/// Something that a provider told of a mail, by the provider's own name for it. <paramref name="Status"/> is the SMTP
/// status or the kind of a bounce, or why a mail was dropped (<see cref="DropReason"/>); no words of other servers,
/// which may quote an address.
/// </summary>
public sealed record MailEvent(string Id, string Type, DateTimeOffset At, string? Status = null)
{
    public const string Delivered = "delivered";

    /// <summary>Whether it tells nothing that the page of a lead does not say anyway.</summary>
    public static bool IsUsual(string type) => type is Delivered or "processed";
}
