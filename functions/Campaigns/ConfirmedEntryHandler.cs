using LeadScoring.Intake;
using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Storage;

namespace LeadScoring.Campaigns;

/// <summary>What who has just confirmed an entry is told: why it counts for nothing, how to refer friends.</summary>
public sealed record ConfirmedEntry(string? Refusal, string? ReferralCode, Uri? ReferralUrl);

/// <summary>
/// What the confirmation of an entry sets off in its campaign. The person waits for the answer, so the entry is worked
/// off at once; the queue does it again, should this process die.
/// </summary>
public sealed class ConfirmedEntryHandler(
    LeadStore leads, EntryHandler entries, EntryPlaces places, ReferralIndex referrals, Post post, InForce content,
    TimeProvider time)
{
    /// <summary>Before the confirmation is saved: a draw leaves out who is registered and did not confirm.</summary>
    public Task BeforeAsync(string leadId, Entry entry, CancellationToken cancel) =>
        places.RegisterAsync(leadId, entry, cancel);

    /// <summary>After the confirmation is saved; a repeated press comes here again and finds everything done.</summary>
    public async Task<ConfirmedEntry> AfterAsync(string leadId, Entry entry, CancellationToken cancel)
    {
        var campaign = content.Edition.Campaigns.GetValueOrDefault(entry.CampaignId);
        var isWaiting = entry.Outcome is Entry.Waiting or Entry.Claiming;
        if (isWaiting || entry.ReferralCode is not null)
        {
            var message = new EntryArrived(leadId, entry.RowKey);
            await post.SendAsync(message, cancel);
            await entries.HandleAsync(message, cancel);
        }
        if (isWaiting && await leads.FindRowAsync(leadId, entry.RowKey, cancel) is { } row)
            entry = Rows.Body<Entry>(row);
        var code = await referrals.CodeOfAsync(leadId, cancel);
        var page = campaign is null ? null : referrals.PageFor(code, campaign.Product, entry.Locale, time.GetUtcNow());
        return new ConfirmedEntry(entry.RefusedFor, code, page);
    }
}
