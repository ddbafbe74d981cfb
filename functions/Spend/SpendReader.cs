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
        var counted = await cells.ReadAsync(product, RomiCube.Cube, cancel);
        var basis = await BasisAsync(product, RomiCube.Campaigns(counted), cancel);
        return (basis, Romi.Of(
            counted, await cells.ReadAsync(product, AttributionCube.Cube, cancel), basis, credit, months, language,
            increments));
    }

    /// <summary>
    /// Costs of the content's campaigns, and of those that have left it (<paramref name="came"/>: by which leads came)
    /// as far as somebody told them.
    /// </summary>
    private async Task<SpendBasis> BasisAsync(
        string product, IEnumerable<string> came, CancellationToken cancel)
    {
        var edition = content.Edition;
        var line = edition.Rules.Products[product];
        var campaigns = edition.Campaigns.Values.Where(campaign => campaign.Product == product)
            .ToDictionary(campaign => campaign.Id, StringComparer.Ordinal);
        var all = campaigns.Keys.Union(came.Where(id => !edition.Campaigns.ContainsKey(id))).ToList();
        var corrections = await Task.WhenAll(all.Select(id => costs.ReadAsync(id, cancel)));
        return new SpendBasis(
            line, edition.Insights.MarginOf(product), Months.Of(line.DayOf(time.GetUtcNow())), campaigns,
            all.Zip(corrections).ToDictionary(
                pair => pair.First, pair => pair.Second.Over(campaigns.GetValueOrDefault(pair.First)),
                StringComparer.Ordinal));
    }
}
