using LeadScoring.Parsing;
using LeadScoring.Scoring;

namespace LeadScoring.Rewards;

/// <summary>
/// What earns points: purchases (<see cref="Per"/>: so many <see cref="Points"/> for each full amount, in the currency
/// of <see cref="Product"/>; what is left over earns nothing, purchase by purchase) or reactions of one type, at most
/// <see cref="PerDay"/> a local day. Events of the days <see cref="From"/> to <see cref="Until"/> earn by it; a rule
/// that changes ends, and another begins, so what was earned stays as it was.
/// </summary>
public sealed record EarnRule(
    string Id, LocalizedText Label, long Points, string? Product, decimal? Per, string? Reaction, int PerDay,
    int? From, int? Until)
{
    private const int MostPoints = 1_000_000;

    public bool HoldsOn(int day, string product) =>
        !(day < From) && !(day > Until) && (Product is null || Product == product);

    /// <summary>For an amount that was paid and not given back.</summary>
    public long PointsFor(decimal amount) =>
        amount <= 0 ? 0 : (long)Math.Min(decimal.Floor(amount / Per!.Value) * Points, 1_000_000_000_000m);

    public static EarnRule Read(JsonFields fields)
    {
        fields.RefuseOthers("id", "label", "points", "product", "per", "reaction", "perDay", "from", "until");
        var (per, reaction, product) = (fields.Amount("per", 0.01m, 1_000_000_000m), fields.Text("reaction", 60),
            fields.Text("product", 60));
        if (per is null == reaction is null)
            fields.Refuse("per", "Say one of per (points for each such amount of a purchase) and reaction (its type).");
        if (per is not null && product is null)
            fields.Refuse("product", "Is required with per: the amount is in the currency of a product line.");
        if (per is not null && fields.Has("perDay"))
            fields.Refuse("perDay", "Has no effect with per: each purchase earns.");
        var (from, until) = (fields.Date("from"), fields.Date("until"));
        if (until < from) fields.Refuse("until", "Must not lie before from.");
        return new EarnRule(
            fields.RequiredId("id"), LocalizedText.ReadRequired(fields, "label", 60),
            fields.RequiredWhole("points", 1, MostPoints), product, per, reaction,
            fields.Whole("perDay", 1, 1000) ?? 1, from is { } first ? Days.Of(first) : null,
            until is { } last ? Days.Of(last) : null);
    }
}
