using LeadScoring.Leads;
using LeadScoring.Scoring;
using LeadScoring.Storage;

namespace LeadScoring.Insights;

/// <summary>How many customers each class holds as of a day, and how many of them have lapsed.</summary>
public sealed record ClassCounts(
    string AsOf, string Product, IReadOnlyDictionary<string, int> Classes, IReadOnlyDictionary<string, int> Lapsed);

/// <summary>
/// Counts the customer classes as of any day from the purchases themselves: what was bought or refunded later is not
/// known yet. Reads the list of buyers only, so its cost grows with customers and not with leads.
/// </summary>
public sealed class ClassInsight(Tables tables)
{
    public async Task<ClassCounts> CountAsync(
        ScoringRules rules, ProductLine product, NodaTime.LocalDate asOf, CancellationToken cancel)
    {
        var day = Days.Of(asOf);
        var counts = CustomerClass.All.ToDictionary(name => name, _ => 0, StringComparer.Ordinal);
        var lapsed = CustomerClass.All.ToDictionary(name => name, _ => 0, StringComparer.Ordinal);
        foreach (var partition in RankLists.Partitions(product.Id))
        {
            await foreach (var row in tables.Rank.RangeAsync(
                partition, RankLists.Buyers + "|", RankLists.Buyers + "}", 1000, cancel))
            {
                var verdict = CustomerClass.Of(Rows.Body<RankRow>(row).Purchases!, rules, product, day);
                if (verdict.Class is not { } name) continue; // bought after that day
                counts[name]++;
                if (verdict.Lapsed) lapsed[name]++;
            }
        }
        return new ClassCounts(
            asOf.ToString("uuuu-MM-dd", System.Globalization.CultureInfo.InvariantCulture), product.Id, counts, lapsed);
    }
}
