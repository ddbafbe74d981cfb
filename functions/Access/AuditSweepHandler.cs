using Azure;
using Azure.Data.Tables;
using LeadScoring.Publishing;
using LeadScoring.Rights;
using LeadScoring.Storage;

namespace LeadScoring.Access;

/// <summary>
/// Takes out of the audit trail what is older than <c>retention.audit</c>, by whole hours, until nothing of it is left
/// or the time of a run is up; the next run goes on. What finds the rows goes before them. Safe to run twice and on
/// many instances.
/// </summary>
public sealed class AuditSweepHandler(Tables tables, AuditLeadIndex leads, InForce content, TimeProvider time)
{
    private const int MostAtOnce = 1000;

    /// <summary>A minute less than a function may run.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(4);

    private static readonly TimeSpan Apart = TimeSpan.FromMinutes(50);

    private DateTimeOffset? _sweptAt;

    /// <summary>Once in an hour, however often it is asked, unless something is left.</summary>
    public async Task SweepAsync(CancellationToken cancel)
    {
        var (began, now) = (time.GetTimestamp(), time.GetUtcNow());
        if (_sweptAt is { } at && now - at < Apart && now >= at) return;
        var oldest = AuditPlace.At(Retention.Before(now, content.Edition.Sender.Retention.Audit));
        var old = tables.Audit.QueryAsync<TableEntity>(
            AuditIndex.HoursBehind(oldest.Partition), MostAtOnce, cancellationToken: cancel);
        await foreach (var rows in old.Chunk(MostAtOnce).WithCancellation(cancel))
        {
            await leads.RemoveAsync(rows.Select(Rows.Body<Reading>), cancel);
            await tables.Audit.SubmitPartsAsync(rows.Select(
                row => new TableTransactionAction(TableTransactionActionType.Delete, row, ETag.All)), cancel);
            if (time.GetElapsedTime(began) > Longest) return;
        }
        _sweptAt = now;
    }
}
