using Azure.Data.Tables;
using LeadScoring.Leads;
using LeadScoring.Scoring;
using LeadScoring.Storage;

namespace LeadScoring.Tests.Crash;

/// <summary>
/// Looks at the rows of table <c>rank</c> themselves, which the list's reader only sees the outside of.
/// </summary>
internal static class ListRows
{
    /// <summary>The pointer and the list rows of one lead in one product; not the change feed.</summary>
    public static async IAsyncEnumerable<TableEntity> OfAsync(Tables tables, string product, string leadId)
    {
        var partition = RankLists.Partition(product, leadId);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition}");
        await foreach (var row in tables.Rank.QueryAsync<TableEntity>(filter))
        {
            if (row.RowKey.StartsWith("c|", StringComparison.Ordinal)) continue;
            if (row.RowKey.Contains(leadId, StringComparison.Ordinal)) yield return row;
        }
    }

    /// <summary>
    /// The lead stands in each of its lists exactly once, at the place its state says, and nowhere else; its rows show
    /// where it stands in its other product lines.
    /// </summary>
    public static async Task AssertWholeAsync(Tables tables, Lead lead)
    {
        foreach (var state in lead.Products.Values)
        {
            var rows = await OfAsync(tables, state.Product, lead.Id).ToListAsync();
            Assert.Equal(
                Expected(lead, state).Order(StringComparer.Ordinal),
                rows.Select(row => row.RowKey).Order(StringComparer.Ordinal));
            var shown = rows.Where(row => !row.RowKey.StartsWith("L|", StringComparison.Ordinal))
                .Select(row => Rows.Body<RankRow>(row).Interests);
            Assert.All(shown, interests => Assert.Equal(Interests.KeysOf(lead, state.Product), interests));
        }
    }

    /// <summary>The same for all leads there are, with one read of the whole table.</summary>
    public static async Task AssertWholeAsync(Tables tables, IEnumerable<Lead> all)
    {
        var found = await tables.Rank.QueryAsync<TableEntity>()
            .Where(row => !row.RowKey.StartsWith("c|", StringComparison.Ordinal))
            .Select(row => $"{row.PartitionKey} {row.RowKey}").Order(StringComparer.Ordinal).ToListAsync();
        var expected =
            from lead in all
            from state in lead.Products.Values
            from row in Expected(lead, state)
            select $"{RankLists.Partition(state.Product, lead.Id)} {row}";
        Assert.Equal(expected.Order(StringComparer.Ordinal), found);
    }

    private static IEnumerable<string> Expected(Lead lead, ProductState state) =>
        state.Placed is not { } placed ? [] : placed.Lists
            .Select(list => RankLists.Row(list, placed.Key, lead.Id, placed.Revision))
            .Append(RankLists.Pointer(lead.Id));
}
