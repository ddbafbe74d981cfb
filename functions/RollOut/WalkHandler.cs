using LeadScoring.Identity;
using LeadScoring.Leads;
using LeadScoring.Nurture;
using LeadScoring.Publishing;
using LeadScoring.Scenarios;
using LeadScoring.Storage;

namespace LeadScoring.RollOut;

/// <summary>
/// Works off one part of a walk over all leads, a slice at a time; each slice sends the message of the next. A crash
/// repeats a slice, which changes nothing twice, and two messages of one part share it: the row of the part says where
/// it goes on, and who comes second to save it leaves.
/// </summary>
public sealed class WalkHandler(
    WalkStore walks, RulesStore rules, RulesWatch watch, LeadStore leads, LeadFollowUp followUp, Post post,
    InForce content, TimeProvider time)
{
    private const int Slice = 100;

    public async Task HandleAsync(RescoreSlice slice, CancellationToken cancel)
    {
        await watch.RefreshAsync(cancel);
        var version = Walk.VersionOf(slice.Walk);
        if (version is not null && version != content.Edition.Rules.Version) return; // a newer one walks itself
        var scenario = ScenarioOf(slice.Walk, out var isOver);
        if (isOver) return;
        var (part, row) = await walks.BeginAsync(slice.Walk, slice.Part, time.GetUtcNow(), cancel);
        if (part.FinishedAt is null)
        {
            var ids = await walks.IdsAsync(slice.Part, part.After, cancel, Slice).Take(Slice).ToListAsync(cancel);
            var differed = await WorkOffAsync(ids, version, scenario, cancel);
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

    /// <summary>The scenario a walk is for; the walk is over where another version of it is in force by now.</summary>
    /// <exception cref="ContentBehindException">That version may be one which this process cannot load.</exception>
    private Scenario? ScenarioOf(string walk, out bool isOver)
    {
        isOver = false;
        if (Walk.PresentOf(walk) is not { } asked) return null;
        var scenario = content.Edition.Scenarios.GetValueOrDefault(asked.Scenario);
        isOver = scenario?.Version != asked.Version;
        if (isOver && content.Edition.Nurture.IsBehind)
            throw new ContentBehindException(walk, $"version {asked.Version} of {asked.Scenario}");
        return scenario;
    }

    /// <summary>How many of them were not what their events make, or began the scenario.</summary>
    private async Task<int> WorkOffAsync(
        IReadOnlyList<string> ids, int? version, Scenario? scenario, CancellationToken cancel)
    {
        var differed = 0;
        await SideBySide.ForEachAsync(ids, async (id, token) =>
        {
            var isDifferent = false;
            var outcome = version is null && scenario is null
                ? await leads.RebuildAsync(id, async (snapshot, _) =>
                {
                    var correction = await CorrectionAsync(snapshot.Lead, token);
                    isDifferent = correction is not null;
                    return correction ?? Assessment.Replaced(snapshot.Lead, content.Edition);
                }, token)
                : await leads.ChangeAsync(id, (snapshot, _) =>
                {
                    // Under new rules there is nothing to do: the store brings the lead under those in force.
                    var entered = Entered(snapshot.Lead, scenario);
                    isDifferent = entered is not null;
                    return entered;
                }, token);
            // What was saved and not followed up, by whom ever, is mended here.
            await followUp.AfterAsync(outcome, isRepeat: !outcome.Changed, token);
            if (isDifferent) Interlocked.Increment(ref differed);
        }, cancel);
        return differed;
    }

    private LeadChange? Entered(Lead lead, Scenario? scenario)
    {
        if (scenario is null) return null;
        var entered = Enrolling.Present(lead, content.Edition, scenario, time.GetUtcNow());
        return ReferenceEquals(entered, lead) ? null : new LeadChange(entered, []);
    }

    private async Task<LeadChange?> CorrectionAsync(Lead lead, CancellationToken cancel) => lead.Profile is null
        ? null
        : Rebuilding.Correction(
            lead, await leads.EventsAsync(lead.Id, cancel), content.Edition, time.GetUtcNow());
}
