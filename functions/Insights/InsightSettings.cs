using LeadScoring.Parsing;

namespace LeadScoring.Insights;

/// <summary>
/// What insights take for given, from <c>insights.json</c>; a brand without the file has the defaults.
/// </summary>
public sealed record InsightSettings
{
    public static InsightSettings Default { get; } = new();

    public LoyaltySettings Loyalty { get; init; } = LoyaltySettings.Default;

    /// <summary>
    /// Of what is paid the share that stays, from 0 to 1, by product line; one without a line here keeps all, so that
    /// its figures are of revenue.
    /// </summary>
    public IReadOnlyDictionary<string, decimal> Margins { get; init; } = new Dictionary<string, decimal>();

    /// <summary>By how much money of a year from now is worth less than today's: .1 is a tenth; 0: not.</summary>
    public double DiscountPerYear { get; init; }

    public decimal MarginOf(string product) => Margins.TryGetValue(product, out var margin) ? margin : 1;

    public static InsightSettings Read(JsonFields fields)
    {
        fields.RefuseOthers("loyalty", "margin", "discountPerYear");
        return new InsightSettings
        {
            Loyalty = fields.Object("loyalty") is { } loyalty ? LoyaltySettings.Read(loyalty) : LoyaltySettings.Default,
            Margins = fields.Object("margin") is { } margins
                ? margins.Element.EnumerateObject().Select(one => one.Name).Distinct().ToDictionary(
                    product => product, product => margins.RequiredAmount(product, 0, 1), StringComparer.Ordinal)
                : Default.Margins,
            DiscountPerYear = fields.Number("discountPerYear", 0, 1) ?? 0,
        };
    }
}
