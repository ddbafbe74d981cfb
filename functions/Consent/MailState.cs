using System.Collections.Immutable;
using LeadScoring.Nurture;

namespace LeadScoring.Consent;

/// <summary>
/// What we may send this person, in one small row: every claim of a mail and every withdrawal replaces it under its
/// ETag, so no race sends past a withdrawal or a frequency cap.
/// </summary>
public sealed record MailState
{
    public ConsentState? Email { get; init; }
    public ConsentState? Phone { get; init; }

    /// <summary>
    /// Why no mail may go at all, whatever was consented to: a hard bounce, a spam report. Null: nothing against it.
    /// </summary>
    public string? Suppression { get; init; }

    /// <summary>When the latest nurture mails were claimed, oldest first; frequency caps look at these.</summary>
    public ImmutableArray<DateTimeOffset> Recent { get; init; } = [];

    /// <summary>Null when advertising mail is lawful now, else the reason why not.</summary>
    public string? ReasonAgainstMail() => this switch
    {
        { Suppression: { } reason } => reason,
        { Email: null } => "no consent",
        { Email.Granted: false } => "consent withdrawn",
        _ => null,
    };

    /// <summary>The log of claims is bounded by what any frequency cap may ask for.</summary>
    public MailState Claimed(DateTimeOffset at) =>
        this with { Recent = [.. Recent.Append(at).Order().TakeLast(FrequencyCap.MostMails)] };

    /// <summary>When confirmations were asked for, oldest first: anybody can type in anybody's address.</summary>
    public ImmutableArray<DateTimeOffset> Asked { get; init; } = [];

    /// <summary>At most 3 confirmations a day and 10 in 30 days go to one address.</summary>
    public bool MayAskAt(DateTimeOffset now) =>
        Asked.Count(at => at > now.AddDays(-1)) < 3 && Asked.Count(at => at > now.AddDays(-30)) < 10;

    public MailState AskedAt(DateTimeOffset at) => this with { Asked = [.. Asked.Append(at).Order().TakeLast(10)] };

    public MailState Unclaimed(DateTimeOffset at) => this with { Recent = Recent.Remove(at) };

    public MailState With(Channel channel, ConsentState state) =>
        channel == Channel.Email ? this with { Email = state } : this with { Phone = state };
}

/// <summary>
/// The latest word on one channel. <paramref name="Proof"/> is the key of the consent row it rests on.
/// </summary>
public sealed record ConsentState(bool Granted, DateTimeOffset At, string Proof);

/// <summary>The ways of reaching a person that need their consent.</summary>
public enum Channel
{
    Email,
    Phone,
}

/// <summary>
/// One row of the consent record, written once and kept: who asked with which words, what the person answered, and how
/// we know it was them.
/// </summary>
public sealed record ConsentRecord
{
    public required string What { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary><c>double-opt-in</c>, <c>one-click</c>, <c>page</c>.</summary>
    public required string How { get; init; }
    public string? CampaignId { get; init; }
    public DateTimeOffset? AskedAt { get; init; }
    public string? WordingVersion { get; init; }
    public string? Wording { get; init; }
    public string? LegalName { get; init; }
    public string? Page { get; init; }
    public string? SendId { get; init; }
}
