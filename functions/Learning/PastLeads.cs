using LeadScoring.Leads;
using LeadScoring.Scoring;
using LeadScoring.Storage;

namespace LeadScoring.Learning;

/// <summary>
/// Reads leads of a product line to learn from. They come in the order of their ids, which are keyed hashes: the first
/// <c>most</c> of them are a random sample, and the same one every time.
/// </summary>
public sealed class PastLeads(Tables tables, LeadStore leads)
{
    private const int Slice = 200;

    /// <summary>Up to <paramref name="most"/> leads in use; a quarter of them from each shard.</summary>
    public IAsyncEnumerable<PastLead> ReadAsync(ProductLine product, int most, CancellationToken cancel) =>
        ReadAsync([product.Id], most, cancel)
            .Where(lead => lead.Products.ContainsKey(product.Id))
            .Select(lead => PastLead.Of(lead, product.Id));

    /// <summary>The same, of the leads of any of these lines, each of them once.</summary>
    public async IAsyncEnumerable<Lead> ReadAsync(
        IReadOnlyCollection<string> products, int most,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        for (var shard = 0; shard < RankLists.Shards; shard++)
        {
            foreach (var slice in (await IdsAsync(products, shard, most / RankLists.Shards, cancel)).Chunk(Slice))
            {
                var found = new Lead?[slice.Length];
                await SideBySide.ForEachAsync(
                    slice.Index(),
                    async (at, token) => found[at.Index] = (await leads.LoadAsync(at.Item, token)).Lead, cancel);
                foreach (var lead in found) if (lead is { IsInUse: true }) yield return lead;
            }
        }
    }

    /// <summary>How many leads the sample of <c>ReadAsync</c> is taken of, without reading on for it.</summary>
    public Task<Population> CountAsync(ProductLine product, int most, CancellationToken cancel) =>
        CountAsync([product.Id], most, cancel);

    /// <summary>The same, of the leads of any of these lines.</summary>
    public async Task<Population> CountAsync(
        IReadOnlyCollection<string> products, int most, CancellationToken cancel)
    {
        var shards = new List<IReadOnlyList<string>>();
        for (var shard = 0; shard < RankLists.Shards; shard++)
            shards.Add(await IdsAsync(products, shard, most / RankLists.Shards + 1, cancel));
        return Population.Of(shards, most / RankLists.Shards);
    }

    /// <summary>The lowest ids of a shard: those of several lines are among the lowest of each.</summary>
    private async Task<IReadOnlyList<string>> IdsAsync(
        IReadOnlyCollection<string> products, int shard, int most, CancellationToken cancel)
    {
        var ids = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var partition in products.Select(product => RankLists.Partition(product, shard)))
        {
            var pointers = tables.Rank.RangeAsync(partition, RankLists.Pointer(""), "L}", Slice, cancel).Take(most);
            await foreach (var row in pointers) ids.Add(row.RowKey["L|".Length..]);
        }
        return [.. ids.Take(most)];
    }
}
