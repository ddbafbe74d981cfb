using LeadScoring.Effect;
using LeadScoring.Publishing;
using LeadScoring.Tracks;

namespace LeadScoring.Spend;

/// <summary>Reads what spending brought: from sums that are kept up to date, and from what campaigns cost.</summary>
public sealed class SpendReader(CellReader cells, CostStore costs, InForce content, TimeProvider time)
{
    public async Task<(SpendBasis Basis, Romi Romi)> ReadAsync(
        string product, string credit, Months months, string language, CancellationToken cancel,
        Increments? increments = null)
    {
        var basis = await BasisAsync(product, cancel);
        return (basis, Romi.Of(
            await cells.ReadAsync(product, RomiCube.Cube, cancel),
            await cells.ReadAsync(product, AttributionCube.Cube, cancel), basis, credit, months, language,
            increments));
    }

    private async Task<SpendBasis> BasisAsync(string product, CancellationToken cancel)
    {
        var edition = content.Edition;
        var line = edition.Rules.Products[product];
        var campaigns = edition.Campaigns.Values.Where(campaign => campaign.Product == product).ToList();
        var corrections = await Task.WhenAll(campaigns.Select(campaign => costs.ReadAsync(campaign.Id, cancel)));
        return new SpendBasis(
            line, edition.Insights.MarginOf(product), Months.Of(line.DayOf(time.GetUtcNow())),
            campaigns.ToDictionary(campaign => campaign.Id, StringComparer.Ordinal),
            campaigns.Zip(corrections).ToDictionary(
                pair => pair.First.Id, pair => pair.Second.Over(pair.First), StringComparer.Ordinal));
    }
}
