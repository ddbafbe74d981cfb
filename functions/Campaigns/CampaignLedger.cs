using Azure.Data.Tables;
using LeadScoring.Intake;
using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Storage;

namespace LeadScoring.Campaigns;

/// <summary>
/// A counted entry of a campaign that keeps a register. <see cref="LeadId"/> is null when its person was erased: what
/// stays is a number that leads to nobody, and the place it took.
/// </summary>
public sealed record RegisterRow(string? LeadId, DateTimeOffset? At);

/// <summary>
/// The register of a campaign: one row for each counted entry of a confirmed person, and the number of them where it is
/// limited. Row and number change in one transaction under the number's version, so the limit holds over any number of
/// instances; the row's key comes from the entry, so a repeat finds its own place. Places are not given back.
/// </summary>
public sealed class CampaignLedger(Tables tables, InForce content)
{
    private const int MaxTries = 200;
    private const string CountKey = "count";

    private readonly LeadTurns _turns = new();

    /// <summary>
    /// The entry's name in the register and in a draw. It names the person too: two people may send the same entryId.
    /// </summary>
    public static string ClaimOf(string leadId, string entryHash) => Digest.Of($"{leadId}|{entryHash}");

    public static string RowKey(string claim) => "entry|" + claim;

    public async Task<bool> IsFullAsync(Campaign campaign, CancellationToken cancel) =>
        campaign.Total is { } total && await CountedAsync(campaign.Id, cancel) >= total;

    public async Task<int> CountedAsync(string campaignId, CancellationToken cancel) =>
        await tables.Campaigns.FindAsync(campaignId, CountKey, cancel) is { } row ? Rows.Body<int>(row) : 0;

    /// <summary>Whether the entry has a place in the campaign, which it takes where there is one.</summary>
    /// <exception cref="LeadBusyException">Too many entries at once; the queue tries again later.</exception>
    public async Task<bool> TakeAsync(
        Campaign campaign, string leadId, string entryHash, DateTimeOffset at, CancellationToken cancel)
    {
        var claim = ClaimOf(leadId, entryHash);
        var entry = Rows.Entity(campaign.Id, RowKey(claim), new RegisterRow(leadId, at));
        if (campaign.Total is { } total)
        {
            return await _turns.InTurnAsync(
                campaign.Id, () => TakeOneOfAsync(total, leadId, entry, cancel), cancel);
        }
        await tables.Campaigns.TryAddAsync(entry, cancel);
        return true;
    }

    /// <summary>
    /// For erasure, after the lead is gone: its entries no longer lead to the person. Of a confirmed person also those
    /// that a message on its way is still to write.
    /// </summary>
    public Task ForgetAsync(string leadId, bool wasKnown, IEnumerable<Entry> entries, CancellationToken cancel) =>
        SideBySide.ForEachAsync(entries, (entry, token) => ForgetAsync(leadId, wasKnown, entry, token), cancel);

    /// <summary>
    /// The same of entries that points bought, by their names: also of those that a message is still to write.
    /// </summary>
    public Task ForgetAsync(
        string leadId, IEnumerable<(string CampaignId, string Name)> bought, CancellationToken cancel) =>
        SideBySide.ForEachAsync(
            bought,
            (one, token) => tables.Campaigns.UpsertEntityAsync(
                Rows.Entity(one.CampaignId, RowKey(ClaimOf(leadId, one.Name)), new RegisterRow(null, null)),
                TableUpdateMode.Replace, token),
            cancel);

    private async Task ForgetAsync(string leadId, bool wasKnown, Entry entry, CancellationToken cancel)
    {
        if (content.Edition.Campaigns.GetValueOrDefault(entry.CampaignId) is { Registers: false }) return;
        var key = RowKey(ClaimOf(leadId, entry.Hash));
        var isComing = wasKnown && entry.Outcome == Entry.Counted;
        if (!isComing && await tables.Campaigns.FindAsync(entry.CampaignId, key, cancel) is null) return;
        await tables.Campaigns.UpsertEntityAsync(
            Rows.Entity(entry.CampaignId, key, new RegisterRow(null, null)), TableUpdateMode.Replace, cancel);
    }

    private async Task<bool> TakeOneOfAsync(int total, string leadId, TableEntity entry, CancellationToken cancel)
    {
        for (var tries = 0; tries < MaxTries; tries++)
        {
            // The number first: once it has reached the limit, no row can appear that is not there now.
            var count = await tables.Campaigns.FindAsync(entry.PartitionKey, CountKey, cancel);
            if (await tables.Campaigns.FindAsync(entry.PartitionKey, entry.RowKey, cancel) is not null) return true;
            var counted = count is null ? 0 : Rows.Body<int>(count);
            if (counted >= total) return false;
            if (await TrySaveAsync(entry, count, counted + 1, cancel)) return true;
            await Task.Delay(Pause(leadId, tries), cancel);
        }
        throw new LeadBusyException(leadId);
    }

    private async Task<bool> TrySaveAsync(TableEntity entry, TableEntity? count, int counted, CancellationToken cancel)
    {
        var next = Rows.Entity(entry.PartitionKey, CountKey, counted);
        try
        {
            await tables.Campaigns.SubmitTransactionAsync(
                [
                    new TableTransactionAction(TableTransactionActionType.Add, entry),
                    count is null
                        ? new TableTransactionAction(TableTransactionActionType.Add, next)
                        : new TableTransactionAction(TableTransactionActionType.UpdateReplace, next, count.ETag),
                ], cancel);
            return true;
        }
        catch (TableTransactionFailedException failed) when (failed.Status is 404 or 409 or 412)
        {
            return false;
        }
    }

    /// <summary>Instances that meet here part again: each lead waits another number of milliseconds.</summary>
    private static TimeSpan Pause(string leadId, int tries) =>
        TimeSpan.FromMilliseconds(Math.Min(tries + 1, 20) * (1 + Convert.ToInt32(leadId[..2], 16) % 8));
}
