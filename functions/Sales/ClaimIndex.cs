using Azure.Data.Tables;
using LeadScoring.Leads;
using LeadScoring.Storage;

namespace LeadScoring.Sales;

/// <summary>
/// What each owner holds, so that nobody ever holds more than their limit. A partition of table <c>sales</c> is an
/// owner's: a row for each lead they hold (or are about to), and one with the number of those rows, changed in the same
/// transaction. <list type="bullet">
/// <item>Who claims writes the lead's row here after having read the lead and before saving it, so a saved claim always
/// has its row.</item>
/// <item>A row is taken out only when its lead, read after the row, is not held by that owner, and only after the
/// lead's version was moved on: a claim under way that has read the lead before cannot be saved any more, and one that
/// reads it after has written its row anew.</item>
/// </list>
/// A process that dies in between leaves a row too many, also of a lead that was erased in that moment: the owner's
/// next claim at the limit takes it out, and so does whoever asks next what the owner holds.
/// </summary>
public sealed class ClaimIndex(Tables tables, LeadStore leads, TimeProvider time)
{
    private const int MaxTries = 50;
    private const string Count = "count";
    private const string Prefix = "h|";
    private const string Owners = "o|";

    /// <summary>
    /// To find a row too many all its owner's leads are read: for claims at the limit not more often than this.
    /// </summary>
    private static readonly TimeSpan BetweenSweeps = TimeSpan.FromMinutes(5);

    /// <summary>A place for the lead among what the owner holds; false where all are taken.</summary>
    public async Task<bool> HoldAsync(
        string owner, string leadId, DateTimeOffset until, int most, CancellationToken cancel)
    {
        var (partition, body) = (PartitionOf(owner), new HeldLead(leadId, until));
        for (var tries = 0; tries < MaxTries; tries++)
        {
            if (await tables.Sales.FindAsync(partition, Prefix + leadId, cancel) is { } known)
            {
                // Written also where nothing changes: the new version tells whoever takes it for forgotten.
                if (await tables.Sales.TryReplaceAsync(
                    Rows.Entity(partition, known.RowKey, body), known.ETag, cancel)) return true;
                continue;
            }
            var counted = await tables.Sales.FindAsync(partition, Count, cancel);
            if (NumberIn(counted) >= most)
            {
                if (!await FreeAsync(partition, cancel)) return false;
                continue;
            }
            var added = new TableTransactionAction(
                TableTransactionActionType.Add, Rows.Entity(partition, Prefix + leadId, body));
            if (await TrySubmitAsync([Counting(partition, counted, 1), added], cancel)) return true;
        }
        throw new LeadBusyException(leadId);
    }

    /// <summary>Takes the lead out of what the owner holds, unless they hold it.</summary>
    public Task DropAsync(string owner, string leadId, CancellationToken cancel) =>
        DropRowAsync(PartitionOf(owner), leadId, cancel);

    /// <summary>
    /// How many leads the owner holds now; what ran out, or was never saved, is taken out. Each place is looked at once
    /// whether its lead vouches for it.
    /// </summary>
    public async Task<int> HeldAsync(string owner, CancellationToken cancel)
    {
        var (partition, now, gone) = (PartitionOf(owner), time.GetUtcNow(), 0);
        var rows = await PlacesAsync(partition, cancel).ToListAsync(cancel);
        await SideBySide.ForEachAsync(
            rows,
            async (row, stop) =>
            {
                var place = Rows.Body<HeldLead>(row);
                if (place is { Sure: true } && place.Until > now) return;
                if (await DropRowAsync(partition, place.LeadId, stop)) Interlocked.Increment(ref gone);
                else
                    await tables.Sales.TryReplaceAsync(
                        Rows.Entity(partition, row.RowKey, place with { Sure = true }), row.ETag, stop);
            },
            cancel);
        return rows.Count - gone;
    }

