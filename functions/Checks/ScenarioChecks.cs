using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Scenarios;
using LeadScoring.Scoring;
using LeadScoring.Sending;

namespace LeadScoring.Checks;

/// <summary>
/// The products, stages, classes, reactions and mails that a scenario names must exist, and what it asks must be
/// possible.
/// </summary>
internal static class ScenarioChecks
{
    public static IEnumerable<ContentProblem> Of(Draft draft) => draft.Scenarios.Values.SelectMany(scenario =>
    {
        var file = NurtureSet.ScenarioPath(scenario.Id);
        var mails = OfMails(draft, scenario, file);
        mails = mails.Concat(OfPurpose(draft, scenario, file)).Concat(NeverHolding(scenario, file))
            .Concat(NeverAlike(scenario, file));
        return draft.Rules is { } rules ? mails.Concat(OfRules(rules, scenario, file)) : mails;
    });

    private static IEnumerable<ContentProblem> OfMails(Draft draft, Scenario scenario, string file) =>
        from step in scenario.Steps.Index()
        let template = step.Item.Template
        where template is not null
        from locale in draft.LocalesWithout(template)
        select new ContentProblem(file, $"steps[{step.Index}].template", Names.NoTemplate(template, locale));

    /// <summary>
    /// Attributes that a scenario looks at and no campaign asks for. An import may bring them all the same, so it is a
    /// question and no mistake.
    /// </summary>
    public static IReadOnlyList<string> AskedNowhere(Scenario scenario, Edition edition)
    {
        var looked = scenario.Conditions().SelectMany(condition => condition.Leaves())
            .OfType<Condition.AttributeIs>().Select(leaf => leaf.Name);
        if (scenario.Enter.Anchor is { } anchor) looked = looked.Append(anchor.Attribute);
        return
        [
            .. looked.Distinct(StringComparer.Ordinal)
                .Except(edition.Campaigns.Values.SelectMany(campaign => campaign.Attributes))
                .Where(name => name != PersonsTime.Attribute).Order(StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<ContentProblem> OfPurpose(Draft draft, Scenario scenario, string file)
    {
        if (scenario.Purpose is { } purpose && draft.Purposes is { } known && !known.Contains(purpose))
            yield return new(file, "purpose", Names.Unknown(purpose, "purpose of sender.json", known));
    }

    private static IEnumerable<ContentProblem> OfRules(ScoringRules rules, Scenario scenario, string file) =>
        from named in Named(scenario)
        let known = named.Kind switch
        {
            Kind.Product => rules.Products.Keys,
            Kind.Stage => rules.Stages.Ids,
            Kind.Class => CustomerClass.All,
            _ => rules.Reactions.Keys,
        }
        where !known.Contains(named.Name)
        select new ContentProblem(file, named.Path, Names.Unknown(named.Name, Word(named.Kind), known));

    private static IEnumerable<(string Path, string Name, Kind Kind)> Named(Scenario scenario)
    {
        yield return ("product", scenario.Product, Kind.Product);
        if (scenario.Enter.Stage is { } stage) yield return ("enter.stage", stage, Kind.Stage);
        if (scenario.Enter.Class is { } name) yield return ("enter.class", name, Kind.Class);
        foreach (var type in scenario.Exits.OnReactions) yield return ("exits.onReactions", type, Kind.Reaction);
        foreach (var (index, step) in scenario.Steps.Index())
            foreach (var type in step is WaitStep wait ? wait.For : [])
                yield return ($"steps[{index}].wait.for", type, Kind.Reaction);
        foreach (var leaf in scenario.Conditions().SelectMany(condition => condition.Leaves()))
            foreach (var (asked, kind) in NamedIn(leaf)) yield return (leaf.Path, asked, kind);
    }

    private static IEnumerable<(string Name, Kind Kind)> NamedIn(Condition leaf) => leaf switch
    {
        Condition.Reacted reacted => reacted.Types.Select(type => (type, Kind.Reaction)),
        Condition.ReactedWithin reacted => reacted.Types.Select(type => (type, Kind.Reaction)),
        Condition.StageIs stage => stage.Stages.Select(id => (id, Kind.Stage)),
        Condition.ClassIs name => name.Classes.Select(id => (id, Kind.Class)),
        Condition.Purchased { Product: { } product } => [(product, Kind.Product)],
        _ => [],
    };

    /// <summary>Whoever comes to a step stands in the scenario's stage or class, where leaving that ends it.</summary>
    private static IEnumerable<ContentProblem> NeverHolding(Scenario scenario, string file)
    {
        foreach (var one in Wholes(scenario.Steps.SelectMany(step => step.Conditions)))
        {
            var refused = one.OfType<Condition.Not>().Select(not => not.Part).OfType<Condition.Reacted>();
            foreach (var reacted in one.OfType<Condition.Reacted>().Where(asked =>
                refused.Any(not => asked.Types.All(not.Types.Contains))))
                yield return new(file, reacted.Path, "Never holds: the same reactions are asked not to have come.");
            if (!scenario.Exits.OnStageLeft) continue;
            foreach (var asked in one.Where(part => IsElsewhere(part, scenario.Enter)))
                yield return new(file, asked.Path, "Never holds: whoever leaves the scenario's own has left it.");
        }
    }

    /// <summary>Who is loyal is told no likeness, and who enters by one has it.</summary>
    private static IEnumerable<ContentProblem> NeverAlike(Scenario scenario, string file)
    {
        var entering = scenario.Enter.If is { } condition ? Wholes([condition]) : [];
        var loyal = entering.Where(_ => scenario.Enter.Class == CustomerClass.Loyal)
            .Concat(Wholes(scenario.Conditions()).Where(one => one.Any(IsLoyal)));
        foreach (var asked in loyal.SelectMany(one => one.Where(IsAlike)).Distinct())
            yield return new(file, asked.Path, "Never holds: a loyal customer is told no likeness to loyal customers.");
        if (scenario.Enter.Likeness is not { } least) yield break;
        foreach (var asked in entering.SelectMany(one => one.Where(part => IsLoyal(part) || IsUnder(part, least))))
            yield return new(
                file, asked.Path, $"Never holds: only who is like loyal customers, at least at {least}, enters.");
    }

    private static bool IsLoyal(Condition asked) => asked is Condition.ClassIs { Classes: [CustomerClass.Loyal] };

    private static bool IsAlike(Condition asked) => asked is Condition.LikenessIs { AtLeast: not null };

    private static bool IsUnder(Condition asked, int level) =>
        asked is Condition.LikenessIs { Below: { } below } && below <= level;

    private static bool IsElsewhere(Condition asked, Entrance enter) => asked switch
    {
        Condition.StageIs stage => enter.Stage is { } own && !stage.Stages.Contains(own),
        Condition.ClassIs name => enter.Class is { } own && !name.Classes.Contains(own),
        Condition.LapsedIs lapsed => enter.Lapsed && !lapsed.Lapsed,
        Condition.LikenessIs => enter.Likeness is { } least && IsUnder(asked, least)
            || enter.Class == CustomerClass.Loyal && IsAlike(asked),
        _ => false,
    };

    /// <summary>What must hold together: each condition by its parts.</summary>
    private static IEnumerable<IReadOnlyList<Condition>> Wholes(IEnumerable<Condition> conditions) =>
        conditions.Select(condition => condition is Condition.All all ? all.Parts : [condition]);

    private static string Word(Kind kind) => kind switch
    {
        Kind.Product => "product of scoring.json",
        Kind.Stage => "stage of scoring.json",
        Kind.Class => "customer class",
        _ => "reaction of scoring.json",
    };

    private enum Kind
    {
        Product,
        Stage,
        Class,
        Reaction,
    }
}
