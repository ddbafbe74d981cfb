using System.Globalization;
using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Reactions;

namespace LeadScoring.Consent;

/// <summary>
/// Pure: the end of a mail consent, recorded, and counted as a reaction in every product the lead has.
/// </summary>
public static class Withdrawal
{
    public const string ReactionType = "unsubscribe";

    /// <summary>Null when there is nothing to withdraw any more.</summary>
    public static LeadChange? OfMail(Lead lead, string sendId, string how, Edition edition, DateTimeOffset now)
    {
        if (lead.Mail.Email is not { Granted: true } granted) return null;
        var key = LeadRows.Consent(string.Create(CultureInfo.InvariantCulture, $"{now.UtcTicks:D19}|email withdrawn"));
        var record = new ConsentRecord { What = "email withdrawn", At = now, How = how, SendId = sendId };
        var facts = new List<Fact> { new(key, record) };
        var ended = new ConsentState(false, now, key);
        if (edition.Rules.Reactions.ContainsKey(ReactionType))
            facts.Add(
                new Fact(InboxKey(ended), new InboxBatch(null, Trusted: false, Reactions(lead, granted, now), [])));
        return new LeadChange(lead with { Mail = lead.Mail.With(Channel.Email, ended) }, facts);
    }

    /// <summary>The withdrawal's own proof names the inbox row, so a repeated call can name it again.</summary>
    public static string InboxKey(ConsentState ended) => LeadRows.Inbox("withdrawal|" + Storage.Digest.Of(ended.Proof));

    private static Reaction[] Reactions(Lead lead, ConsentState granted, DateTimeOffset now) =>
        [.. lead.Products.Keys.Select(product => new Reaction
        {
            Id = $"withdrawal|{product}|{granted.Proof}",
            Type = ReactionType,
            OccurredAt = now,
            Product = product,
            Channel = "mail",
        })];
}
