using Azure;
using Azure.Data.Tables;
using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Storage;

namespace LeadScoring.Scoring;

/// <summary>
/// Keeps the lists right. A move is one transaction: the old rows (they must exist) go, the new ones, the pointer and a
/// line of the change feed come. A mover that does not find what it expects asks the pointer where the lead stands and
/// the lead where it should stand, and tries again; a mover that is late sees a newer revision and leaves.
/// </summary>
public sealed class RankIndex(Tables tables, LeadStore leads, InForce content, TimeProvider time)
{
    private const int MaxTries = 20;
    private const string WrittenAt = "At";

    /// <summary>
    /// A move that takes longer from its time in the change feed to its commit is told there once more, since a reader
    /// may have read on meanwhile (<see cref="Exports.ChangeFeed.Lag"/>).
    /// </summary>
    public static readonly TimeSpan Prompt = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Places the lead in every product where its placing changed and, for a repeated message, wherever the lists are
    /// behind.
    /// </summary>
    public async Task PlaceAsync(LeadOutcome outcome, bool isRepeat, CancellationToken cancel)
    {
        foreach (var (product, after) in outcome.After.Products)
        {
            var before = outcome.Before.Products.TryGetValue(product, out var known) ? known.Placed : null;
            var moves = after.Placed != before;
            if (after.Placed is null || !moves && !isRepeat) continue;
            if (!moves || !await TryMoveAsync(outcome.After, after, before, cancel))
                await CatchUpAsync(outcome.After.Id, product, cancel);
        }
    }

    /// <summary>
    /// Takes the lead out of all lists of these products, and puts a pointer of the given revision there, behind which
    /// no late mover comes.
    /// </summary>
    public async Task FenceAsync(string leadId, IReadOnlyDictionary<string, long> fences, CancellationToken cancel)
    {
        foreach (var (product, revision) in fences)
            for (var tries = 0; !await TryFenceAsync(leadId, product, revision, cancel); tries++)
                if (tries == MaxTries) throw new LeadBusyException(leadId);
    }

    private async Task<bool> TryFenceAsync(string leadId, string product, long revision, CancellationToken cancel)
    {
        var partition = RankLists.Partition(product, leadId);
        var row = await tables.Rank.FindAsync(partition, RankLists.Pointer(leadId), cancel);
        var stands = row is null ? null : Rows.Body<Placement>(row);
        if (stands?.Revision >= revision)
        {
            await TellLateAsync(row!, leadId, stands, cancel);
            return true;
        }
        var actions = Removals(partition, leadId, stands);
        actions.Add(Pointing(partition, leadId, new Placement("", revision, "", []), row));
        return await TrySubmitAsync(actions, partition, leadId, revision, cancel);
    }

    /// <summary>The usual case: the lists stand where this worker's last read says they stand.</summary>
    private async Task<bool> TryMoveAsync(Lead lead, ProductState state, Placement? before, CancellationToken cancel)
    {
        var partition = RankLists.Partition(state.Product, lead.Id);
        var pointer = Pointer(partition, lead.Id, state.Placed!);
        var actions = Removals(partition, lead.Id, before);
        actions.Add(new TableTransactionAction(
            before is null ? TableTransactionActionType.Add : TableTransactionActionType.UpsertReplace, pointer));
        actions.AddRange(Additions(partition, lead, state));
        return await TrySubmitAsync(actions, partition, lead.Id, state.Placed!.Revision, cancel);
    }

    /// <summary>
    /// After a crash, a race or a repeated message: move from where the pointer says to where the lead says.
    /// </summary>
    private async Task CatchUpAsync(string leadId, string product, CancellationToken cancel)
    {
        for (var tries = 0; tries < MaxTries; tries++)
        {
            var partition = RankLists.Partition(product, leadId);
            var row = await tables.Rank.FindAsync(partition, RankLists.Pointer(leadId), cancel);
            var lead = (await leads.LoadAsync(leadId, cancel)).Lead;
            var state = lead.Product(product);
            var stands = row is null ? null : Rows.Body<Placement>(row);
            if (stands?.Revision >= state.Placed?.Revision) await TellLateAsync(row!, leadId, stands!, cancel);
            if (state.Placed is null || stands?.Revision >= state.Placed.Revision) return;
            var actions = Removals(partition, leadId, stands);
            actions.Add(Pointing(partition, leadId, state.Placed, row));
            actions.AddRange(Additions(partition, lead, state));
            if (await TrySubmitAsync(actions, partition, leadId, state.Placed.Revision, cancel)) return;
        }
        throw new LeadBusyException(leadId);
    }

