using LeadScoring.Leads;
using LeadScoring.Learning;
using LeadScoring.Publishing;
using LeadScoring.Scoring;

namespace LeadScoring.Scenarios;

/// <summary>
/// What the conditions of a scenario look at, as true at <see cref="Now"/>. What is null is not known, and a condition
/// that asks for it neither holds nor fails (<see cref="Condition.Holds"/>).
/// </summary>
public record Circumstances
{
    public required DateTimeOffset Now { get; init; }

    public required DateTimeOffset EnteredAt { get; init; }

    /// <summary>The scenario's zone, in which days, months and years are counted.</summary>
    public NodaTime.DateTimeZone Zone { get; init; } = NodaTime.DateTimeZone.Utc;

    public string? CurrentStage { get; init; }

    public string? CurrentClass { get; init; }

    public bool Lapsed { get; init; }

    /// <summary>See <see cref="ProductState.LikenessLevel"/>.</summary>
    public int Likeness { get; init; }

    /// <summary>The lead bought the scenario's product after it was enrolled.</summary>
    public bool PurchasedSince { get; init; }

    /// <summary>When each type of reaction to the scenario's product was last seen.</summary>
    public IReadOnlyCollection<SeenReaction> Reactions { get; init; } = [];

    /// <summary>From 0 to 100; null where no condition asks for it.</summary>
    public double? Score { get; init; }

    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>();

    /// <summary>When something was bought that was not taken back whole, by product.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<DateTimeOffset>> Purchases { get; init; } =
        new Dictionary<string, IReadOnlyList<DateTimeOffset>>();

    /// <summary>The product that <see cref="Condition.Purchased"/> means where it names none.</summary>
    public string Product { get; init; } = "";

    /// <summary>The chances of an order; null where no model speaks.</summary>
    public Chances? Chances { get; init; }

    /// <summary>What came of earlier steps' mails, by step; null: nobody looked.</summary>
    public IReadOnlyDictionary<string, SeenMail>? Mails { get; init; }

    /// <summary>What scenario's conditions may ask of a lead, with what is known besides its own state.</summary>
    public static Circumstances Of(
        Lead lead, Scenario scenario, Edition edition, DateTimeOffset enteredAt, Outlook outlook, DateTimeOffset now)
    {
        var state = lead.Product(scenario.Product);
        var asked = scenario.Conditions().SelectMany(condition => condition.Leaves()).ToList();
        var circumstances = new Circumstances
        {
            Now = now,
            EnteredAt = enteredAt,
            Zone = scenario.Window.Zone,
            Product = scenario.Product,
            CurrentStage = state.Stage,
            CurrentClass = state.Class,
            Lapsed = state.Lapsed,
            Likeness = state.LikenessLevel(),
            PurchasedSince = state.LastPurchaseAt > enteredAt,
            Reactions = [.. state.LastByType.Select(seen => new SeenReaction(seen.Key, seen.Value))],
            Mails = outlook.Mails,
        };
        if (asked.Count == 0) return circumstances;
        var attributes = lead.Profile?.AttributeValues() ?? new Dictionary<string, string>();
        circumstances = circumstances with
        {
            Attributes = attributes,
            Purchases = lead.Products.ToDictionary(
                product => product.Key, product => Kept(product.Value.Purchases), StringComparer.Ordinal),
        };
        var asksNumbers = asked.Any(leaf => leaf is Condition.ScoreIs or Condition.ProbabilityIs);
        return asksNumbers && edition.Rules.Products.TryGetValue(scenario.Product, out var product)
            ? circumstances.With(state, new ScoreInput(
                state.Counts, Fit.Of(attributes, edition.Rules), state.CycleStart), edition.Rules, product, outlook)
            : circumstances;
    }

    private Circumstances With(
        ProductState state, ScoreInput input, ScoringRules rules, ProductLine product, Outlook outlook) => this with
        {
            Score = Points.Score(Points.At(input, rules, product, product.DayOf(Now)), product.HalfSaturation),
            // The reason for a person's eyes is told on the lead's page, in their language.
            Chances = outlook.Forecasts?.Of(input, state.Class is not null, rules, product, Now, "en").Chances,
        };

    private static IReadOnlyList<DateTimeOffset> Kept(PurchaseHistory history)
    {
        var back = history.Refunds.ToLookup(refund => refund.RefundOf, refund => refund.Amount, StringComparer.Ordinal);
        return [.. history.Purchases
            .Where(bought => !back.Contains(bought.IdHash) || back[bought.IdHash].Sum() < bought.Amount)
            .Select(bought => bought.At)];
    }
}

/// <summary>A reaction as far as a scenario looks at it.</summary>
public readonly record struct SeenReaction(string Type, DateTimeOffset At);

/// <summary>What a person, and no machine, did with one mail.</summary>
public readonly record struct SeenMail(bool Opened, bool Clicked);

/// <summary>What a decision may need and the lead's own state does not say; null where it was not looked up.</summary>
/// <param name="Forecasts">The models in force.</param>
/// <param name="Mails">What came of this enrolment's mails, by step; a step that is not in it: nothing.</param>
public sealed record Outlook(Forecasts? Forecasts, IReadOnlyDictionary<string, SeenMail>? Mails)
{
    public static Outlook Unknown { get; } = new(null, null);

    /// <summary>Nobody opens or clicks anything: how a forecast sees it.</summary>
    public static Outlook Silence { get; } = new(null, new Dictionary<string, SeenMail>());
}
