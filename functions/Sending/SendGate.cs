using LeadScoring.Due;
using LeadScoring.Leads;
using LeadScoring.Nurture;
using LeadScoring.Publishing;
using LeadScoring.RollOut;
using LeadScoring.Storage;
using NodaTime;

namespace LeadScoring.Sending;

/// <summary>
/// Between a decision to mail and the mail: the pause, as every process knows it within a second, and the limits of the
/// day.
/// </summary>
public sealed class SendGate(
    DueIndex due, LimitStore limits, RulesWatch watch, InForce content, Post post, TimeProvider time)
{
    /// <summary>
    /// Whether a claimed mail must not be handed over, since a pause began meanwhile. A pause is answered when every
    /// process has asked once more, so no mail leaves after that answer.
    /// </summary>
    public async Task<bool> IsClosedAsync(SendRecord claimed, CancellationToken cancel)
    {
        await watch.FreshAsync(cancel);
        return IsPaused(claimed.Scenario!);
    }

    /// <summary>
    /// Puts a paused step where the timer does not look. The pause is read once more after that: who resumes either
    /// finds the step there, or we find the pause over and have the scenario swept ourselves.
    /// </summary>
    public async Task ParkAsync(string leadId, string enrolmentKey, string step, CancellationToken cancel)
    {
        var scenario = Enrolment.ScenarioOf(enrolmentKey);
        await due.ParkAsync(new DueItem(leadId, DueKind.Step, enrolmentKey, step), scenario, cancel);
        await watch.RefreshAsync(cancel);
        if (!IsPaused(scenario)) await post.SendAsync(new StepsResumed(scenario), cancel);
    }

    /// <summary>A place for one mail within the limits of the day, to be taken when it is decided.</summary>
    public SendSlot SlotFor(string leadId) => new(limits, content, leadId, time);

    private bool IsPaused(string scenario) => content.Edition.Controls.Holds(scenario, time.GetUtcNow());
}

/// <summary>
/// One mail's place within the limits of its day: taken before the claim, kept when the mail goes, else given back.
/// Where there is no limit it costs nothing.
/// </summary>
public sealed class SendSlot(LimitStore limits, InForce content, string leadId, TimeProvider time) : IAsyncDisposable
{
    /// <summary>The name of the brand's own limit.</summary>
    public const string Brand = "brand";

    private readonly List<(string What, LocalDate Day, int Shard)> _taken = [];
    private bool _isHeld;

    public static string Of(string scenario) => $"scenario|{scenario}";

    /// <summary>Null with a place; else when to decide again: at its turn today, or on the next day.</summary>
    /// <param name="lead">Whose mail it is.</param>
    /// <param name="at">The enrolment, at the mail's step.</param>
    /// <param name="before">What the ledger holds of an earlier try, which keeps its place for its day.</param>
    /// <param name="cancel">Stops in between.</param>
    public async Task<DateTimeOffset?> TakeAsync(
        Lead lead, Enrolment at, SendRecord? before, CancellationToken cancel)
    {
        var (edition, now) = (content.Edition, time.GetUtcNow());
        var (brand, day) = (edition.Sender, edition.Sender.DayOf(now));
        if (_isHeld || before is not null && brand.DayOf(before.DecidedAt) == day) return null;
        var scenario = (edition.Scenarios.GetValueOrDefault(at.Scenario)
            ?? edition.ScenarioOf(at.Scenario, at.Follows())!).For(lead);
        (string What, int? Most)[] set = [(Brand, brand.Sends.On(day)), (Of(scenario.Id), scenario.DailyLimit)];
        if (set.Any(limit => limit.Most is not null))
        {
            var since = at.PutOffSince is { } waiting ? brand.DayOf(waiting) : day;
            if (SendLimits.TurnOn(day, scenario, brand.TimeZone, since) is var turn && turn > now) return turn;
            if (!await TryTakeAsync(set, day, cancel))
                return SendLimits.TurnOn(day.PlusDays(1), scenario, brand.TimeZone, since);
        }
        _isHeld = true;
        return null;
    }

    /// <summary>The mail is about to leave.</summary>
    public void Keep() => _taken.Clear();

    public async ValueTask DisposeAsync()
    {
        try
        {
            await ReturnAsync(CancellationToken.None);
        }
        catch (Exception away) when (Outage.Is(away))
        {
            _taken.Clear(); // wasted: one mail fewer may go on that day
        }
    }

    /// <summary>A place within each limit, or none at all.</summary>
    private async Task<bool> TryTakeAsync(
        (string What, int? Most)[] set, LocalDate day, CancellationToken cancel)
    {
        foreach (var (what, limit) in set)
        {
            if (limit is not { } most) continue;
            if (await limits.TryTakeAsync(what, day, most, leadId, cancel) is not { } shard)
            {
                await ReturnAsync(cancel);
                return false;
            }
            _taken.Add((what, day, shard));
        }
        return true;
    }

    /// <summary>Forgotten first: a place whose return failed, or has no answer, is not given back once more.</summary>
    private async Task ReturnAsync(CancellationToken cancel)
    {
        while (_taken is [.., var (what, day, shard)])
        {
            _taken.RemoveAt(_taken.Count - 1);
            await limits.ReturnAsync(what, day, shard, cancel);
        }
    }
}
