using LeadScoring.Insights;
using LeadScoring.Leads;
using LeadScoring.Loyalty;
using LeadScoring.Parsing;
using LeadScoring.Spend;
using LeadScoring.Value;

namespace LeadScoring.History;

/// <summary>
/// What the head of the insights told on the local day <paramref name="Day"/>, by whom it was made and from what:
/// figures that other rules, costs or models would tell otherwise, kept as they were.
/// </summary>
/// <param name="Day">The product's local day.</param>
/// <param name="Made">Until when changes were in, how many were not, and the version of the rules.</param>
/// <param name="Currency">Of all money.</param>
/// <param name="Margin">The share of what is paid that was counted; 1: revenue.</param>
/// <param name="NewCustomer">What a new customer was worth for the year ahead, as in <see cref="LtvView"/>.</param>
/// <param name="Return">On the spending of twelve months up to then, credited to the first touch.</param>
/// <param name="Customers">Who ever bought and did not send all back.</param>
/// <param name="Loyal">Those of the loyal class.</param>
/// <param name="LoyalShare">Of all customers.</param>
public sealed record Head(
    string Day, Made Made, string Currency, decimal Margin, Figure NewCustomer, Figure Return, int Customers, int Loyal,
    Figure LoyalShare)
{
    /// <summary>Of the newest reports; <paramref name="ltv"/> is null before its first.</summary>
    public static Head Of(int day, Made made, LtvReport? ltv, Romi romi, SpendBasis basis, ClassMonth classes)
    {
        var loyal = classes.Classes.Single(size => size.Class == CustomerClass.Loyal);
        var worth = ltv?.Horizons.FirstOrDefault(within => within.Days == LtvReports.YearAhead)?.NewCustomer;
        return new Head(
            Standing.DateText(day), made, basis.Product.Currency, basis.Margin,
            Bare(worth ?? new Figure(null, null, null, ltv?.Customers ?? 0)), Bare(romi.Total.Return),
            classes.Customers, loyal.Customers, Bare(loyal.Share));
    }

    /// <summary>Of each month the last that was kept, of heads in their order.</summary>
    public static IReadOnlyList<Head> LastOfMonths(IEnumerable<Head> heads) =>
        [.. heads.GroupBy(head => head.Day[..7], StringComparer.Ordinal).Select(month => month.Last())];

    /// <summary>What is kept is read in any language.</summary>
    private static Figure Bare(Figure figure) => figure with { Note = null };
}

/// <summary>
/// The heads of some days, the oldest first: of each month the last one, or all (<paramref name="By"/> is <c>month</c>
/// or <c>day</c>).
/// </summary>
public sealed record HistoryView(
    string Product, string By, string From, string To, IReadOnlyList<Head> Heads, string? Note, string DoesNotProve)
{
    public static HistoryView Of(
        string product, string by, string from, string to, IReadOnlyList<Head> heads, string language) => new(
        product, by, from, to, by == HistoryDoor.ByMonth ? Head.LastOfMonths(heads) : heads,
        heads.Count > 0 ? null : language.Say(
            "この期間の記録はまだありません。集計のたびに、その日の数字を残します。",
            "Nothing was kept in this time. Each time insights are made, the figures of the day are kept."),
        language.Say(
            "数字はその日に示したままです。当時のルール・費用・モデルによるものなので、変化のすべてが顧客の変化とは限りません。",
            "The figures stand as they were told on their day, by the rules, costs and models of then: a change "
            + "between two days need not come from customers."));
}
