using Azure;
using LeadScoring.Intake;
using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Reactions;
using LeadScoring.Storage;

namespace LeadScoring.Campaigns;

/// <summary>
/// Which lead a referral code belongs to, one row a code, and the thanks to that lead: a reaction when the friend's
/// entry counts, another when the friend first buys. Their ids come from the friend's entry, so each counts once.
/// </summary>
public sealed class ReferralIndex(
    Tables tables, LeadStore leads, ReactionInbox inbox, InForce content, PublicUrl publicUrl,
    ReferralKey key)
{
    public const string Referral = "referral";
    public const string Purchase = "referral-purchase";
    private const int MaxAttempts = 20;

    /// <summary>The lead's code, which leads to it from here on.</summary>
    public async Task<string> CodeOfAsync(string leadId, CancellationToken cancel)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var code = ReferralCode.Of(leadId, attempt, key.Bytes);
            if (await tables.Campaigns.TryAddAsync(Row(code, leadId), cancel)) return code;
            if (await LeadOfAsync(code, cancel) == leadId) return code;
        }
        throw new RequestFailedException(409, "All referral codes of a lead are taken.");
    }

    /// <summary>The page a code leads to, of a campaign of this product open to everybody; null: none is.</summary>
    public Uri? PageFor(string code, string product, string locale, DateTimeOffset now)
    {
        var (rules, sender) = (content.Edition.Rules, content.Edition.Sender);
        var campaign = content.Edition.Campaigns.Values
            .Where(campaign => campaign.Product == product && campaign is { SerialCodes: false, ClassGate.Count: 0 }
                && campaign.OpensNext(now, rules.Products[product]) is not null && campaign.Opens <= now)
            .OrderByDescending(campaign => campaign.Id == sender.LandingCampaign)
            .ThenByDescending(campaign => campaign.Opens).ThenBy(campaign => campaign.Id, StringComparer.Ordinal)
            .FirstOrDefault();
        if (campaign is null) return null;
        var page = campaign.LandingUrl?.For(locale) ?? $"/api/pages/{locale}?campaign={campaign.Id}";
        return publicUrl.Absolute($"{page}{(page.Contains('?', StringComparison.Ordinal) ? '&' : '?')}ref={code}");
    }

    /// <summary>The same for a mail, where its template speaks of it: a code that nobody sees costs nothing.</summary>
    public async Task<Uri?> PageInMailAsync(
        Lead lead, string template, string product, DateTimeOffset now, CancellationToken cancel) =>
        content.Edition.Templates.Any(source =>
            source.Key.Split('/')[0] is var name && (name == template || name == "_partials")
            && source.Value.Contains("referralUrl", StringComparison.Ordinal))
            ? PageFor(await CodeOfAsync(lead.Id, cancel), product, lead.Profile!.Language, now)
            : null;

    /// <summary>After an entry was counted: thanks to whoever referred its person by it.</summary>
    public Task ThankForEntryAsync(Lead friend, Entry entry, CancellationToken cancel) =>
        friend.Profile?.ReferredBy is { } by && by.EntryHash == entry.Hash && entry.Outcome == Entry.Counted
            ? ThankAsync(friend, by, Referral, by.At, ProductOf(by), cancel)
            : Task.CompletedTask;

    /// <summary>After a purchase: thanks for the first one, whatever the product.</summary>
    public Task ThankForPurchaseAsync(LeadOutcome friend, bool isRepeat, CancellationToken cancel)
    {
        if (friend.After.Profile?.ReferredBy is not { } by) return Task.CompletedTask;
        if (!isRepeat && FirstOf(friend.Before) is not null) return Task.CompletedTask;
        return FirstOf(friend.After) is var (product, at)
            ? ThankAsync(friend.After, by, Purchase, at, product, cancel)
            : Task.CompletedTask;
    }

    /// <summary>For erasure: the lead's code leads nowhere from here on.</summary>
    public async Task ForgetAsync(string leadId, CancellationToken cancel)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var code = ReferralCode.Of(leadId, attempt, key.Bytes);
            if (await LeadOfAsync(code, cancel) is not { } holder) return;
            if (holder != leadId) continue;
            await tables.Campaigns.DeleteEntityAsync(Partition(code), code, ETag.All, cancel);
            return;
        }
    }

    private async Task ThankAsync(
        Lead friend, ReferredBy by, string type, DateTimeOffset at, string? product, CancellationToken cancel)
    {
        if (product is null || !content.Edition.Rules.Reactions.ContainsKey(type)) return;
        if (ReferralCode.Normalise(by.Code) is not { } code) return;
        if (await LeadOfAsync(code, cancel) is not { } leadId || leadId == friend.Id) return;
        if (!(await leads.LoadAsync(leadId, cancel)).Lead.IsKnown) return; // erased, or never vouched for
        var reaction = new Reaction
        {
            Id = $"{type}|{CampaignLedger.ClaimOf(friend.Id, by.EntryHash)}",
            Type = type,
            OccurredAt = at,
            Product = product,
            CampaignId = by.CampaignId,
        };
        await inbox.AcceptAsync([(leadId, new InboxBatch(null, Trusted: false, [reaction], []))], cancel);
    }

    private async Task<string?> LeadOfAsync(string code, CancellationToken cancel) =>
        await tables.Campaigns.FindAsync(Partition(code), code, cancel) is { } row ? Rows.Body<string>(row) : null;

    private string? ProductOf(ReferredBy by) => content.Edition.Campaigns.GetValueOrDefault(by.CampaignId)?.Product;

    private static (string Product, DateTimeOffset At)? FirstOf(Lead lead) => lead.Products.Values
        .SelectMany(state => state.Purchases.Purchases.Select(purchase => (state.Product, purchase.At)))
        .OrderBy(purchase => purchase.At).ThenBy(purchase => purchase.Product, StringComparer.Ordinal)
        .Select(purchase => ((string, DateTimeOffset)?)purchase).FirstOrDefault();

    private static Azure.Data.Tables.TableEntity Row(string code, string leadId) =>
        Rows.Entity<string>(Partition(code), code, body: leadId);

    /// <summary>No campaign has this name: theirs hold no bar.</summary>
    private static string Partition(string code) => $"referral|{code[0]}";
}
