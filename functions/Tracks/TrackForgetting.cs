using Azure.Data.Tables;
using LeadScoring.Leads;
using LeadScoring.Publishing;

namespace LeadScoring.Tracks;

/// <summary>
/// An erased lead leaves the tracks and the sums, and every study that was made with it is made again without it. The
/// state of its bucket is changed in any case, so that who read the lead before its erasure cannot save it any more.
/// Safe to run twice.
/// </summary>
public sealed class TrackForgetting(
    TrackStore tracks, MarkStore marks, StudyStore studies, Post post, InForce content, TimeProvider time)
{
    /// <param name="leadId">Whose.</param>
    /// <param name="rows">What is left in the lead's partition: it tells of lines that the rules do not know.</param>
    /// <param name="cancel">Stops in between; the erasure's next run completes it.</param>
    public async Task ForgetAsync(string leadId, IReadOnlyList<TableEntity> rows, CancellationToken cancel)
    {
        var lines = rows.Select(row => row.RowKey)
            .Where(key => key.StartsWith(LeadRows.ProductPrefix, StringComparison.Ordinal))
            .Select(key => key[LeadRows.ProductPrefix.Length..]).ToList();
        if (lines.Count == 0 && rows.Count > 0) return; // the round before, or the next, looks for all
        await TakeOutAsync(TrackLines.Brand, leadId, cancel);
        foreach (var product in content.Edition.Rules.Products.Keys.Union(lines, StringComparer.Ordinal))
        {
            await TakeOutAsync(product, leadId, cancel);
            await studies.DropPartsAsync(product, TrackRows.BucketOf(leadId), cancel);
            if (await studies.AnyNamesAsync(product, leadId, cancel))
                await post.SendAsync(new InsightsDue(InsightsDueKind.Study, 0, product), cancel);
        }
        await marks.ForgetAsync(leadId, cancel);
    }

    private async Task TakeOutAsync(string product, string leadId, CancellationToken cancel)
    {
        while (true)
        {
            var state = await tracks.StateAsync(product, TrackRows.BucketOf(leadId), cancel);
            var kept = await tracks.FindAsync(product, leadId, cancel);
            var moves = TrackMove.Together([new TrackMove(leadId, kept, null)]);
            if (await tracks.SaveAsync(state, moves, time.GetUtcNow(), cancel) is null) continue;
            if (!moves[0].IsHalf) return;
        }
    }
}
