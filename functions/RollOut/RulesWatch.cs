using System.Diagnostics;
using LeadScoring.Identity;
using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Scoring;

namespace LeadScoring.RollOut;

/// <summary>
/// How fresh this process's knowledge of the rules is kept. <paramref name="MaxAge"/>: it reads again which ones are in
/// force after at most this time, as long as it works; <paramref name="Wait"/>: what a publisher waits after each step
/// until every process knows of it; longer than <paramref name="MaxAge"/>. Real time, whatever the app's clock says.
/// </summary>
public sealed record RulesPace(TimeSpan MaxAge, TimeSpan Wait)
{
    public static RulesPace Usual { get; } = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1.5));
}

/// <summary>
/// Keeps <see cref="InForce"/> up to date while the process runs, and brings leads under the version in force. It costs
/// two reads of small rows in a second of work, however much the work is: one tells of the rules, the other of
/// scenarios, mails and pauses.
/// </summary>
public sealed class RulesWatch(
    RulesStore store, NurtureStore nurture, NurtureSets sets, InForce content, RulesPace pace, TimeProvider time)
    : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private (RulesState Rules, NurtureState Nurture)? _state;
    private long _readAt;

    private int Version => content.Edition.Rules.Version;

    /// <summary>At the start: the edition comes into force with the rules that are.</summary>
    public async Task UseAsync(Edition edition, CancellationToken cancel)
    {
        var at = Stopwatch.GetTimestamp();
        var state = await StateAsync(cancel);
        await UseAsync(edition, state.Rules, state.Nurture, cancel);
        (_state, _readAt) = (state, at);
    }

    /// <summary>Reads which rules are in force, unless that was done a moment ago.</summary>
    public async Task FreshAsync(CancellationToken cancel)
    {
        if (Stopwatch.GetElapsedTime(Volatile.Read(ref _readAt)) > pace.MaxAge)
            await ReadSinceAsync(
                Stopwatch.GetTimestamp() - (long)(pace.MaxAge.TotalSeconds * Stopwatch.Frequency), cancel);
    }

    /// <summary>Reads it now.</summary>
    public Task RefreshAsync(CancellationToken cancel) => ReadSinceAsync(Stopwatch.GetTimestamp(), cancel);

    /// <summary>Ends when every process knows of what is written by now, this one at once.</summary>
    public async Task EverybodyKnowsAsync(CancellationToken cancel)
    {
        await RefreshAsync(cancel);
        await Task.Delay(pace.Wait, cancel);
    }

    /// <summary>The newest rules, in force or about to be: what is published now has to fit them.</summary>
    public async Task<RulesVersion?> NewestAsync(CancellationToken cancel) =>
        await store.FindAsync((await store.StateAsync(cancel))!.Open[^1], cancel);

    /// <summary>
    /// What brings a lead that stands under an older version, or under none, to the one in force; null where it stands
    /// there. A lead under a newer version, or under way in one of a scenario, tells this process that it is behind.
    /// </summary>
    /// <exception cref="LeadBusyException">Its version cannot be found here.</exception>
    public async Task<LeadChange?> StepAsync(Lead lead, LeadStore leads, CancellationToken cancel)
    {
        await FreshAsync(cancel);
        if (lead.Profile?.Rules > Version || FollowsUnknown(lead)) await RefreshAsync(cancel);
        if (lead.Profile?.Rules > Version) throw new LeadBusyException(lead.Id);
        var edition = content.Edition;
        if (!RulesStep.IsDue(lead, edition.Rules.Version)) return null;
        var before = lead.Profile!.Rules is { } stamp ? await FindAsync(stamp, cancel) : null;
        // Of before the stamp, counts are what there is: old events do not say all that was counted then.
        var needsEvents = lead.Profile!.Rules is not null
            && (before is null || RulesChange.NeedsEvents(before, edition.Rules));
        var events = needsEvents ? await leads.EventsAsync(lead.Id, cancel) : null;
        return RulesStep.Of(lead, events, before, edition, time.GetUtcNow());
    }

    /// <summary>
    /// Reads lists along the versions under which leads may stand, oldest first, since leads move to newer ones only.
    /// Read again where another version was announced meanwhile, however long it took.
    /// </summary>
    public async Task<T> ReadAsync<T>(Func<IReadOnlyList<RulesLine>, Task<T>> read, CancellationToken cancel)
    {
        await FreshAsync(cancel);
        while (true)
        {
            var lines = content.Lines;
            var found = await read(lines);
            await FreshAsync(cancel);
            if (content.Lines[^1].Version == lines[^1].Version) return found;
        }
    }

    /// <summary>
    /// Whether newer rules came into force while this lead was worked on: whoever placed it in the lists of its version
    /// may be the last to know, and those may not be read any more.
    /// </summary>
    public async Task<bool> IsOutdatedAsync(Lead lead, CancellationToken cancel)
    {
        await FreshAsync(cancel);
        return lead.Profile?.Rules < Version;
    }

    public void Dispose() => _turn.Dispose();

    private bool FollowsUnknown(Lead lead) => lead.Enrolments.Values.Any(enrolment =>
        enrolment.NextStep is not null
        && content.Edition.ScenarioOf(enrolment.Scenario, enrolment.Follows()) is null);

    private async Task<ScoringRules?> FindAsync(int version, CancellationToken cancel) =>
        content.Find(version) ?? (await store.FindAsync(version, cancel))?.Read();

    private async Task ReadSinceAsync(long moment, CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            if (_readAt > moment) return; // somebody else has read it meanwhile
            var at = Stopwatch.GetTimestamp();
            var state = await StateAsync(cancel);
            var isSame = state.Rules.Equals(_state?.Rules) && state.Nurture.Revision == _state?.Nurture.Revision;
            if (!isSame) await UseAsync(content.Edition, state.Rules, state.Nurture, cancel);
            _state = state;
            Volatile.Write(ref _readAt, at);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<(RulesState Rules, NurtureState Nurture)> StateAsync(CancellationToken cancel)
    {
        var other = nurture.StateAsync(cancel);
        return ((await store.StateAsync(cancel))!, await other);
    }

    private async Task UseAsync(Edition edition, RulesState state, NurtureState mails, CancellationToken cancel)
    {
        var current = (await store.FindAsync(state.InForce, cancel))!;
        var rules = current.Read();
        var lines = new List<RulesLine>();
        foreach (var version in state.Open)
        {
            var own = version == state.InForce || version == 0 ? rules : await FindAsync(version, cancel);
            lines.Add(new RulesLine(version, own!));
        }
        edition = edition with { Rules = rules, MailsOnRulesChange = current.MailOnStageChange };
        content.Use(await sets.WithAsync(edition, current, mails, cancel), lines);
    }
}
