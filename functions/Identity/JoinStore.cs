using LeadScoring.Leads;
using LeadScoring.Publishing;

namespace LeadScoring.Identity;

/// <summary>
/// The second save of a merge, which makes the lead a part of the other. Nobody joins while somebody they took in has
/// not joined them yet: of merges that would close a ring, the first to join would see that, so there is no ring.
/// </summary>
public sealed class JoinStore(LeadStore leads, LeadFollowUp followUp, InForce content, TimeProvider time)
{
    public const string Gone = "The lead was erased meanwhile.";

    private const int MaxTries = 50;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Why the lead cannot join; null where it has. Of merges in wait for each other one gives way.</summary>
    public async Task<string?> JoinAsync(string from, string into, string why, CancellationToken cancel)
    {
        for (var tries = 1; ; tries++)
        {
            var (obstacle, waiting) = ((string?)null, (string?)null);
            var outcome = await leads.RebuildAsync(from, async (snapshot, _) =>
            {
                obstacle = Obstacle(snapshot.Lead, into);
                waiting = obstacle is null ? await WaitingAsync(snapshot.Lead, cancel) : null;
                return obstacle is null && waiting is null
                    ? Merging.Join(snapshot.Lead, into, why, content.Edition, time.GetUtcNow())
                    : null;
            }, cancel);
            if (obstacle is not null) return obstacle;
            if (waiting is null)
            {
                await followUp.AfterAsync(outcome, isRepeat: !outcome.Changed, cancel);
                return null;
            }
            if (tries == MaxTries || string.CompareOrdinal(waiting, from) < 0)
                return $"{waiting} is being merged into the lead at this moment: try again when it is.";
            await Task.Delay(Pause, cancel);
        }
    }

    /// <summary>The other lets go of a lead that has not joined it.</summary>
    public async Task TakeBackAsync(string from, string into, CancellationToken cancel)
    {
        var outcome = await leads.RebuildAsync(into, async (snapshot, _) =>
            snapshot.Lead.Profile?.Merged.ContainsKey(from) == true
            && (await leads.LoadAsync(from, cancel)).Lead.Profile?.MergedInto?.Into != into
                ? Merging.LetGo(snapshot.Lead, from, time.GetUtcNow())
                : null, cancel);
        await followUp.AfterAsync(outcome, isRepeat: !outcome.Changed, cancel);
    }

    /// <summary>
    /// What a merge left that died, or met an erasure or another merge: who is held joins, who is gone is let go of,
    /// who joined and is not held stands for itself, and so does whoever closes a ring.
    /// </summary>
    public async Task MendAsync(string from, string into, CancellationToken cancel)
    {
        var own = (await leads.LoadAsync(from, cancel)).Lead;
        var chain = await leads.ChainAsync(into, cancel);
        var (person, isRing) = (chain[0].Profile, chain.Any(lead => lead.Id == from));
        if (person is null) return;
        if (own.Profile?.MergedInto?.Into == into)
        {
            if (isRing || !person.Merged.ContainsKey(from)) await LeaveAsync(from, into, isRing, cancel);
        }
        else if (person.Merged.TryGetValue(from, out var held) && own.Profile is { MergedInto: null })
            await JoinAsync(from, into, held.Why, cancel);
        if (own.Profile is not { MergedInto: null } || isRing) await TakeBackAsync(from, into, cancel);
    }

    private async Task LeaveAsync(string from, string into, bool isRing, CancellationToken cancel)
    {
        var outcome = await leads.RebuildAsync(from, async (snapshot, _) =>
            snapshot.Lead.Profile?.MergedInto?.Into == into
            && (await leads.LoadAsync(into, cancel)).Lead.Profile is { } person
            && (isRing || !person.Merged.ContainsKey(from))
                ? Merging.Leave(snapshot.Lead, person.Reminded, content.Edition, time.GetUtcNow())
                : null, cancel);
        await followUp.AfterAsync(outcome, isRepeat: !outcome.Changed, cancel);
    }

    private static string? Obstacle(Lead lead, string into) => lead.Profile switch
    {
        null => Gone,
        { MergedInto: { } other } when other.Into != into =>
            $"The lead is merged into {other.Into}: un-merge it first.",
        _ => null,
    };

    /// <summary>Somebody whom the lead took in, and who has not joined it yet.</summary>
    private async Task<string?> WaitingAsync(Lead lead, CancellationToken cancel)
    {
        if (lead.Profile!.MergedInto is not null) return null;
        foreach (var part in lead.Profile.Merged.Keys)
            if ((await leads.LoadAsync(part, cancel)).Lead.Profile is { } profile
                && profile.MergedInto?.Into != lead.Id) return part;
        return null;
    }
}
