using System.Text.Json.Nodes;
using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Scenarios;
using LeadScoring.Scoring;

namespace LeadScoring.Loyalty;

/// <summary>
/// Pure: a route as something to be tried. A rule: the rules in force as the next version, in which the route's
/// reactions weigh more by its lift in the validation half, at most twice. A scenario: those who bought once and have
/// not gone the rest of the way get one mail, 20 of 100 held out.
/// </summary>
public static class RouteDrafts
{
    public const string Rule = "rule";
    public const string Scenario = "scenario";
    public const int HoldoutPercent = 20;

    private const double MostTimes = 2;
    private const int LongestId = 50;

    /// <summary>What a golden route can be made.</summary>
    public static IReadOnlyList<string> Possible(Route route, Edition edition) => !route.IsGolden
        ? []
        :
        [
            .. WhyNoRule(route, edition.Rules) is null ? [Rule] : Array.Empty<string>(),
            .. WhyNoScenario(route) is null ? [Scenario] : Array.Empty<string>(),
        ];

    /// <summary>Null where it can be a rule.</summary>
    public static string? WhyNoRule(Route route, ScoringRules rules) => Types(route.Pattern) switch
    {
        [] => "Points are given for reactions, and this route is not made of them: try a scenario.",
        var types when !types.All(type => rules.Reactions.ContainsKey(type)) =>
            "The rules in force no longer know its reactions.",
        var types when types.All(type => rules.Reactions[type].Points <= 0) =>
            "Its reactions give no points, or take some: change that by hand if the route says otherwise.",
        _ => null,
    };

    /// <summary>Null where it can be a scenario.</summary>
    public static string? WhyNoScenario(Route route) => route.Pattern switch
    {
        { Kind: Pattern.Orders, N: 2 } or { Kind: Pattern.Second } => null,
        { Kind: Pattern.Orders } =>
            "A scenario leads who bought once to the next order: take the route of two orders, or of a second in time.",
        { Kind: Pattern.Did, N: null } or { Kind: Pattern.Then } => null,
        { Kind: Pattern.Did or Pattern.Kinds } =>
            "A scenario cannot ask how often, or how many kinds: take a route that names a reaction.",
        { Kind: Pattern.Channel or Pattern.Campaign or Pattern.Referred } =>
            "How somebody came cannot be changed by a mail: put the money where these customers come from.",
        _ => "What lay in a first basket cannot be changed by a mail to who bought it: offer it at the first order.",
    };

    public static JsonNode RuleOf(Route route, Halves people, ScoringRules rules)
    {
        var draft = JsonNode.Parse(rules.Source)!;
        draft["version"] = rules.Version + 1;
        var times = Math.Clamp(Lift.Of(route.Seen.Validation, people.Validation)?.Value ?? 1, 1, MostTimes);
        foreach (var type in Types(route.Pattern))
            if (rules.Reactions[type].Points is > 0 and var points)
                draft["reactions"]![type]!["points"] = Math.Round(points * times, 1);
        return draft;
    }

    /// <summary>
    /// The scenario of this product line that comes nearest is taken for window, cap, purpose and mail.
    /// </summary>
    public static Scenario? Model(Edition edition, string product) => edition.Scenarios.Values
        .Where(scenario => scenario.Product == product && scenario.Steps.Any(step => step.Template is not null))
        .OrderByDescending(scenario => scenario.Enter.Class == CustomerClass.FirstTime)
        .ThenByDescending(scenario => scenario.Enter.Class is not null)
        .ThenBy(scenario => scenario.Id, StringComparer.Ordinal).FirstOrDefault();

    /// <param name="route">What is to be tried.</param>
    /// <param name="model">As it was written.</param>
    /// <param name="mail">A mail of it.</param>
    /// <param name="earlyDays">How far back reactions count for the route.</param>
    public static JsonObject ScenarioOf(Route route, JsonNode model, string mail, int earlyDays)
    {
        var pattern = route.Pattern;
        var draft = new JsonObject { ["id"] = IdOf(pattern), ["version"] = 1 };
        foreach (var name in new[] { "product", "purpose", "window", "cap" })
            if (model[name] is { } part) draft[name] = part.DeepClone();
        var enter = new JsonObject { ["class"] = CustomerClass.FirstTime };
        var exits = new JsonObject { ["onPurchase"] = true, ["onStageLeft"] = true };
        var step = new JsonObject { ["id"] = "nudge", ["after"] = "P1D", ["template"] = mail };
        if (Types(pattern) is [.., var wanted])
        {
            enter["if"] = pattern.Kind == Pattern.Then
                ? new JsonObject { ["reaction"] = Reaction(pattern.A!, earlyDays), ["not"] = Done(wanted, earlyDays) }
                : new JsonObject { ["not"] = Done(wanted, earlyDays) };
            exits["onReactions"] = new JsonArray(wanted);
            step["if"] = new JsonObject { ["notReacted"] = new JsonArray(wanted) };
        }
        draft["enter"] = enter;
        draft["holdoutPercent"] = HoldoutPercent;
        draft["exits"] = exits;
        draft["steps"] = new JsonArray(step);
        return draft;
    }

    /// <summary>The reactions it is made of, in their order.</summary>
    private static string[] Types(Pattern pattern) => pattern.Kind switch
    {
        Pattern.Did => [pattern.A!],
        Pattern.Then => [pattern.A!, pattern.B!],
        _ => [],
    };

    private static JsonObject Done(string type, int days) => new() { ["reaction"] = Reaction(type, days) };

    private static JsonObject Reaction(string type, int days) =>
        new() { ["types"] = new JsonArray(type), ["within"] = $"P{days}D" };

    private static string IdOf(Pattern pattern)
    {
        var id = "route-" + pattern.Id.Replace('.', '-').Replace('_', '-');
        return id[..Math.Min(LongestId, id.Length)].TrimEnd('-');
    }
}
