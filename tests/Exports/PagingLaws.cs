using LeadScoring.Storage;
using LeadScoring.Storage.Embedded;
using LeadScoring.Tests.Contracts;
using LeadScoring.Tests.Storage;

namespace LeadScoring.Tests.Exports;

/// <summary>
/// The law of paging: while leads move between the pages, none that did not move itself comes twice or is missing, in
/// any list and under any filter.
/// </summary>
public sealed class PagingLaws
{
    [Theory]
    [InlineData("", 7)]
    [InlineData("owner=aoki", 3)]
    [InlineData("campaign=car-test-drive", 5)]
    [InlineData("attribute.prefecture=Tokyo", 20)]
    [InlineData("stage=ready&minScore=5", 4)]
    [InlineData("maxScore=60", 50)]
    [InlineData("maxScore=70&minScore=10&campaign=car-test-drive&stage=aware", 2)]
    [InlineData("reactedSince=2026-06-01T00:00:00Z&attribute.prefecture=Osaka", 9)]
    public async Task Who_does_not_move_comes_once_whoever_else_moves_between_the_pages(string query, int top)
    {
        using var folder = new TemporaryFolder();
        await using var store = new EmbeddedStore(folder.File("store.db"), new MovableClock(ListCrowd.Now));
        var tables = new Tables(store.Tables);
        await tables.CreateAsync(store.Queues, default);
        var crowd = new ListCrowd(tables, 3_000, seed: top);
        await crowd.FillAsync();

        var (seen, pages, cursor) = (new List<string>(), 0, default(string));
        do
        {
            var page = await crowd.PageAsync(query, top, cursor);
            Assert.InRange(page.Leads.Count, 0, top);
            seen.AddRange(page.Leads.Select(lead => lead.LeadId));
            cursor = page.Cursor;
            if (pages++ < 60) await crowd.MoveSomeAsync(5);
        }
        while (cursor is not null);

        Assert.Equal((0, 0), crowd.Judge(query, seen));
        Assert.InRange(pages, 2, 3_000 / top + 2);
        Assert.NotEmpty(crowd.Moved);
        Assert.NotEmpty(seen);
    }
}
