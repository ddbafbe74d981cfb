using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.RollOut;
using LeadScoring.Scoring;
using LeadScoring.Storage;

namespace LeadScoring.Insights;

/// <summary>How many customers each class holds as of a day, and how many of them have lapsed.</summary>
public sealed record ClassCounts(
    string AsOf, string Product, IReadOnlyDictionary<string, int> Classes, IReadOnlyDictionary<string, int> Lapsed);

/// <summary>
/// Counts the customer classes as of any day from the purchases themselves: what was bought or refunded later is not
/// known yet. Reads the list of buyers only, so its cost grows with customers and not with leads. While new rules are
/// rolled out, each customer counts under the version they stand under.
/// </summary>
public sealed class ClassInsight(Tables tables, RulesWatch rules)
{
    public Task<ClassCounts> CountAsync(string product, NodaTime.LocalDate asOf, CancellationToken cancel) =>
        rules.ReadAsync(versions => CountAsync(versions, product, asOf, cancel), cancel);

    private async Task<ClassCounts> CountAsync(
        IReadOnlyList<RulesLine> versions, string product, NodaTime.LocalDate asOf, CancellationToken cancel)
    {
        var day = Days.Of(asOf);
        var counts = CustomerClass.All.ToDictionary(name => name, _ => 0, StringComparer.Ordinal);
        var lapsed = CustomerClass.All.ToDictionary(name => name, _ => 0, StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var version in versions)
        {
            if (!version.Rules.Products.TryGetValue(product, out var line)) continue;
            await foreach (var buyer in BuyersAsync(product, version.Version, cancel))
            {
                if (!seen.Add(buyer.LeadId)) continue;
                var verdict = CustomerClass.Of(buyer.Purchases!, version.Rules, line, day);
                if (verdict.Class is not { } name) continue; // bought after that day
                counts[name]++;
                if (verdict.Lapsed) lapsed[name]++;
            }
        }
        return new ClassCounts(
            asOf.ToString("uuuu-MM-dd", System.Globalization.CultureInfo.InvariantCulture), product, counts, lapsed);
    }

    private IAsyncEnumerable<RankRow> BuyersAsync(string product, int version, CancellationToken cancel)
    {
        var list = RankLists.Buyers(version);
        return RankLists.Partitions(product).ToAsyncEnumerable()
            .SelectMany(partition => tables.Rank.RangeAsync(partition, list + "|", list + "}", 1000, cancel))
            .Select(Rows.Body<RankRow>);
    }
}
