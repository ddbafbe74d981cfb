using LeadScoring.Alerts;
using LeadScoring.Consent;
using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Reactions;
using LeadScoring.Rights;
using LeadScoring.Scoring;
using LeadScoring.Sending;

namespace LeadScoring.Intake;

/// <summary>Pure: what an entry does to its lead, within the campaign's limits.</summary>
public static class Entering
{
    /// <summary>The reaction type an accepted entry counts as, where the rules know it.</summary>
    public const string ReactionType = "entry";

    /// <summary>Whether the entry is to be decided: it is new, or it waited and its person is known by now.</summary>
    public static bool IsOpen(Entry entry, Lead lead) =>
        entry.Outcome is null || entry.Outcome == Entry.Waiting && lead.IsKnown;

    public static (Entry Entry, LeadChange Change) Decide(Lead lead, Entry entry, Edition edition, DateTimeOffset now)
    {
        if (entry.Context is not null) return Ask(lead, entry, edition, now);
        // What waited has introduced its person and asked its question already. And whoever typed it in: what an entry
        // says about a person we know waits until their address confirms it.
        var isNew = entry.Outcome is null;
        var wasKnown = lead.Profile?.WasKnownAt(entry.ReceivedAt) == true;
        var after = isNew && !wasKnown ? lead with { Profile = Introduce(lead.Profile, entry) } : lead;
        var asks = isNew && (!wasKnown || IsNews(lead, entry, edition.Sender.Consent));
        if (Place(entry, edition) is not var (campaign, product)) return Refuse("the campaign is gone");
        var today = product.DayOf(entry.ReceivedAt);
        if (Refusal(lead, campaign, today) is { } reason) return Refuse(reason);
        if (!campaign.Claims)
        {
            return (
                entry with { Outcome = Entry.Counted, Product = product.Id, Asks = asks, Joins = !wasKnown },
                Count(after, lead, entry, edition, now));
        }
        if (!lead.IsKnown)
        {
            return (
                entry with { Outcome = Entry.Waiting, Asks = true, Joins = true },
                new LeadChange(Forgetting.Plan(after, edition.Sender.Retention, now), []));
        }
        return (
            entry with { Outcome = Entry.Claiming, Asks = asks },
            new LeadChange(after with { Profile = after.Profile!.Begin(entry.Hash, campaign.Id, today) }, []));

        // A refused entry changes nothing of a known lead; of an unknown one it is all there is. Limits are on what
        // counts, not on consent: a known lead that ticks a box is asked all the same.
        (Entry Entry, LeadChange Change) Refuse(string why) => (
            entry with { Outcome = Entry.Refused(why), Asks = asks && (lead.IsKnown || MayHaveLostTheMail(lead, now)) },
            wasKnown ? new LeadChange(lead, []) : Assessment.Of(after, lead, edition, now, "entry"));
    }

    /// <summary>Who enters again a day later and never confirmed is asked once more.</summary>
    private static bool MayHaveLostTheMail(Lead lead, DateTimeOffset now) =>
        lead.Mail.Asked is [.., var last] && last < now.AddDays(-1);

    /// <summary>The entry has got its place in the campaign, or not and why.</summary>
    public static (Entry Entry, LeadChange Change) Settle(
        Lead lead, Entry entry, string? refusal, Edition edition, DateTimeOffset now)
    {
        var after = lead with { Profile = lead.Profile!.End(entry.Hash) };
        return refusal is null
            ? (entry with { Outcome = Entry.Counted, Product = Place(entry, edition)!.Value.Product.Id },
                Count(after, lead, entry, edition, now))
            : (entry with { Outcome = Entry.Refused(refusal) }, new LeadChange(after, []));
    }

    private static LeadChange Count(Lead after, Lead before, Entry entry, Edition edition, DateTimeOffset now)
    {
        var (campaign, product) = Place(entry, edition)!.Value;
        var today = product.DayOf(entry.ReceivedAt);
        after = after with { Profile = Enter(after.Profile!, campaign.Id, today, entry.ReceivedAt) };
        var assessed = Assessment.Of(Count(after, entry, edition), before, edition, now, "entry");
        return AsReaction(entry, edition) is { } reaction
            ? Alerting.Watch(assessed, before, [reaction], edition.Rules, now, source: "entry")
            : assessed;
    }

    private static (Campaign Campaign, ProductLine Product)? Place(Entry entry, Edition edition) =>
        edition.Campaigns.TryGetValue(entry.CampaignId, out var campaign)
        && edition.Rules.Products.TryGetValue(campaign.Product, out var product)
            ? (campaign, product)
            : null;

    /// <summary>
    /// The brand's own system asks for a consent; it vouches for the address, and nothing is counted.
    /// </summary>
    private static (Entry Entry, LeadChange Change) Ask(Lead lead, Entry entry, Edition edition, DateTimeOffset now)
    {
        // Who was erased is not written to because a system remembers them; nothing of the question stays.
        if (lead.Gone is { IsClosed: true })
            return (entry with { Outcome = "refused: erased" }, new LeadChange(lead, [], entry.RowKey));
        var after = lead with { Profile = Introduce(lead.Profile, entry).AsKnown(now) };
        return (
            entry with { Outcome = Entry.Asked, Asks = true },
            Assessment.Of(after, lead, edition, now, entry.Context!));
    }

