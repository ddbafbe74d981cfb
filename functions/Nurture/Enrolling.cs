using System.Collections.Immutable;
using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Scenarios;
using LeadScoring.Sending;

namespace LeadScoring.Nurture;

/// <summary>
/// Pure: begins the scenarios that wait for a stage, a class, a customer that lapses, a likeness to loyal customers, or
/// a date. The arm is drawn by hash and fixed here. Of one scenario a lead is in one enrolment at a time.
/// </summary>
public static class Enrolling
{
    /// <summary>
    /// Begins what waits for the stage, the class or the lapse that was just entered; <paramref name="byTime"/>: by
    /// time alone, and not by anything the lead did.
    /// </summary>
    public static Lead Into(
        Lead lead, Edition edition, string product, string? stage, string? @class, DateTimeOffset now,
        bool lapsed = false, bool byTime = false)
    {
        foreach (var scenario in edition.Scenarios.Values.Where(
            s => s.Product == product && Begins(s.Enter, lead.Product(product), stage, @class, lapsed)
                && (byTime || !EndsWithLastWord(s, lead.Product(product)))))
            lead = Enter(lead, edition, scenario, now);
        return lead;
    }

    /// <summary>
    /// Begins what waits for leads that are as like loyal customers as this one has become;
    /// <paramref name="before"/>: the level it had.
    /// </summary>
    public static Lead Alike(Lead lead, Edition edition, string product, int before, DateTimeOffset now)
    {
        var state = lead.Product(product);
        return edition.Scenarios.Values
            .Where(scenario => scenario.Product == product && scenario.Enter.Likeness is { } least && before < least
                && scenario.Enter.StillHolds(state) && !EndsWithLastWord(scenario, state))
            .Aggregate(lead, (entered, scenario) => Enter(entered, edition, scenario, now));
    }

    /// <summary>Begins, or resumes, what counts from dates that the lead has told.</summary>
    public static Lead ByDates(Lead lead, Edition edition, DateTimeOffset now)
    {
        foreach (var scenario in edition.Scenarios.Values.Where(s => s.Enter.Anchor is not null))
            if (lead.Products.ContainsKey(scenario.Product)) lead = EnterByDate(lead, edition, scenario, now);
        return lead;
    }

    /// <summary>
    /// What a walk over the leads that are there already does with one of them: by its date, or because it stands in
    /// the stage or class of the scenario. Once per version of the scenario, however often the walk comes by.
    /// </summary>
    public static Lead Present(Lead lead, Edition edition, Scenario scenario, DateTimeOffset now)
    {
        if (!lead.IsInUse || !lead.Products.TryGetValue(scenario.Product, out var state)) return lead;
        if (scenario.Enter.Anchor is not null) return EnterByDate(lead, edition, scenario, now);
        var wasHere = Earlier(lead, scenario).Any(enrolment => enrolment.Version == scenario.Version);
        return !wasHere && scenario.Enter.StillHolds(state)
            ? Enter(lead, edition, scenario, now)
            : lead;
    }

    private static Lead EnterByDate(Lead lead, Edition edition, Scenario scenario, DateTimeOffset now)
    {
        scenario = scenario.For(lead);
        if (Anchoring.DateOf(lead, scenario.Enter.Anchor!).Date is not { } date) return lead;
        var last = Earlier(lead, scenario).MaxBy(enrolment => enrolment.Occurrence);
        if (last is { NextStep: not null }) return lead;
        if (last is not null && Anchoring.Resumed(last, edition, lead, now) is { } resumed) return lead.With(resumed);
        // The same date again is nothing new, however the enrolment for it ended.
        var isNew = last?.AnchorDate() != date
            && Elsewhere(lead, scenario).All(begun => begun.Date != date.ToDateOnly());
        return isNew && Anchoring.LiesAhead(scenario, date, now)
            ? Enter(lead, edition, scenario, now, date.ToDateOnly())
            : lead;
    }

    private static Lead Enter(
        Lead lead, Edition edition, Scenario scenario, DateTimeOffset now, DateOnly? date = null)
    {
        scenario = scenario.For(lead);
        var (earlier, heldOut) = (Earlier(lead, scenario), Holdout.Of(lead, scenario, edition));
        if (earlier.Any(enrolment => enrolment.NextStep is not null)) return lead;
        if (!scenario.MayEnter(LastBegun(lead, scenario), now)) return lead;
        if (scenario.Enter.If is { } condition
            && condition.Holds(Circumstances.Of(lead, scenario, edition, now, Outlook.Unknown, now)) != true)
            return lead;
        return lead.With(new Enrolment
        {
            Scenario = scenario.Id,
            Version = scenario.Version,
            Product = scenario.Product,
            Occurrence = earlier.Count + 1,
            HeldOut = heldOut is not null,
            HeldOutBy = heldOut,
            EnteredAt = now,
            Date = date,
        }.Arrive(scenario, 0, now));
    }

    /// <summary>
    /// When this person last began each scenario, by its id, as another lead that takes this one in has to know: what a
    /// merge ends before the first step is done may begin again there.
    /// </summary>
    public static ImmutableSortedDictionary<string, BegunScenario> Begun(Lead lead, Edition edition) =>
        lead.Enrolments.Values.Where(enrolment => IsBegun(enrolment, edition))
            .Select(enrolment => KeyValuePair.Create(
                enrolment.Scenario, new BegunScenario(enrolment.EnteredAt, enrolment.Date)))
            .Concat(lead.Profile?.Merged.Values.SelectMany(person => person.Scenarios) ?? [])
            .GroupBy(begun => begun.Key, StringComparer.Ordinal)
            .ToImmutableSortedDictionary(
                begun => begun.Key, begun => begun.Select(each => each.Value).MaxBy(each => each.At)!,
                StringComparer.Ordinal);

    private static bool IsBegun(Enrolment enrolment, Edition edition) =>
        enrolment.Ended is not (null or Enrolment.Merged)
        || edition.ScenarioOf(enrolment.Scenario, enrolment.Follows()) is not { } scenario
        || scenario.Steps[0].Id != (enrolment.NextStep ?? enrolment.EndedBefore);

    private static DateTimeOffset? LastBegun(Lead lead, Scenario scenario) => Earlier(lead, scenario)
        .Select(enrolment => enrolment.EnteredAt)
        .Concat(Elsewhere(lead, scenario).Select(begun => begun.At)).Max(at => (DateTimeOffset?)at);

    /// <summary>As the leads that this one has taken in began it.</summary>
    private static IEnumerable<BegunScenario> Elsewhere(Lead lead, Scenario scenario) =>
        lead.Profile?.Merged.Values.Select(person => person.Scenarios.GetValueOrDefault(scenario.Id))
            .OfType<BegunScenario>() ?? [];

    private static List<Enrolment> Earlier(Lead lead, Scenario scenario) =>
        [.. lead.Enrolments.Values.Where(enrolment => enrolment.Scenario == scenario.Id)];

    /// <summary>
    /// Whether the latest thing the lead did is one that ends the scenario: a complaint begins no welcome, whatever
    /// stage it lifts the lead into.
    /// </summary>
    private static bool EndsWithLastWord(Scenario scenario, ProductState state) =>
        scenario.Exits.OnReactions.Any(type =>
            state.LastByType.TryGetValue(type, out var at) && at == state.LastReactionAt);

    private static bool Begins(Entrance enter, ProductState state, string? stage, string? @class, bool lapsed) =>
        stage is not null && enter.Stage == stage
        || @class is not null && !enter.Lapsed && enter.Class == @class
        || lapsed && enter.Lapsed && (enter.Class is null || enter.Class == state.Class);
}
