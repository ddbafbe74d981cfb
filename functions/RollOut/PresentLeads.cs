using LeadScoring.Publishing;

namespace LeadScoring.RollOut;

/// <summary>
/// Begins the walks that bring leads who are there already into new scenarios: into those that count from a date
/// people told us, since nothing else would enrol them, and into others where the publication asks for it. Where nobody
/// is there yet, the walk is over at once: whoever comes later enters by themselves.
/// </summary>
public sealed class PresentLeads(WalkStore walks, NurtureSets sets, Post post, TimeProvider time)
{
    /// <summary>The walks of a publication in force; one that goes on, or is over, is not begun again.</summary>
    public async Task BeginAsync(NurtureSet set, CancellationToken cancel)
    {
        foreach (var (id, version) in set.New)
        {
            if (set.Present.Contains(id) || await sets.ScenarioAsync(set, id, cancel) is { Enter.Anchor: not null })
                await BeginAsync(id, version, cancel);
        }
    }

    public async Task BeginAsync(string scenario, int version, CancellationToken cancel)
    {
        var walk = Walk.Present(scenario, version);
        if (WalkView.IsFinished(await walks.PartsAsync(walk, cancel))) return;
        var isAnybodyHere = false;
        for (var part = 0; part < Walk.Parts && !isAnybodyHere; part++)
            isAnybodyHere = await walks.IdsAsync(part, null, cancel, pageSize: 1).AnyAsync(cancel);
        for (var part = 0; part < Walk.Parts; part++)
        {
            if (isAnybodyHere) await post.SendAsync(new RescoreSlice(walk, part), cancel);
            else await EndAsync(walk, part, cancel);
        }
    }

    private async Task EndAsync(string walk, int part, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var (begun, row) = await walks.BeginAsync(walk, part, now, cancel);
        if (begun.FinishedAt is null) await walks.TrySaveAsync(walk, part, begun.Finished(now), row, cancel);
    }
}