    private static bool IsNews(Lead lead, Entry entry, ConsentPolicy policy) =>
        entry.OptInEmail && (IsNewConsent(lead.Mail, entry, policy) || lead.Mail.Suppression is not null)
        || entry.OptInPhone && lead.Mail.Phone is not { Granted: true }
        || SaysMore(lead.Profile!, entry);

    private static bool IsNewConsent(MailState mail, Entry entry, ConsentPolicy policy) =>
        entry.Purposes is { } purposes
            ? purposes.Any(purpose => mail.ConsentTo(purpose, policy) is null)
            : mail.Email is not { Granted: true };

    /// <summary>
    /// A name, a number or an answer that would change the profile; the language and the browser's time zone, which
    /// nobody typed, are no news.
    /// </summary>
    public static bool SaysMore(Profile known, Entry entry)
    {
        var told = Introduce(known, entry);
        return told.Name?.Value != known.Name?.Value || told.Phone?.Value != known.Phone?.Value
            || told.Attributes.Any(
                answer => answer.Key != PersonsTime.Attribute
                    && known.Attributes.GetValueOrDefault(answer.Key)?.Value != answer.Value.Value);
    }

    private static string? Refusal(Lead lead, Campaign campaign, int today)
    {
        var before = lead.Profile?.Campaigns.GetValueOrDefault(campaign.Id);
        var pending = lead.Profile?.PendingIn(campaign.Id).ToList() ?? [];
        var classes = lead.Products.Values.Select(state => state.Class);
        return campaign switch
        {
            { Entries: EntryLimit.OnePerPerson } when before is not null || pending.Count > 0 => Entry.OnePerPerson,
            { Entries: EntryLimit.OnePerDay } when before?.Days.Contains(today) == true || pending.Contains(today) =>
                Entry.OnePerDay,
            { CodesPerPerson: { } most } when (before?.Entries ?? 0) + pending.Count >= most => Entry.CodesUsedUp,
            { ClassGate.Count: > 0 } when !classes.Any(campaign.ClassGate.Contains) => Entry.OtherCustomers,
            _ => null,
        };
    }

    /// <summary>The profile with what the entry says; of each thing the newest word counts.</summary>
    public static Profile Introduce(Profile? known, Entry entry)
    {
        var profile = known ?? new Profile { Email = entry.Email, CreatedAt = entry.ReceivedAt };
        profile = profile.WithAttributes(entry.Attributes, entry.ReceivedAt) with
        {
            Name = Dated.Newest(profile.Name, entry.Name, entry.ReceivedAt),
            Phone = Dated.Newest(profile.Phone, entry.Phone, entry.ReceivedAt),
            Locale = Dated.Newest(profile.Locale, entry.Locale, entry.ReceivedAt),
        };
        return profile.Otherwise(words => words with
        {
            CreatedAt = words.CreatedAt ?? entry.ReceivedAt,
            Name = Dated.Newest(words.Name, entry.Name, entry.ReceivedAt),
            Phone = Dated.Newest(words.Phone, entry.Phone, entry.ReceivedAt),
            Locale = Dated.Newest(words.Locale, entry.Locale, entry.ReceivedAt),
        });
    }

    private static Profile Enter(Profile profile, string campaign, int today, DateTimeOffset at)
    {
        var before = profile.Campaigns.GetValueOrDefault(campaign) ?? new CampaignPresence(0, [], at);
        return profile with { Campaigns = profile.Campaigns.SetItem(campaign, before.Enter(today)) };
    }

    /// <summary>An entry that counts, as the reaction it is, where the rules know it as one.</summary>
    public static Reaction? AsReaction(Entry entry, Edition edition) =>
        ProductOf(entry, edition) is { } product && edition.Rules.Reactions.ContainsKey(ReactionType)
            ? new Reaction
            {
                Id = "entry|" + entry.Hash,
                Type = ReactionType,
                OccurredAt = entry.ReceivedAt,
                Product = product,
                CampaignId = entry.CampaignId,
            }
            : null;

    /// <summary>The one it counted for, if it has: campaigns go, and their entries stay.</summary>
    private static string? ProductOf(Entry entry, Edition edition) =>
        entry.Product ?? edition.Campaigns.GetValueOrDefault(entry.CampaignId)?.Product;

    /// <summary>An entry that counts is a reaction to the campaign's product, where the rules know it as one.</summary>
    public static Lead Count(Lead lead, Entry entry, Edition edition)
    {
        if (ProductOf(entry, edition) is not { } named) return lead;
        if (!edition.Rules.Products.TryGetValue(named, out var product)) return lead;
        var state = lead.Product(product.Id);
        if (!edition.Rules.Reactions.ContainsKey(ReactionType)) return lead.With(state);
        var today = product.DayOf(entry.ReceivedAt);
        return lead.With(state.Seen(ReactionType, entry.ReceivedAt) with
        {
            Counts = state.Counts.Add([(today, ReactionType)]),
        });
    }
}
