using LeadScoring.Parsing;
using LeadScoring.Scoring;

namespace LeadScoring.Leads;

/// <summary>The day up to which a customer's age is counted, from the first purchase.</summary>
public enum Tenure
{
    ToToday,
    ToLatestPurchase,
}

/// <summary>The average order value in force from a day on, in the product's currency.</summary>
public sealed record FrozenAverage(int FromDay, decimal Value);

/// <summary>
/// Where the lines between the customer classes run. The average order value is frozen per period: left floating,
/// customers would drop a class without doing anything.
/// </summary>
public sealed record ClassRules(
    int ToddlerDays,
    int LoyalDays,
    decimal Factor,
    int LapsedDays,
    Tenure Tenure,
    IReadOnlyDictionary<string, IReadOnlyList<FrozenAverage>> AverageOrderValue)
{
    /// <summary>The average in force on a day; before the first period, the first one's.</summary>
    public decimal AverageOn(string productId, int day)
    {
        var averages = AverageOrderValue[productId];
        return (averages.LastOrDefault(average => average.FromDay <= day) ?? averages[0]).Value;
    }

    private static ClassRules Unreadable { get; } =
        new(0, 0, 0, 0, Tenure.ToToday, new Dictionary<string, IReadOnlyList<FrozenAverage>>());

    internal static ClassRules Read(JsonFields rules, IReadOnlyList<string> products)
    {
        if (rules.Object("classes") is not { } fields) return rules.Missing("classes", Unreadable);
        fields.RefuseOthers("toddlerDays", "loyalDays", "factor", "lapsedDays", "tenure", "averageOrderValue");
        var toddlerDays = fields.RequiredWhole("toddlerDays", 1, 36_500);
        var loyalDays = fields.RequiredWhole("loyalDays", 1, 36_500);
        if (loyalDays < toddlerDays) fields.Refuse("loyalDays", "Must not be under toddlerDays.");
        return new ClassRules(
            toddlerDays,
            loyalDays,
            fields.RequiredAmount("factor", 0.01m, 1_000_000),
            fields.RequiredWhole("lapsedDays", 1, 36_500),
            fields.RequiredOneOf("tenure", ["to-today", "to-latest-purchase"]) == "to-latest-purchase"
                ? Tenure.ToLatestPurchase
                : Tenure.ToToday,
            ReadAverages(fields, products));
    }

    private static Dictionary<string, IReadOnlyList<FrozenAverage>> ReadAverages(
        JsonFields classes, IReadOnlyList<string> products)
    {
        var averages = new Dictionary<string, IReadOnlyList<FrozenAverage>>(StringComparer.Ordinal);
        if (classes.Object("averageOrderValue") is not { } fields)
            return classes.Missing("averageOrderValue", averages);
        fields.RefuseOthers(products);
        foreach (var product in products)
        {
            var periods = fields.Objects(product).Select(ReadAverage).OrderBy(average => average.FromDay).ToList();
            if (periods.Count == 0) fields.Refuse(product, "Needs a period: [{\"from\":\"2026-01-01\",\"value\":…}].");
            if (periods.DistinctBy(average => average.FromDay).Count() < periods.Count)
                fields.Refuse(product, "Has two values from the same day.");
            averages[product] = periods;
        }

        return averages;
    }

    private static FrozenAverage ReadAverage(JsonFields fields)
    {
        fields.RefuseOthers("from", "value");
        var from = fields.Date("from") ?? fields.Missing("from", Days.ToDate(0));
        return new FrozenAverage(Days.Of(from), fields.RequiredAmount("value", 0.01m, 1_000_000_000_000));
    }
}
