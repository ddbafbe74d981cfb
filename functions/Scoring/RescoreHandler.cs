using LeadScoring.Identity;
using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Storage;

namespace LeadScoring.Scoring;

/// <summary>
/// Works off one part of a walk over all leads, a slice at a time; each slice sends the message of the next. A crash
/// repeats a slice, which changes nothing twice, and two messages of one part share it: the row of the part says where
/// it goes on, and who comes second to save it leaves.
/// </summary>
public sealed class RescoreHandler(
    WalkStore walks, RulesStore rules, RulesWatch watch, LeadStore leads, LeadFollowUp followUp, Post post,
    InForce content, TimeProvider time)
{
    private const int Slice = 100;

    public async Task HandleAsync(RescoreSlice slice, CancellationToken cancel)
    {
        await watch.RefreshAsync(cancel);
        var version = Walk.VersionOf(slice.Walk);
        if (version is not null && version != content.Edition.Rules.Version) return; // a newer one walks itself
        var (part, row) = await walks.BeginAsync(slice.Walk, slice.Part, time.GetUtcNow(), cancel);
        if (part.FinishedAt is null)
        {
            var ids = await walks.IdsAsync(slice.Part, part.After, cancel, Slice).Take(Slice).ToListAsync(cancel);
            var differed = await WorkOffAsync(ids, isReplay: version is null, cancel);
            var next = ids.Count == 0 ? part.Finished(time.GetUtcNow()) : part.With(ids, differed);
            if (!await walks.TrySaveAsync(slice.Walk, slice.Part, next, row, cancel)) return;
            if (next.FinishedAt is null)
            {
                await post.SendAsync(slice, cancel);
                return;
            }
        }
        if (version is { } walked && WalkView.IsFinished(await walks.PartsAsync(slice.Walk, cancel)))
        {
            await rules.ChangeAsync(state => state.Close(walked), cancel);
            await watch.RefreshAsync(cancel);
        }
    }

    /// <summary>How many of them were not what their events make.</summary>
    private async Task<int> WorkOffAsync(IReadOnlyList<string> ids, bool isReplay, CancellationToken cancel)
    {
        var differed = 0;
        await SideBySide.ForEachAsync(ids, async (id, token) =>
        {
            var isDifferent = false;
            var outcome = isReplay
                ? await leads.RebuildAsync(id, async (snapshot, _) =>
                {
                    var correction = await CorrectionAsync(snapshot.Lead, token);
                    isDifferent = correction is not null;
                    return correction;
                }, token)
                : await leads.ChangeAsync(id, (_, _) => null, token); // the store brings it under the rules in force
            // What was saved and not followed up, by whom ever, is mended here.
            await followUp.AfterAsync(outcome, isRepeat: !outcome.Changed, token);
            if (isDifferent) Interlocked.Increment(ref differed);
        }, cancel);
        return differed;
    }

    private async Task<LeadChange?> CorrectionAsync(Lead lead, CancellationToken cancel) => lead.Profile is null
        ? null
        : Rebuilding.Correction(
            lead, await leads.EventsAsync(lead.Id, cancel), content.Edition, time.GetUtcNow());
}