    /// <summary>Whether a place could be freed: by what ran out, else by what is not held at all.</summary>
    private async Task<bool> FreeAsync(string partition, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var held = await PlacesAsync(partition, cancel).Select(Rows.Body<HeldLead>).ToListAsync(cancel);
        return await DropAllAsync(partition, held.Where(lead => lead.Until <= now), cancel) > 0
            || await IsDueAsync(partition, cancel)
            && await DropAllAsync(partition, held.Where(lead => lead.Until > now), cancel) > 0;
    }

    /// <summary>Of many that ask at once one is told to read all the owner's leads.</summary>
    private async Task<bool> IsDueAsync(string partition, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        while (await tables.Sales.FindAsync(partition, Count, cancel) is { } counted)
        {
            var count = Rows.Body<HeldCount>(counted);
            if (count.SweptAt > now - BetweenSweeps) return false;
            var swept = Rows.Entity(partition, Count, count with { SweptAt = now });
            if (await tables.Sales.TryReplaceAsync(swept, counted.ETag, cancel)) return true;
        }
        return false;
    }

    private async Task<int> DropAllAsync(string partition, IEnumerable<HeldLead> held, CancellationToken cancel)
    {
        var freed = 0;
        await SideBySide.ForEachAsync(
            held,
            async (lead, stop) =>
            {
                if (await DropRowAsync(partition, lead.LeadId, stop)) Interlocked.Increment(ref freed);
            },
            cancel);
        return freed;
    }

    private async Task<bool> DropRowAsync(string partition, string leadId, CancellationToken cancel)
    {
        for (var tries = 0; tries < MaxTries; tries++)
        {
            if (await tables.Sales.FindAsync(partition, Prefix + leadId, cancel) is not { } row) return true;
            var lead = await leads.LoadAsync(leadId, cancel);
            if (lead.Lead.Profile?.Claim is { } claim && claim.HoldsAt(time.GetUtcNow())
                && PartitionOf(claim.Owner) == partition) return false;
            // The same profile once more, for its new version.
            if (lead.Lead.Profile is { } profile
                && !await leads.TryReplaceRowAsync(lead.Rows[LeadRows.Profile], profile, cancel)) continue;
            var counted = await tables.Sales.FindAsync(partition, Count, cancel);
            var gone = new TableTransactionAction(TableTransactionActionType.Delete, row, row.ETag);
            if (await TrySubmitAsync([Counting(partition, counted, -1), gone], cancel)) return true;
        }
        throw new LeadBusyException(leadId);
    }

    private IAsyncEnumerable<TableEntity> PlacesAsync(string partition, CancellationToken cancel) =>
        tables.Sales.RangeAsync(partition, Prefix, Prefix[..^1] + "}", 1000, cancel);

    private static TableTransactionAction Counting(string partition, TableEntity? known, int more)
    {
        var count = known is null ? new HeldCount(0) : Rows.Body<HeldCount>(known);
        var entity = Rows.Entity(partition, Count, count with { Number = count.Number + more });
        return known is null
            ? new TableTransactionAction(TableTransactionActionType.Add, entity)
            : new TableTransactionAction(TableTransactionActionType.UpdateReplace, entity, known.ETag);
    }

    private static int NumberIn(TableEntity? counted) => counted is null ? 0 : Rows.Body<HeldCount>(counted).Number;

    private static string PartitionOf(string owner) => Owners + Digest.Of(owner);

    private async Task<bool> TrySubmitAsync(TableTransactionAction[] actions, CancellationToken cancel)
    {
        try
        {
            await tables.Sales.SubmitTransactionAsync(actions, cancel);
            return true;
        }
        catch (TableTransactionFailedException failed) when (failed.Status is 404 or 409 or 412)
        {
            return false;
        }
    }

    private sealed record HeldLead(string LeadId, DateTimeOffset Until)
    {
        /// <summary>The lead was seen to vouch for it.</summary>
        public bool? Sure { get; init; }
    }

    private sealed record HeldCount(int Number, DateTimeOffset? SweptAt = null);
}
