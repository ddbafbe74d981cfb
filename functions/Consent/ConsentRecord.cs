using LeadScoring.Storage;

namespace LeadScoring.Consent;

/// <summary>
/// One row of the consent ledger, written once and kept: what was said, on which channel and for which purposes, who
/// asked with which words and since when they stood there, and how we know it was the person.
/// </summary>
public sealed record ConsentRecord
{
    public const string EmailGranted = "email granted";
    public const string EmailWithdrawn = "email withdrawn";
    public const string PhoneGranted = "phone granted";
    public const string PhoneWithdrawn = "phone withdrawn";
    public const string Address = "address";
    public const string Frequency = "frequency";
    public const string SuppressionLifted = "suppression lifted";

    /// <summary>One of the names above; the channel and the word follow from it.</summary>
    public required string What { get; init; }

    /// <summary>When it was said, or, for a grant that was asked for, when it was confirmed.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>
    /// <c>double-opt-in</c>, <c>one-click</c>, <c>page</c>, <c>preferences</c>, <c>undo</c>, or in the words of whoever
    /// recorded or imported it.
    /// </summary>
    public required string How { get; init; }

    /// <summary>The purposes it speaks of, by their ids in sender.json; null: the whole channel.</summary>
    public IReadOnlyList<string>? Purposes { get; init; }

    /// <summary>
    /// Where it comes from: <c>entry</c>, a context of sender.json, <c>link</c>, <c>staff</c>, <c>import</c>,
    /// <c>reaction</c>, <c>provider</c>.
    /// </summary>
    public string? Source { get; init; }
    public string? CampaignId { get; init; }

    /// <summary>Double opt-in: when the person said it in the form, which the link confirmed later.</summary>
    public DateTimeOffset? AskedAt { get; init; }
    public string? WordingVersion { get; init; }
    public string? Wording { get; init; }

    /// <summary>Since when this version of the words was shown.</summary>
    public DateTimeOffset? ShownFrom { get; init; }
    public string? LegalName { get; init; }
    public string? Page { get; init; }
    public string? SendId { get; init; }

    /// <summary>
    /// What stands for it where no link of ours does: a paper, a file, the row that an undo takes back.
    /// </summary>
    public string? Proof { get; init; }

    /// <summary>Who of the staff took it, by the brand's own name for them.</summary>
    public string? TakenBy { get; init; }

    /// <summary>The name of an act of stopping all mail by a link, by which it can be undone.</summary>
    public string? Act { get; init; }

    /// <summary>What such an act ended: purposes, and an empty name for the whole channel.</summary>
    public IReadOnlyList<string>? Ended { get; init; }

    /// <summary>A chosen frequency, by its id in sender.json; empty: as they are sent.</summary>
    public string? Choice { get; init; }

    public string? WordingHash => Wording is null ? null : Digest.Of(Wording);

    public Channel? Channel => What switch
    {
        EmailGranted or EmailWithdrawn => Consent.Channel.Email,
        PhoneGranted or PhoneWithdrawn => Consent.Channel.Phone,
        _ => null,
    };

    public bool? Granted => What switch
    {
        EmailGranted or PhoneGranted => true,
        EmailWithdrawn or PhoneWithdrawn => false,
        _ => null,
    };

    /// <summary>The staff's word that mail may go again to an address where it had ended.</summary>
    public static ConsentRecord Lifting(DateTimeOffset at, string by, string why, string reason) => new()
    {
        What = SuppressionLifted,
        At = at,
        How = why,
        Source = "staff",
        TakenBy = by,
        Proof = reason,
    };

    public static string Name(Channel channel, bool granted) => (channel, granted) switch
    {
        (Consent.Channel.Email, true) => EmailGranted,
        (Consent.Channel.Email, false) => EmailWithdrawn,
        (Consent.Channel.Phone, true) => PhoneGranted,
        _ => PhoneWithdrawn,
    };
}

/// <summary>The ways of reaching a person that need their consent.</summary>
public enum Channel
{
    Email,
    Phone,
}

/// <summary>
/// The latest word on a channel or purpose. <paramref name="Proof"/> is the key of the ledger row it rests on.
/// </summary>
public sealed record ConsentState(bool Granted, DateTimeOffset At, string Proof)
{
    /// <summary>When the person wanted it, where that is earlier than its confirmation.</summary>
    public DateTimeOffset? AskedAt { get; init; }
    public string? CampaignId { get; init; }
    public string? WordingVersion { get; init; }

    /// <summary>
    /// What decides which of two words is the later one. A grant counts from when it was asked for: who withdrew after
    /// they had entered is not signed up again by the entry's old link.
    /// </summary>
    public DateTimeOffset SaidAt() => AskedAt ?? At;

    /// <summary>
    /// The later of two words; at one instant a withdrawal wins. It is a total order, so the order in which they arrive
    /// never matters.
    /// </summary>
    public static ConsentState Later(ConsentState? known, ConsentState said)
    {
        if (known is null) return said;
        var order = said.SaidAt().CompareTo(known.SaidAt());
        if (order == 0) order = known.Granted.CompareTo(said.Granted);
        if (order == 0) order = said.At.CompareTo(known.At);
        if (order == 0) order = string.CompareOrdinal(said.Proof, known.Proof);
        return order > 0 ? said : known;
    }
}
