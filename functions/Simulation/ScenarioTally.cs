using System.Diagnostics;
using LeadScoring.Leads;
using LeadScoring.Nurture;
using LeadScoring.Publishing;

namespace LeadScoring.Simulation;

/// <summary>Counts what becomes of enrolments, by the version they began with, and of each step.</summary>
internal sealed class ScenarioTally
{
    private readonly SortedDictionary<(string Id, int Version), Way> _ways = [];

    public void UnderWay(Lead lead)
    {
        foreach (var enrolment in Active(lead))
        {
            Of(enrolment).UnderWay++;
            if (enrolment.HeldOut) Of(enrolment).HeldOut++;
        }
    }

    /// <summary>What began and what ended between two states of one lead.</summary>
    public void Changed(Lead before, Lead after)
    {
        if (ReferenceEquals(before.Enrolments, after.Enrolments)) return;
        foreach (var (key, enrolment) in after.Enrolments)
        {
            var known = before.Enrolments.GetValueOrDefault(key);
            if (known is null) Begun(enrolment);
            if (!ReferenceEquals(enrolment.Turns, known?.Turns)) Turned(enrolment, known);
            if (enrolment.Ended is { } reason && known?.Ended is null) Tallies.Add(Of(enrolment).Ended, reason);
        }
    }

    public void Decided(Enrolment enrolment, string step, StepDecision decision)
    {
        var counts = Of(enrolment).StepOf(step);
        switch (decision)
        {
            case StepDecision.Send: counts.Sent++; break;
            case StepDecision.HoldOut: counts.HeldOut++; break;
            case StepDecision.Suppress suppress: Tallies.Add(counts.Suppressed, suppress.Reason); break;
            case StepDecision.Exit: counts.Ended++; break;
            case StepDecision.Go or StepDecision.Postpone or StepDecision.Park: break; // a turn, or a wait
            case StepDecision.AlreadySettled: break;
            default: throw new UnreachableException($"Nobody counts a {decision.GetType().Name}.");
        }
    }

    public void Forgotten(Lead lead)
    {
        foreach (var enrolment in Active(lead)) Tallies.Add(Of(enrolment).Ended, Future.Forgotten);
    }

    public void GoingOn(Lead lead)
    {
        foreach (var enrolment in Active(lead)) Of(enrolment).GoingOn++;
    }

    /// <summary>All scenarios in force, and the earlier versions in which somebody was under way.</summary>
    public IReadOnlyList<ScenarioOutcome> Outcome(Edition edition)
    {
        foreach (var scenario in edition.Scenarios.Values) Of(scenario.Id, scenario.Version);
        return [.. _ways.Select(way => Told(way.Key, way.Value, edition))];
    }

    private static ScenarioOutcome Told((string Id, int Version) key, Way way, Edition edition)
    {
        var steps = edition.ScenarioOf(key.Id, key.Version)?.Steps ?? [];
        return new ScenarioOutcome(
            key.Id, key.Version, way.UnderWay, way.Begun, way.HeldOut, Tallies.InOrder(way.Ended), way.GoingOn,
            [
                .. way.Steps.Select(step => new StepOutcome(
                    step.Key, steps.FirstOrDefault(known => known.Id == step.Key)?.Template, step.Value.Sent,
                    step.Value.HeldOut, Tallies.InOrder(step.Value.Suppressed), Tallies.InOrder(step.Value.Turns),
                    step.Value.Ended)),
            ],
            [.. steps.Select(step => step.Id).Where(step => !way.Steps.ContainsKey(step))]);
    }

    private static IEnumerable<Enrolment> Active(Lead lead) =>
        lead.Enrolments.Values.Where(enrolment => enrolment.NextStep is not null);

    private void Begun(Enrolment enrolment)
    {
        var way = Of(enrolment);
        way.Begun++;
        if (enrolment.HeldOut) way.HeldOut++;
    }

    /// <summary>An enrolment may come through several branches at once.</summary>
    private void Turned(Enrolment enrolment, Enrolment? known)
    {
        foreach (var (step, turn) in enrolment.Turns!)
            if (known?.Turns?.ContainsKey(step) != true) Tallies.Add(Of(enrolment).StepOf(step).Turns, turn.Why);
    }

    private Way Of(Enrolment enrolment) => Of(enrolment.Scenario, enrolment.Version);

    private Way Of(string id, int version) =>
        _ways.TryGetValue((id, version), out var way) ? way : _ways[(id, version)] = new Way();

    private sealed class Way
    {
        public int UnderWay { get; set; }
        public int Begun { get; set; }
        public int HeldOut { get; set; }
        public int GoingOn { get; set; }
        public Dictionary<string, int> Ended { get; } = new(StringComparer.Ordinal);
        public SortedDictionary<string, StepCounts> Steps { get; } = new(StringComparer.Ordinal);

        public StepCounts StepOf(string step) =>
            Steps.TryGetValue(step, out var counts) ? counts : Steps[step] = new StepCounts();
    }

    private sealed class StepCounts
    {
        public int Sent { get; set; }
        public int HeldOut { get; set; }
        public int Ended { get; set; }
        public Dictionary<string, int> Suppressed { get; } = new(StringComparer.Ordinal);
        public Dictionary<string, int> Turns { get; } = new(StringComparer.Ordinal);
    }
}
