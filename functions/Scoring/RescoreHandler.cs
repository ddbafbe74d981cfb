using LeadScoring.Storage;

namespace LeadScoring.Scoring;

/// <summary>
/// Works through the leads of one rank partition after new rules came into force: a slice of pointers becomes messages,
/// then the next slice's own message. A crash repeats a slice, which changes nothing twice.
/// </summary>
public sealed class RescoreHandler(Tables tables, Post post)
{
    private const int Slice = 200;

    public async Task HandleAsync(RescoreSlice slice, CancellationToken cancel)
    {
        var from = slice.After is { } last ? RankLists.Pointer(last) + "|" : RankLists.Pointer("");
        var page = await tables.Rank.RangeAsync(slice.Partition, from, "L}", Slice, cancel).AsPages()
            .FirstOrDefaultAsync(cancel);
        var leadIds = (page?.Values ?? []).Select(row => row.RowKey["L|".Length..]).ToList();
        await SideBySide.ForEachAsync(leadIds, (id, token) => post.SendAsync(new LeadTouched(id), token), cancel);
        if (leadIds.Count > 0) await post.SendAsync(slice with { After = leadIds[^1] }, cancel);
    }
}
