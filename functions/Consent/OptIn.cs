using LeadScoring.Campaigns;
using LeadScoring.Intake;
using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Reactions;

namespace LeadScoring.Consent;

/// <summary>
/// Pure: a person who holds the signed link of their entry confirms the address and what they opted into.
/// </summary>
public static class OptIn
{
    /// <summary>The reaction type a confirmed opt-in counts as, where the rules know it.</summary>
    public const string ReactionType = "opt-in";

    /// <summary>
    /// The change, and the inbox row to be handled after it. A link that was used before changes nothing: whoever
    /// withdrew since is not signed up again by an old mail.
    /// </summary>
    public static (LeadChange Change, string InboxKey) Confirm(
        Lead lead, Entry entry, Edition edition, DateTimeOffset now)
    {
        var facts = new List<Fact> { Proof(entry, "address", now) };
        var mail = lead.Mail;
        if (entry.OptInEmail) (mail, facts) = Grant(mail, Channel.Email, entry, facts, now);
        if (entry.OptInPhone) (mail, facts) = Grant(mail, Channel.Phone, entry, facts, now);
        var inbox = new InboxBatch(null, Trusted: true, Reaction(entry, edition, now), []);
        facts.Add(new Fact(InboxKey(entry), inbox));
        var profile = lead.Profile! with { Known = true, ReferredBy = ReferredBy(lead, entry, now) };
        return (
            new LeadChange(Returned(lead, now) with { Mail = mail, Profile = profile }, facts), InboxKey(entry));
    }

    /// <summary>Who was erased and confirms an entry made since is back.</summary>
    private static Lead Returned(Lead lead, DateTimeOffset now) =>
        lead.Gone is { IsClosed: true } gone ? lead with { Gone = gone with { ReturnedAt = now } } : lead;

    /// <summary>Nobody is referred who was known already.</summary>
    private static ReferredBy? ReferredBy(Lead lead, Entry entry, DateTimeOffset now) =>
        lead.IsKnown || entry.ReferralCode is not { } code
            ? lead.Profile!.ReferredBy
            : new ReferredBy(code, entry.Hash, entry.CampaignId, now);

    public static string InboxKey(Entry entry) => LeadRows.Inbox("opt-in|" + entry.Hash);

    private static (MailState, List<Fact>) Grant(
        MailState mail, Channel channel, Entry entry, List<Fact> facts, DateTimeOffset now)
    {
        var known = channel == Channel.Email ? mail.Email : mail.Phone;
        // Who withdrew after they entered is not signed up again by the entry's old link.
        if (known is { Granted: false } && known.At > entry.ReceivedAt) return (mail, facts);
        var proof = Proof(entry, channel == Channel.Email ? "email granted" : "phone granted", now);
        return (mail.With(channel, new ConsentState(true, now, proof.Key)), [.. facts, proof]);
    }

    private static Fact Proof(Entry entry, string what, DateTimeOffset now) => new(
        LeadRows.Consent($"{entry.Hash}|{what}"),
        new ConsentRecord
        {
            What = what,
            At = now,
            How = "double-opt-in",
            CampaignId = entry.CampaignId,
            AskedAt = entry.ReceivedAt,
            WordingVersion = entry.WordingVersion,
            Wording = entry.Wording,
            LegalName = entry.LegalName,
            Page = entry.Source?.Page ?? entry.Source?.Referrer,
        });

    private static Reaction[] Reaction(Entry entry, Edition edition, DateTimeOffset now)
    {
        if (!entry.OptInEmail || !edition.Rules.Reactions.ContainsKey(ReactionType)) return [];
        if (!edition.Campaigns.TryGetValue(entry.CampaignId, out var campaign)) return [];
        return [new Reaction
        {
            Id = "opt-in|" + entry.Hash,
            Type = ReactionType,
            OccurredAt = now,
            Product = campaign.Product,
            CampaignId = campaign.Id,
        }];
    }
}
