using System.Text.Json.Nodes;
using LeadScoring.Parsing;

namespace LeadScoring.Learning;

/// <summary>A suggestion in ja and en.</summary>
public sealed record SaidIn(string Ja, string En)
{
    public static SaidIn Of(LocalizedText text) => new(text.For("ja"), text.For("en"));
}

/// <summary>
/// See <see cref="WeightSuggestion"/>; leads, n1, k1, n0, k0, log odds and their interval are the evidence.
/// </summary>
public sealed record WeightView(
    string Type, double Present, double? Suggested, double? Low, double? High, bool TooLittleData, int Leads, int N1,
    int K1, int N0, int K0, double LogOdds, double LogOddsLow, double LogOddsHigh, SaidIn Said)
{
    public static WeightView Of(WeightSuggestion weight)
    {
        var found = weight.Evidence;
        return new WeightView(
            weight.Type, weight.Present, weight.Suggested, weight.Low, weight.High, weight.TooLittleData, found.Leads,
            found.N1, found.K1, found.N0, found.K0, found.LogOdds, found.Low, found.High, SaidIn.Of(weight.Said));
    }
}

/// <summary>See <see cref="HalfLifeSuggestion"/>.</summary>
public sealed record HalfLifeView(
    double Present, double Suggested, double? Best, double? Low, double? High, bool IsFlat, bool TooLittleData,
    IReadOnlyList<HalfLifeFit> Profile, SaidIn Said);

/// <summary>See <see cref="FitSuggestion"/>; the factors themselves stand in the draft where they are taken.</summary>
public sealed record FitView(
    bool IsTaken, bool TooLittleData, bool IsSuspicious, Auc? Auc, IReadOnlyList<AttributeStrength> Strongest,
    int Factors, SaidIn Said);

/// <summary>The answer: see <see cref="Suggestions"/>.</summary>
public sealed record SuggestionView(
    string Product, int HorizonDays, int Leads, int Observations, int Buyers, IReadOnlyList<WeightView> Weights,
    HalfLifeView HalfLife, FitView Fit, JsonNode Draft)
{
    public static SuggestionView Of(Suggestions found)
    {
        var (half, profile, fit) = (found.HalfLife, found.HalfLife.Profile, found.Fit);
        return new SuggestionView(
            found.Product, found.HorizonDays, found.Leads, found.Observations, found.Buyers,
            [.. found.Weights.Select(WeightView.Of)],
            new HalfLifeView(
                half.Present, half.Suggested, profile?.Best, profile?.Low, profile?.High, profile?.IsFlat ?? false,
                half.TooLittleData, profile?.Fits ?? [], SaidIn.Of(half.Said)),
            new FitView(
                fit.IsTaken, fit.TooLittleData, fit.IsSuspicious, fit.Auc, fit.Strongest, fit.Factors.Count,
                SaidIn.Of(fit.Said)),
            found.Draft);
    }
}
