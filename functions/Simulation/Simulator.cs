using LeadScoring.Checks;
using LeadScoring.Due;
using LeadScoring.Leads;
using LeadScoring.Learning;
using LeadScoring.Nurture;
using LeadScoring.Publishing;

namespace LeadScoring.Simulation;

/// <summary>
/// Pure: runs the clock over one lead after the other, none of which does anything any more, and counts what they would
/// get (<see cref="Future"/>). All scenarios run, since they share the caps. Nothing is drawn by lot: the same leads
/// and the same question have the same answer.
/// </summary>
public sealed class Simulator
{
    private readonly SimulationAsk _ask;
    private readonly Edition _before;
    private readonly Edition _after;
    private readonly DateTimeOffset _now;
    private readonly DateTimeOffset _until;
    private readonly MailTally _mails = new();
    private readonly ScenarioTally _scenarios = new();
    private readonly WaitTally _waits;
    private int _leads;

    public Simulator(SimulationAsk ask, Edition inForce, DateTimeOffset now)
    {
        (_before, _now) = (inForce, DueMinute.Of(now)); // nothing that is due comes within a minute
        _ask = ask with { LaunchAt = ask.LaunchAt > _now ? ask.LaunchAt : _now };
        _until = _now.AddDays(ask.Days);
        _after = ask.Draft is { } draft ? ScenarioDraft.Added(inForce, draft) : inForce;
        _waits = new WaitTally(_now, _until);
    }

    /// <summary>Runs the clock over one more lead.</summary>
    public void Run(Lead present, Outlooks outlooks)
    {
        _leads++;
        _scenarios.UnderWay(present);
        var lead = (Lead?)Future.Under(present, _before.Rules);
        var mails = new List<DateTimeOffset>();
        Go(ref lead, _before, _now, _ask.LaunchAt, outlooks, mails);
        if (_ask.Present && lead is not null) lead = Launched(lead);
        Go(ref lead, _after, _ask.LaunchAt, _until, outlooks, mails);
        if (lead is not null) _scenarios.GoingOn(lead);
        _mails.AddPerson(mails);
    }

    /// <summary>What it came to, for the leads that were run, which are all or a sample.</summary>
    public SimulationAnswer Answer(Population population, Func<SimulationAnswer, IEnumerable<string>> notes)
    {
        var scenario = _after.Scenarios[_ask.Scenario];
        var (count, share) = (_mails.Count, _leads == 0 ? 1 : Math.Max(1, population.Leads / (double)_leads));
        var estimate = population.IsEstimate ? (int)Math.Min(int.MaxValue, Math.Round(count * share)) : count;
        var answer = new SimulationAnswer(
            _now, _until,
            new SimulatedScenario(
                scenario.Id, scenario.Version, _ask.Draft is not null, _ask.LaunchAt, _ask.Present),
            new SampleSize(_leads, population.Leads, population.IsEstimate),
            new MailTotals(count, _ask.CostPerMail * count), new MailTotals(estimate, _ask.CostPerMail * estimate),
            _mails.BusiestMinute(), _mails.PerDay(), _mails.PerPerson(), _scenarios.Outcome(_after),
            _waits.Outcome(), [.. _before.Controls.HoldingAt(_now)], ScenarioChecks.AskedNowhere(scenario, _after), []);
        return answer with { Notes = [.. notes(answer)] };
    }

    private Lead Launched(Lead lead)
    {
        var begun = Enrolling.Present(lead, _after, _after.Scenarios[_ask.Scenario], _ask.LaunchAt);
        _scenarios.Changed(lead, begun);
        return begun;
    }

    /// <summary>
    /// One stretch of time with the same content; a lead that is forgotten on the way is null after it.
    /// </summary>
    private void Go(
        ref Lead? lead, Edition edition, DateTimeOffset from, DateTimeOffset until, Outlooks outlooks,
        List<DateTimeOffset> mails)
    {
        if (lead is null) return;
        foreach (var moment in Future.Of(lead, edition, from, until, outlooks))
        {
            Count(moment, edition, mails);
            lead = moment.After;
        }
    }

    private void Count(Moment moment, Edition edition, List<DateTimeOffset> mails)
    {
        if (moment.After is not { } after)
        {
            _scenarios.Forgotten(moment.Before);
            return;
        }
        _scenarios.Changed(moment.Before, after);
        if (moment.Decision is not { } decision) return;
        var (enrolment, step) = (moment.Before.Enrolments[moment.Planned.Key], moment.Planned.Step!);
        _scenarios.Decided(enrolment, after.Enrolments[enrolment.Key].EndedBefore ?? step, decision);
        if (decision is StepDecision.Postpone { Why: not StepRules.Waiting } later)
            _waits.Add(later.Why, moment.At, later.Until < _until ? later.Until : _until);
        if (decision is not StepDecision.Send) return;
        mails.Add(moment.At);
        _mails.Add(edition.Rules.Products[enrolment.Product], enrolment.Scenario, step, moment.At);
    }
}
