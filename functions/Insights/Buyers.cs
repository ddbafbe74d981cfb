using System.Runtime.CompilerServices;
using LeadScoring.Scoring;
using LeadScoring.Storage;

namespace LeadScoring.Insights;

/// <summary>A customer as the list of buyers shows it, with the rules it stands under.</summary>
public sealed record Buyer(RankRow Row, ScoringRules Rules, ProductLine Product);

/// <summary>Reads the list of buyers, so its cost grows with customers and not with leads.</summary>
public sealed class Buyers(Tables tables)
{
    /// <summary>Each once, whatever versions of the rules it stands under while new ones are rolled out.</summary>
    public async IAsyncEnumerable<Buyer> EachAsync(
        IReadOnlyList<Publishing.RulesLine> versions, string product, [EnumeratorCancellation] CancellationToken cancel)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var version in versions)
        {
            if (!version.Rules.Products.TryGetValue(product, out var line)) continue;
            var list = RankLists.Buyers(version.Version);
            foreach (var partition in RankLists.Partitions(product))
                await foreach (var entity in tables.Rank.RangeAsync(partition, list + "|", list + "}", 1000, cancel))
                {
                    var row = Rows.Body<RankRow>(entity);
                    if (seen.Add(row.LeadId)) yield return new Buyer(row, version.Rules, line);
                }
        }
    }
}
