using LeadScoring.Alerts;
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
        var facts = new List<Fact>();
        var mail = Keep(ConsentRecord.Address, lead.Mail);
        if (entry.OptInEmail) mail = Keep(ConsentRecord.EmailGranted, mail);
        if (entry.OptInPhone) mail = Keep(ConsentRecord.PhoneGranted, mail);
        var inbox = new InboxBatch(null, Trusted: true, Reaction(entry, edition, now), []);
        facts.Add(new Fact(InboxKey(entry), inbox));
        // What waited for this: from here on the words are those of the address's owner.
        var profile = Entering.Introduce(lead.Profile, entry).AsKnown(now) with
        {
            ReferredBy = ReferredBy(lead, entry, now),
        };
        var confirmed = new LeadChange(Returned(lead, now) with { Mail = mail, Profile = profile }, facts);
        return (Alerting.Watch(confirmed, lead, [], edition.Rules, now), InboxKey(entry));

        MailState Keep(string what, MailState before)
        {
            var (key, row) = (LeadRows.Consent($"{entry.Hash}|{what}"), Proof(entry, what, now));
            facts.Add(new Fact(key, row));
            return before.With(key, row);
        }
    }

    /// <summary>The row that stands once this entry was confirmed.</summary>
    public static string AddressKey(Entry entry) => LeadRows.Consent($"{entry.Hash}|{ConsentRecord.Address}");

    /// <summary>Who was erased and confirms an entry made since is back.</summary>
    private static Lead Returned(Lead lead, DateTimeOffset now) =>
        lead.Gone is { IsClosed: true } gone ? lead with { Gone = gone with { ReturnedAt = now } } : lead;

    /// <summary>Nobody is referred who was known already.</summary>
    private static ReferredBy? ReferredBy(Lead lead, Entry entry, DateTimeOffset now) =>
        lead.IsKnown || entry.ReferralCode is not { } code
            ? lead.Profile!.ReferredBy
            : new ReferredBy(code, entry.Hash, entry.CampaignId, now);

    public static string InboxKey(Entry entry) => LeadRows.Inbox("opt-in|" + entry.Hash);

    private static ConsentRecord Proof(Entry entry, string what, DateTimeOffset now) => new()
    {
        What = what,
        At = now,
        How = "double-opt-in",
        Purposes = what == ConsentRecord.EmailGranted ? entry.Purposes : null,
        Source = entry.Context ?? "entry",
        CampaignId = entry.CampaignId.Length > 0 ? entry.CampaignId : null,
        AskedAt = entry.ReceivedAt,
        WordingVersion = entry.WordingVersion,
        Wording = entry.Wording,
        ShownFrom = entry.ShownFrom,
        LegalName = entry.LegalName,
        Page = entry.Source?.Page ?? entry.Source?.Referrer,
    };

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
