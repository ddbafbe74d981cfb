using LeadScoring.History;
using LeadScoring.Loyalty;
using LeadScoring.Publishing;
using LeadScoring.Storage;

namespace LeadScoring.Tracks;

/// <summary>What the clock begins, and whose message is whose.</summary>
public sealed class TrackHandler(
    RefreshHandler refresh, StudyHandler studies, FillHandler filling, LikenessHandler likeness, HeadHandler heads,
    Tables tables, TrackTimers timers, InForce content, TimeProvider time)
{
    private DateTimeOffset? _lookedAt;

    public Task HandleAsync(InsightsDue message, CancellationToken cancel) => message.Kind switch
    {
        InsightsDueKind.Study => MakeAsync(message, cancel),
        InsightsDueKind.Fill => filling.HandleAsync(message, cancel),
        InsightsDueKind.Tell => likeness.HandleAsync(message, cancel),
        _ => refresh.HandleAsync(message, cancel),
    };

    /// <summary>Every minute; with nobody marked it takes one query.</summary>
    public Task TickAsync(CancellationToken cancel) =>
        timers.AreOn ? refresh.BeginAsync(cancel) : Task.CompletedTask;

    /// <summary>
    /// Once a night. The row that says so is written last: who dies before it is followed by somebody who begins again.
    /// </summary>
    public async Task StudyByNightAsync(bool isPastDue, CancellationToken cancel)
    {
        if (!timers.AreOn) return;
        var now = time.GetUtcNow();
        if (StudyNight.IsDue(now, _lookedAt, isPastDue))
        {
            var row = await tables.Insights.FindAsync(TrackRows.Common, TrackRows.Night, cancel);
            if (row is null || Rows.Body<DateTimeOffset>(row) < StudyNight.Latest(now))
            {
                await StudyAsync([.. content.Edition.Rules.Products.Keys], cancel);
                await tables.Insights.UpsertEntityAsync(
                    Rows.Entity(TrackRows.Common, TrackRows.Night, now), Azure.Data.Tables.TableUpdateMode.Replace,
                    cancel);
            }
        }
        _lookedAt = now; // not where it failed: the next tick looks again
    }

    /// <summary>Works off who is marked, then makes the studies of these lines, all in the background.</summary>
    public async Task StudyAsync(IReadOnlyList<string> products, CancellationToken cancel)
    {
        foreach (var product in products) await studies.BeginAsync(product, cancel);
    }

    /// <summary>Behind the last reports what they say is kept; who dies before makes them again.</summary>
    private async Task MakeAsync(InsightsDue message, CancellationToken cancel)
    {
        if (await studies.HandleAsync(message, cancel)) await heads.KeepAsync(message.Product!, cancel);
    }
}
