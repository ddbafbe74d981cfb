using Azure;
using Azure.Data.Tables;

namespace LeadScoring.Storage;

/// <summary>Writes that belong together by their table only: any number of rows, of any partitions.</summary>
public static class Transactions
{
    private const int MostAtOnce = 100;

    /// <summary>
    /// Side by side, each partition in transactions of a hundred. What is to be deleted and is gone already (another
    /// instance is at it, or an earlier run was) holds nothing up. Ends when all is done; one that fails may leave
    /// others done.
    /// </summary>
    public static Task SubmitPartsAsync(
        this TableClient table, IEnumerable<TableTransactionAction> actions, CancellationToken cancel)
    {
        var parts = actions.GroupBy(action => action.Entity.PartitionKey, StringComparer.Ordinal)
            .SelectMany(partition => partition.Chunk(MostAtOnce));
        return SideBySide.ForEachAsync(parts, (part, stop) => SubmitAsync(table, part, stop), cancel);
    }

    private static async Task SubmitAsync(TableClient table, TableTransactionAction[] part, CancellationToken cancel)
    {
        try
        {
            await table.SubmitTransactionAsync(part, cancel);
        }
        catch (RequestFailedException gone)
            when (gone.Status == 404 && part.All(one => one.ActionType == TableTransactionActionType.Delete))
        {
            if (part.Length == 1) return;
            foreach (var one in part) await SubmitAsync(table, [one], cancel);
        }
    }
}
