using Azure;
using Azure.Data.Tables;
using LeadScoring.Leads;
using LeadScoring.Storage;

namespace LeadScoring.Tracks;

/// <summary>A lead that changed since its track was made, with the version of the mark.</summary>
public sealed record Mark(string LeadId, ETag Version);

/// <summary>
/// Marks of changed leads in table <c>insights</c>, a row per lead. A mark is written after the lead is saved, and
/// goes only as it was read before the lead was: a change meanwhile has written it anew. A lead of whom no track can be
/// made is set aside until its next change, or a start of the app.
/// </summary>
public sealed class MarkStore(Tables tables, TimeProvider time)
{
    /// <summary>How many are counted; who asks wants to know whether something waits, and roughly how much.</summary>
    public const int MostCounted = 1000;

    /// <summary>Marks the lead where what was saved may show in its track.</summary>
    public Task AfterAsync(LeadOutcome outcome, bool isRepeat, CancellationToken cancel) =>
        Marking.IsDue(outcome, isRepeat) ? AddAsync(outcome.After.Id, cancel) : Task.CompletedTask;

    public Task AddAsync(string leadId, CancellationToken cancel) => tables.Insights.UpsertEntityAsync(
        Rows.Entity(TrackRows.Marks(TrackRows.BucketOf(leadId)), leadId, time.GetUtcNow()), TableUpdateMode.Replace,
        cancel);

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

    /// <summary>
    /// How many leads wait, at most <see cref="MostCounted"/>, and the earliest of their latest changes (null: nobody
    /// waits).
    /// </summary>
    public async Task<(int Count, DateTimeOffset? Since)> WaitingAsync(CancellationToken cancel)
    {
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey ge {TrackRows.Marks(0)} and PartitionKey lt {TrackRows.BehindMarks}");
        var (count, since) = (0, (DateTimeOffset?)null);
        await foreach (var row in tables.Insights
            .QueryAsync<TableEntity>(filter, MostCounted, cancellationToken: cancel).Take(MostCounted))
        {
            var at = Rows.Body<DateTimeOffset>(row);
            (count, since) = (count + 1, since < at ? since : at);
        }
        return (count, since);
    }

    /// <summary>Of whom no track can be made; a change since they were read marks them as it does anybody.</summary>
    public async Task SetAsideAsync(IReadOnlyList<Mark> failed, CancellationToken cancel)
    {
        await SideBySide.ForEachAsync(failed, (mark, stop) => tables.Insights.UpsertEntityAsync(
            new TableEntity(TrackRows.Aside, mark.LeadId), TableUpdateMode.Replace, stop), cancel);
        await RemoveAsync(failed, cancel);
    }

    /// <summary>Marks all who were set aside.</summary>
    public async Task TakeUpAsync(CancellationToken cancel)
    {
        await foreach (var row in tables.Insights.RangeAsync(TrackRows.Aside, "", "g", 1000, cancel))
        {
            await AddAsync(row.RowKey, cancel);
            await DeleteAsync(TrackRows.Aside, row.RowKey, row.ETag, cancel);
        }
    }

    /// <summary>Of an erased lead nothing is left here.</summary>
    public async Task ForgetAsync(string leadId, CancellationToken cancel)
    {
        await DeleteAsync(TrackRows.Marks(TrackRows.BucketOf(leadId)), leadId, ETag.All, cancel);
        await DeleteAsync(TrackRows.Aside, leadId, ETag.All, cancel);
    }

    /// <summary>Those that were written anew stay.</summary>
    public Task RemoveAsync(IEnumerable<Mark> marks, CancellationToken cancel) =>
        SideBySide.ForEachAsync(
            marks,
            (mark, stop) => DeleteAsync(
                TrackRows.Marks(TrackRows.BucketOf(mark.LeadId)), mark.LeadId, mark.Version, stop),
            cancel);

    private async Task DeleteAsync(string partition, string leadId, ETag version, CancellationToken cancel)
    {
        try
        {
            await tables.Insights.DeleteEntityAsync(partition, leadId, version, cancel);
        }
        catch (RequestFailedException other) when (other.Status is 404 or 412)
        {
            // Somebody else worked it off, or the lead changed again.
        }
    }
}
