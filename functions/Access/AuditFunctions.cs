using LeadScoring.Doors;
using LeadScoring.Parsing;
using LeadScoring.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LeadScoring.Access;

/// <summary>Who was shown whose data.</summary>
public sealed class AuditFunctions(AuditIndex audit, AuditSweepHandler sweep, CursorSeal seal, TimeProvider time)
{
    /// <summary>So many rows are looked through for one page; where filters leave few of them, it is short.</summary>
    private const int MostLookedAt = 20_000;

    /// <summary>Newest first. This reading is written down like all others, and stands in the next one.</summary>
    [Function("ShowAudit")]
    public async Task<IResult> ShowAudit(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "audit")] HttpRequest request,
        CancellationToken cancel)
    {
        var refusals = new Refusals();
        if (AuditQuery.Read(request.Query, seal, time.GetUtcNow(), refusals) is not { } query)
            return Problems.Invalid(refusals);
        var (reads, looked, last, cursor) = (new List<Reading>(), 0, "", (string?)null);
        await foreach (var (row, reading) in Read(query, Rows.PageFor(query.Top + 1), cancel))
        {
            if (reading.At < query.From) break;
            if (reads.Count == query.Top || looked == MostLookedAt)
            {
                cursor = query.CursorAt(last, seal);
                break;
            }
            (looked, last) = (looked + 1, row);
            if (query.Holds(reading)) reads.Add(reading);
        }
        if (reads.Count > 0) request.HttpContext.ShowsTrail();
        return Answers.Ok(new { reads, cursor });
    }

    [Function("SweepAudit")]
    public Task Sweep([TimerTrigger("0 15 * * * *")] TimerInfo timer, CancellationToken cancel) =>
        sweep.SweepAsync(cancel);

    private IAsyncEnumerable<(string Row, Reading Reading)> Read(
        AuditQuery query, int pageSize, CancellationToken cancel) =>
        query.LeadId is { } leadId
            ? audit.ReadOfAsync(leadId, query.After, pageSize, cancel)
            : audit.ReadAsync(query.After, pageSize, cancel);
}
