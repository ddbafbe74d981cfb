using LeadScoring.Scoring;

namespace LeadScoring.Leads;

/// <summary>
/// What a customer is on a day and what that rests on: net orders, their total and the average order value in force
/// (product's currency), age in days. <paramref name="Class"/> is null without a purchase.
/// <paramref name="NextChangeDay"/>: the next day on which class or lapsed flag change if nothing more happens.
/// </summary>
public sealed record ClassVerdict(
    string? Class, bool Lapsed, int Purchases, decimal Total, decimal Average, int TenureDays, int? NextChangeDay);

/// <summary>
/// The five customer classes: first-time (one order); toddler (two or more, young); then, from
/// <see cref="ClassRules.ToddlerDays"/> on, steady under factor × average order value in total, and from it on trend,
/// or loyal from <see cref="ClassRules.LoyalDays"/> on. Orders are days with a purchase, refunds taken back.
/// </summary>
public static class CustomerClass
{
    public const string FirstTime = "first-time";
    public const string Toddler = "toddler";
    public const string Steady = "steady";
    public const string Trend = "trend";
    public const string Loyal = "loyal";

    public static readonly IReadOnlyList<string> All = [FirstTime, Toddler, Steady, Trend, Loyal];

    public static ClassVerdict Of(PurchaseHistory history, ScoringRules rules, ProductLine product, int asOfDay)
    {
        var verdict = OnDay(history, rules.Classes, product, asOfDay);
        foreach (var day in DaysOfPossibleChange(history, rules.Classes, product, asOfDay))
        {
            var later = OnDay(history, rules.Classes, product, day);
            if (later.Class != verdict.Class || later.Lapsed != verdict.Lapsed)
                return verdict with { NextChangeDay = day };
        }

        return verdict;
    }

    private static ClassVerdict OnDay(PurchaseHistory history, ClassRules rules, ProductLine product, int day)
    {
        var orders = history.NetAsOf(day);
        var average = rules.AverageOn(product.Id, day);
        if (orders.Count == 0) return new ClassVerdict(null, false, 0, 0, average, 0, null);

        var (first, latest) = (orders[0].Day, orders[^1].Day);
        var tenure = (rules.Tenure == Tenure.ToToday ? day : latest) - first;
        var total = orders.Sum(order => order.Amount);
        var name = orders.Count == 1 ? FirstTime
            : tenure < rules.ToddlerDays ? Toddler
            : total < rules.Factor * average ? Steady
            : tenure < rules.LoyalDays ? Trend
            : Loyal;
        return new ClassVerdict(name, day - latest >= rules.LapsedDays, orders.Count, total, average, tenure, null);
    }

    // A verdict is constant between these days. Events ahead of the day asked for are rare (clocks differ), new periods
    // of the average are known in advance: both are looked at like the borders of age.
    private static IEnumerable<int> DaysOfPossibleChange(
        PurchaseHistory history, ClassRules rules, ProductLine product, int asOfDay)
    {
        int[] borders = rules.Tenure == Tenure.ToToday
            ? [0, rules.ToddlerDays, rules.LoyalDays, rules.LapsedDays]
            : [0, rules.LapsedDays];
        return history.Purchases.SelectMany(purchase => borders.Select(border => purchase.Day + border))
            .Concat(history.Refunds.Select(refund => refund.Day))
            .Concat(rules.AverageOrderValue[product.Id].Select(average => average.FromDay))
            .Where(day => day > asOfDay)
            .Distinct()
            .Order();
    }
}
