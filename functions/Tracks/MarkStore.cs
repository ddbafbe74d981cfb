using Azure;
using Azure.Data.Tables;
using LeadScoring.Leads;
using LeadScoring.Storage;

namespace LeadScoring.Tracks;

/// <summary>A lead that changed since its track was made, with the version of the mark.</summary>
public sealed record Mark(string LeadId, ETag Version);

/// <summary>
/// Marks of changed leads in table <c>insights</c>, a row per lead. A mark is written after the lead is saved, and
/// goes only as it was read before the lead was: a change meanwhile has written it anew.
/// </summary>
public sealed class MarkStore(Tables tables)
{
    /// <summary>How many are counted; who asks wants to know whether something waits, and roughly how much.</summary>
    public const int MostCounted = 1000;

    /// <summary>Marks the lead where what was saved may show in its track.</summary>
    public Task AfterAsync(LeadOutcome outcome, bool isRepeat, CancellationToken cancel) =>
        Marking.IsDue(outcome, isRepeat) ? AddAsync(outcome.After.Id, cancel) : Task.CompletedTask;

    public Task AddAsync(string leadId, CancellationToken cancel) => tables.Insights.UpsertEntityAsync(
        new TableEntity(TrackRows.Marks(TrackRows.BucketOf(leadId)), leadId), TableUpdateMode.Replace, cancel);

    /// <summary>Marks of a bucket behind this lead, in the order of ids.</summary>
    public async Task<IReadOnlyList<Mark>> ReadAsync(int bucket, string? after, int most, CancellationToken cancel)
    {
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {TrackRows.Marks(bucket)} and RowKey gt {after ?? ""}");
        return await tables.Insights.QueryAsync<TableEntity>(filter, most, [nameof(ITableEntity.RowKey)], cancel)
            .Take(most).Select(row => new Mark(row.RowKey, row.ETag)).ToListAsync(cancel);
    }

    /// <summary>The buckets in which somebody is marked: one query more than there are.</summary>
    public async Task<IReadOnlyList<int>> BucketsAsync(CancellationToken cancel)
    {
        var found = new List<int>();
        for (var from = 0; from < TrackRows.Buckets; from = found[^1] + 1)
        {
            var filter = TableClient.CreateQueryFilter(
                $"PartitionKey ge {TrackRows.Marks(from)} and PartitionKey lt {TrackRows.BehindMarks}");
            var first = await tables.Insights
                .QueryAsync<TableEntity>(filter, 1, [nameof(ITableEntity.PartitionKey)], cancel)
                .FirstOrDefaultAsync(cancel);
            if (first is null) break;
            found.Add(TrackRows.MarkedBucket(first.PartitionKey));
        }
        return found;
    }

    /// <summary>How many leads wait, at most <see cref="MostCounted"/>.</summary>
    public async Task<int> CountAsync(CancellationToken cancel)
    {
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey ge {TrackRows.Marks(0)} and PartitionKey lt {TrackRows.BehindMarks}");
        return await tables.Insights
            .QueryAsync<TableEntity>(filter, MostCounted, [nameof(ITableEntity.PartitionKey)], cancel)
            .Take(MostCounted).CountAsync(cancel);
    }

    /// <summary>Those that were written anew stay.</summary>
    public Task RemoveAsync(IEnumerable<Mark> marks, CancellationToken cancel) =>
        SideBySide.ForEachAsync(marks, (mark, stop) => RemoveAsync(mark.LeadId, mark.Version, stop), cancel);

    public async Task RemoveAsync(string leadId, ETag version, CancellationToken cancel)
    {
        try
        {
            await tables.Insights.DeleteEntityAsync(
                TrackRows.Marks(TrackRows.BucketOf(leadId)), leadId, version, cancel);
        }
        catch (RequestFailedException other) when (other.Status is 404 or 412)
        {
            // Somebody else worked it off, or the lead changed again.
        }
    }
}