    private static List<TableTransactionAction> Removals(string partition, string leadId, Placement? stands) =>
        [.. (stands?.Lists ?? []).Select(list => new TableTransactionAction(
            TableTransactionActionType.Delete,
            new TableEntity(partition, RankLists.Row(list, stands!.Key, leadId, stands.Revision)), ETag.All))];

    private TableTransactionAction Pointing(
        string partition, string leadId, Placement placed, TableEntity? known)
    {
        var pointer = Pointer(partition, leadId, placed);
        return known is null
            ? new TableTransactionAction(TableTransactionActionType.Add, pointer)
            : new TableTransactionAction(TableTransactionActionType.UpdateReplace, pointer, known.ETag);
    }

    private TableEntity Pointer(string partition, string leadId, Placement placed)
    {
        var pointer = Rows.Entity(partition, RankLists.Pointer(leadId), placed);
        pointer[WrittenAt] = time.GetUtcNow();
        return pointer;
    }

    private IEnumerable<TableTransactionAction> Additions(string partition, Lead lead, ProductState state)
    {
        var now = time.GetUtcNow();
        var fit = Fit.Of(lead.Profile!.AttributeValues(), content.RulesOf(lead.Profile!.Rules));
        var shown = RankRow.Of(lead, state, fit, content.Edition.Sales, now);
        return RowsOf(partition, shown, state.Placed!, state.Purchases)
            .Select(row => new TableTransactionAction(TableTransactionActionType.Add, row));
    }

    /// <summary>One row in each list in which the lead is placed.</summary>
    internal static IEnumerable<TableEntity> RowsOf(
        string partition, RankRow shown, Placement placed, PurchaseHistory purchases)
    {
        var json = Json.Write(shown);
        foreach (var list in placed.Lists)
        {
            var body = RankLists.IsBuyers(list) ? Json.Write(shown with { Purchases = purchases }) : json;
            var row = RankLists.Row(list, placed.Key, shown.LeadId, placed.Revision);
            yield return Rows.Entity(partition, row, body);
        }
    }

    /// <summary>The process that moved the lead was slow and died before it could say so once more.</summary>
    private async Task TellLateAsync(TableEntity pointer, string leadId, Placement stands, CancellationToken cancel)
    {
        if (pointer.Timestamp - pointer.GetDateTimeOffset(WrittenAt) <= Prompt) return;
        if (pointer.GetDateTimeOffset(WrittenAt) is null) return; // of before there was a feed to read
        await TrySubmitAsync(
            [Pointing(pointer.PartitionKey, leadId, stands, pointer)], pointer.PartitionKey, leadId, stands.Revision,
            cancel);
    }

    /// <summary>The move, with its line of the change feed.</summary>
    private async Task<bool> TrySubmitAsync(
        List<TableTransactionAction> actions, string partition, string leadId, long revision, CancellationToken cancel)
    {
        var began = time.GetUtcNow();
        TableEntity Changed(DateTimeOffset at) => new(partition, RankLists.Change(at, leadId, revision));
        actions.Add(new TableTransactionAction(TableTransactionActionType.UpsertReplace, Changed(began)));
        try
        {
            await tables.Rank.SubmitTransactionAsync(actions, cancel);
            var now = time.GetUtcNow();
            if (now - began > Prompt)
                await tables.Rank.UpsertEntityAsync(Changed(now), TableUpdateMode.Replace, cancel);
            return true;
        }
        catch (TableTransactionFailedException failed) when (failed.Status is 404 or 409 or 412)
        {
            return false;
        }
    }
}
