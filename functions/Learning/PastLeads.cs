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
    public async IAsyncEnumerable<PastLead> ReadAsync(
        ProductLine product, int most,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var partition in RankLists.Partitions(product.Id))
        {
            var ids = IdsAsync(partition, cancel).Take(most / RankLists.Shards);
            await foreach (var slice in ids.Chunk(Slice).WithCancellation(cancel))
            {
                var found = new PastLead?[slice.Length];
                await SideBySide.ForEachAsync(
                    slice.Index(),
                    async (at, token) => found[at.Index] = await LoadAsync(at.Item, product, token), cancel);
                foreach (var past in found.OfType<PastLead>()) yield return past;
            }
        }
    }

    /// <summary>How many leads the sample of <see cref="ReadAsync"/> is taken of, without reading on for it.</summary>
    public async Task<Population> CountAsync(ProductLine product, int most, CancellationToken cancel)
    {
        var shards = new List<IReadOnlyList<string>>();
        foreach (var partition in RankLists.Partitions(product.Id))
            shards.Add(await IdsAsync(partition, cancel).Take(most / RankLists.Shards + 1).ToListAsync(cancel));
        return Population.Of(shards, most / RankLists.Shards);
    }

    private IAsyncEnumerable<string> IdsAsync(string partition, CancellationToken cancel) =>
        tables.Rank.RangeAsync(partition, RankLists.Pointer(""), "L}", Slice, cancel)
            .Select(row => row.RowKey["L|".Length..]);

    private async Task<PastLead?> LoadAsync(string leadId, ProductLine product, CancellationToken cancel)
    {
        var lead = (await leads.LoadAsync(leadId, cancel)).Lead;
        return lead.IsInUse && lead.Products.TryGetValue(product.Id, out var state) ? new PastLead(lead, state) : null;
    }
}
