using LeadScoring.Leads;
using LeadScoring.Storage;

namespace LeadScoring.Intake;

/// <summary>
/// One entry as accepted, in the lead's own partition: inbox row and record in one. <see cref="Outcome"/> is null until
/// it has been handled. What was shown beside the opt-in box is kept with it, as proof of what was asked.
/// </summary>
public sealed record Entry
{
    public required string EntryId { get; init; }
    public required string CampaignId { get; init; }
    public required string Email { get; init; }
    public string? Name { get; init; }
    public string? Phone { get; init; }
    public required string Locale { get; init; }

    /// <summary>
    /// The device, as <see cref="Visitors.VisitorIds"/> names it; the page's visitorId itself is not kept.
    /// </summary>
    public string? Visitor { get; init; }
    public string? ReferralCode { get; init; }

    /// <summary>The keyed digest of the serial code; the code itself is kept nowhere.</summary>
    public string? CodeDigest { get; init; }
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>();
    public bool OptInEmail { get; init; }
    public bool OptInPhone { get; init; }
    public EntrySource? Source { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }
    public string? WordingVersion { get; init; }
    public string? Wording { get; init; }
    public string? LegalName { get; init; }

    /// <summary>Since when these words were shown.</summary>
    public DateTimeOffset? ShownFrom { get; init; }

    /// <summary>The purposes it opts into; null: all mail.</summary>
    public IReadOnlyList<string>? Purposes { get; init; }

    /// <summary>
    /// Not an entry into a campaign but a question of the brand's own systems whether the person consents, and where it
    /// was asked: a context of sender.json.
    /// </summary>
    public string? Context { get; init; }

    public string? Outcome { get; init; }

    /// <summary>
    /// The product for which it counted: its campaign may be gone when it is counted anew. Null while it does not.
    /// </summary>
    public string? Product { get; init; }

    /// <summary>Whether the address is asked, by mail, to confirm itself and what was opted into.</summary>
    public bool Asks { get; init; }

    /// <summary>
    /// Whether the device is the lead's from this entry on. A lead that was known already proves first, by the link in
    /// the mail, that it was they who entered.
    /// </summary>
    public bool Joins { get; init; }

    /// <summary>
    /// The entry's short name in links and row keys: the caller's id may hold anything, a digest cannot.
    /// </summary>
    public string Hash => HashOf(CampaignId, EntryId);

    public string RowKey => LeadRows.Entry(Hash);

    public static string HashOf(string campaignId, string entryId) => Digest.Of($"{campaignId}|{entryId}");

    public const string Counted = "counted";
    public const string Asked = "asked";

    /// <summary>Why it counts for nothing; null where it counts or may still.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string? RefusedFor =>
        Outcome?.StartsWith(RefusedPrefix, StringComparison.Ordinal) == true ? Outcome[RefusedPrefix.Length..] : null;

    private const string RefusedPrefix = "refused: ";

    public const string OnePerPerson = "one entry per person";
    public const string OnePerDay = "one entry per day";
    public const string OtherCustomers = "for other customers";
    public const string CodesUsedUp = "no more codes per person";
    public const string CodeUsed = "the code has been used";
    public const string CodeUnknown = "no such code";
    public const string Full = "the campaign is full";

    public static string Refused(string why) => RefusedPrefix + why;

    /// <summary>Counts when its address is confirmed, if by then there is a place for it.</summary>
    public const string Waiting = "waiting for the confirmation";

    /// <summary>Within the person's limits, and about to get its place in the campaign.</summary>
    public const string Claiming = "getting its place";
}

/// <summary>Where the entry came from, as the landing page told it.</summary>
public sealed record EntrySource(
    string? UtmSource, string? UtmMedium, string? UtmCampaign, string? UtmTerm, string? UtmContent,
    string? Referrer, string? Page);
