using LeadScoring.Insights;
using LeadScoring.Leads;
using LeadScoring.Parsing;

namespace LeadScoring.Loyalty;

/// <summary>
/// A customer who has lapsed, or will unless an order comes. <paramref name="LapsesOn"/>: the local day on which the
/// class rules take them for lapsed; <paramref name="InDays"/>: in how many days that is, under 0 where it is past.
/// <paramref name="Total"/>: all they have paid so far, in the product line's currency.
/// </summary>
public sealed record AtRiskLead(
    string LeadId, string Email, string? Name, string? Phone, string Product, string Class, bool Lapsed,
    string LapsesOn, int InDays, string LastOrderOn, int Orders, decimal Total, double Score, string? Stage,
    string? Owner, string Why);

/// <summary>Pure: who is at risk on a day, and how it is said.</summary>
public static class AtRisk
{
    public const string Lapsed = "lapsed";
    public const string Soon = "soon";

    /// <summary>
    /// Null for who is not: not asked for by <paramref name="state"/> (null: both), safe for more than
    /// <paramref name="within"/> days, or no customer.
    /// </summary>
    public static AtRiskLead? Of(Buyer buyer, string? state, int within, DateTimeOffset now, string language)
    {
        var (row, rules, product) = (buyer.Row, buyer.Rules, buyer.Product);
        var today = product.DayOf(now);
        var orders = row.Purchases!.NetAsOf(today);
        var verdict = CustomerClass.Of(row.Purchases, rules, product, today);
        if (verdict.Class is not { } name) return null;
        var (latest, limit) = (orders[^1].Day, rules.Classes.LapsedDays);
        var left = latest + limit - today;
        if (left > within || (state == Lapsed && !verdict.Lapsed) || (state == Soon && verdict.Lapsed)) return null;
        return new AtRiskLead(
            row.LeadId, row.Email, row.Name, row.Phone, product.Id, name, verdict.Lapsed,
            Standing.DateText(latest + limit), left, Standing.DateText(latest), verdict.Purchases, verdict.Total,
            Standing.Of(row.Input, row.Stage, rules, product, now).Score, row.Stage, row.OwnerAt(now),
            Why(today - latest, limit, ClassText.Of(name, language), language));
    }

    /// <summary>Who has paid most comes first; ties by id.</summary>
    public static int Compare(AtRiskPlace one, AtRiskPlace other) =>
        one.Total != other.Total
            ? other.Total.CompareTo(one.Total)
            : string.CompareOrdinal(one.LeadId, other.LeadId);

    private static string Why(int days, int limit, string name, string language) => days >= limit
        ? language.Say(
            $"{name}。最後のご注文から{days}日（離反の基準は{limit}日）",
            $"{name}: {days} days since the last order, where {limit} make somebody lapsed")
        : language.Say(
            $"{name}。最後のご注文から{days}日。あと{limit - days}日で離反の基準（{limit}日）に達します",
            $"{name}: {days} days since the last order; in {limit - days} more they lapse");
}

/// <summary>A place in the list.</summary>
public sealed record AtRiskPlace(decimal Total, string LeadId)
{
    public static AtRiskPlace Of(AtRiskLead lead) => new(lead.Total, lead.LeadId);
}
