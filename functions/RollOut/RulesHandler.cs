namespace LeadScoring.RollOut;

/// <summary>
/// Brings a published version into force everywhere: announces it, waits until everybody reads its lines of the lists,
/// puts it in force, waits until nobody decides by the one before, and sends the walks that bring all leads under it.
/// Killed at any line, it begins again and goes on where it was; a newer version takes over.
/// </summary>
public sealed class RulesHandler(RulesStore store, RulesWatch watch, RulesPace pace, Post post)
{
    public async Task HandleAsync(RulesPublished published, CancellationToken cancel)
    {
        if (!await PutInForceAsync(published.Version, cancel)) return;
        await Task.Delay(pace.Wait, cancel);
        for (var part = 0; part < Walk.Parts; part++)
            await post.SendAsync(new RescoreSlice(Walk.RollOut(published.Version), part), cancel);
    }

    /// <summary>False where a newer one is in force.</summary>
    public async Task<bool> PutInForceAsync(int version, CancellationToken cancel)
    {
        var state = await store.ChangeAsync(known => known.Announce(version), cancel);
        if (state.InForce < version)
        {
            await Task.Delay(pace.Wait, cancel);
            state = await store.ChangeAsync(known => known.PutInForce(version), cancel);
        }
        return state.InForce == version;
    }

    /// <summary>Everybody learns that the version is coming, this process at once.</summary>
    public async Task AnnounceAsync(int version, CancellationToken cancel)
    {
        await post.SendAsync(new RulesPublished(version), cancel);
        await store.ChangeAsync(known => known.Announce(version), cancel);
        await watch.RefreshAsync(cancel);
    }
}
