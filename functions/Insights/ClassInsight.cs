using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.RollOut;
using LeadScoring.Scoring;

namespace LeadScoring.Insights;

/// <summary>How many customers each class holds as of a day, and how many of them have lapsed.</summary>
public sealed record ClassCounts(
    string AsOf, string Product, IReadOnlyDictionary<string, int> Classes, IReadOnlyDictionary<string, int> Lapsed);

/// <summary>
/// Counts the customer classes as of any day from the purchases themselves: what was bought or refunded later is not
/// known yet. Reads the list of buyers only, so its cost grows with customers and not with leads. While new rules are
/// rolled out, each customer counts under the version they stand under.
/// </summary>
public sealed class ClassInsight(BuyerList buyers, RulesWatch rules)
{
    public Task<ClassCounts> CountAsync(string product, NodaTime.LocalDate asOf, CancellationToken cancel) =>
        rules.ReadAsync(versions => CountAsync(versions, product, asOf, cancel), cancel);

    private async Task<ClassCounts> CountAsync(
        IReadOnlyList<RulesLine> versions, string product, NodaTime.LocalDate asOf, CancellationToken cancel)
    {
        var day = Days.Of(asOf);
        var counts = CustomerClass.All.ToDictionary(name => name, _ => 0, StringComparer.Ordinal);
        var lapsed = CustomerClass.All.ToDictionary(name => name, _ => 0, StringComparer.Ordinal);
        await foreach (var buyer in buyers.EachAsync(versions, product, cancel))
        {
            var verdict = CustomerClass.Of(buyer.Row.Purchases!, buyer.Rules, buyer.Product, day);
            if (verdict.Class is not { } name) continue; // bought after that day
            counts[name]++;
            if (verdict.Lapsed) lapsed[name]++;
        }
        return new ClassCounts(
            asOf.ToString("uuuu-MM-dd", System.Globalization.CultureInfo.InvariantCulture), product, counts, lapsed);
    }
}
