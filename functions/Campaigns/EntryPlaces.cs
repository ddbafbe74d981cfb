using LeadScoring.Intake;
using LeadScoring.Leads;
using LeadScoring.Publishing;

namespace LeadScoring.Campaigns;

/// <summary>
/// Gets an entry its place in the campaign: its serial code, then one of the places where their number is limited. Each
/// is found again by a repeat. A code whose entry finds the campaign full is given back.
/// </summary>
public sealed class EntryPlaces(CampaignLedger ledger, CodeIndex codes, ReferralIndex referrals, InForce content)
{
    /// <summary>Null when the entry has its place, else why not, as its outcome says it.</summary>
    public async Task<string?> ClaimAsync(string leadId, Entry entry, CancellationToken cancel)
    {
        if (content.Edition.Campaigns.GetValueOrDefault(entry.CampaignId) is not { } campaign)
            return "the campaign is gone";
        var claim = CampaignLedger.ClaimOf(leadId, entry.Hash);
        if (campaign.SerialCodes && await RefuseCodeAsync(entry, claim, cancel) is { } refusal) return refusal;
        if (await ledger.TakeAsync(campaign, leadId, entry.Hash, entry.ReceivedAt, cancel)) return null;
        return Entry.Full;
    }

    /// <summary>What follows the handled entry in other partitions, all of it repeatable.</summary>
    public async Task AfterAsync(Lead lead, Entry entry, CancellationToken cancel)
    {
        if (entry is { RefusedFor: not null, CodeDigest: { } digest })
            await codes.ReleaseAsync(
                entry.CampaignId, digest, CampaignLedger.ClaimOf(lead.Id, entry.Hash), cancel);
        if (lead.IsKnown) await RegisterAsync(lead.Id, entry, cancel);
        await referrals.ThankForEntryAsync(lead, entry, cancel);
    }

    /// <summary>A counted entry of a campaign that only draws is registered; others did so as they claimed.</summary>
    public async Task RegisterAsync(string leadId, Entry entry, CancellationToken cancel)
    {
        var campaign = content.Edition.Campaigns.GetValueOrDefault(entry.CampaignId);
        if (entry.Outcome == Entry.Counted && campaign is { Registers: true, Claims: false })
            await ledger.TakeAsync(campaign, leadId, entry.Hash, entry.ReceivedAt, cancel);
    }

    private async Task<string?> RefuseCodeAsync(Entry entry, string claim, CancellationToken cancel) =>
        entry.CodeDigest is not { } digest
            ? Entry.CodeUnknown
            : await codes.TakeAsync(entry.CampaignId, digest, claim, cancel) switch
            {
                CodeState.Mine => null,
                CodeState.Used => Entry.CodeUsed,
                _ => Entry.CodeUnknown,
            };
}
