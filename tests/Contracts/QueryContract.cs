using System.Globalization;
using Azure.Data.Tables;

namespace LeadScoring.Tests.Contracts;

/// <summary>What a query means: filters, key order, pages.</summary>
public abstract class QueryContract(BackEnd backEnd)
{
    [Theory]
    [InlineData("PartitionKey eq 'a'", "a1 a2 a3")]
    [InlineData("PartitionKey eq 'a' and RowKey ge '2'", "a2 a3")]
    [InlineData("PartitionKey eq 'a' and RowKey gt '1' and RowKey lt '3'", "a2")]
    [InlineData("PartitionKey ge 'a' and PartitionKey lt 'b'", "a1 a2 a3")]
    [InlineData("PartitionKey gt 'a'", "b1 b2 b3 c1 c2 c3")]
    [InlineData("RowKey eq '2'", "a2 b2 c2")]
    [InlineData("PartitionKey ne 'a' and RowKey le '1'", "b1 c1")]
    [InlineData("PartitionKey eq 'a' and RowKey eq '1' or PartitionKey eq 'c' and RowKey eq '3'", "a1 c3")]
    [InlineData("(PartitionKey eq 'a' or PartitionKey eq 'b') and RowKey eq '3'", "a3 b3")]
    [InlineData("not (PartitionKey eq 'a') and not (PartitionKey eq 'b')", "c1 c2 c3")]
    [InlineData("N eq 22", "b2")]
    [InlineData("N ge 32 or N lt 12", "a1 c2 c3")]
    [InlineData("L eq 33L", "c3")]
    [InlineData("D gt 3.15", "c2 c3")]
    [InlineData("Odd eq true and PartitionKey eq 'b'", "b1 b3")]
    [InlineData(
        "When gt datetime'2026-01-03T00:00:00Z' and When le datetime'2026-01-04T00:00:00.0000000Z'", "c1 c2 c3")]
    [InlineData("Id eq guid'00000000-0000-0000-0000-000000000021'", "b1")]
    [InlineData("Text eq 'it''s a1'", "a1")]
    [InlineData("Only eq 'here'", "a1")]
    [InlineData("PartitionKey eq 'nobody'", "")]
    [InlineData("PartitionKey gt 'b' and PartitionKey lt 'a'", "")]
    public async Task A_filter_finds_its_rows_in_key_order(string filter, string expected)
    {
        var table = await backEnd.NewTableAsync();
        foreach (var partition in new[] { 3, 1, 2 })
        {
            foreach (var row in new[] { 2, 3, 1 }) await table.AddEntityAsync(Row(partition, row));
        }

        var found =
            await table.QueryAsync<TableEntity>(filter).Select(row => row.PartitionKey + row.RowKey).ToListAsync();

        Assert.Equal(expected, string.Join(' ', found));
    }

    [Fact]
    public async Task A_filter_written_from_values_finds_them()
    {
        var table = await backEnd.NewTableAsync();
        await table.AddEntityAsync(Row(1, 1));
        await table.AddEntityAsync(Row(1, 2));
        var row = Row(1, 1);

        var filter = TableClient.CreateQueryFilter(
            $"Text eq {row["Text"]} and N eq {row["N"]} and L eq {row["L"]} and Odd eq {true} and Id eq {row["Id"]}");

        Assert.Equal("1", (await table.QueryAsync<TableEntity>(filter).SingleAsync()).RowKey);
    }

    [Fact]
    public async Task Keys_are_ordered_by_character_code()
    {
        var table = await backEnd.NewTableAsync();
        string[] keys = ["~", "z", "a10", "a1", "Z", "_", "", "あ", "0"];
        foreach (var key in keys) await table.AddEntityAsync(new TableEntity("p", key));

        var ordered =
            await table.QueryAsync<TableEntity>("PartitionKey eq 'p'").Select(row => row.RowKey).ToListAsync();

        Assert.Equal(["", "0", "Z", "_", "a1", "a10", "z", "~", "あ"], ordered);
    }

    [Theory]
    [InlineData("PartitionKey eq 'p'")]
    [InlineData("PartitionKey ge 'p' and PartitionKey le 'q'")]
    [InlineData("Even eq true")]
    public async Task Pages_continue_where_they_stopped(string filter)
    {
        var table = await backEnd.NewTableAsync();
        for (var i = 0; i < 25; i++)
        {
            await table.AddEntityAsync(
                new TableEntity("p", i.ToString("d3", CultureInfo.InvariantCulture)) { ["Even"] = i % 2 == 0 });
        }
        var all = await table.QueryAsync<TableEntity>(filter).Select(row => row.RowKey).ToListAsync();

        var paged = new List<string>();
        string? token = null;
        do
        {
            // Each page by a query of its own, as a list endpoint with a cursor does it.
            var page = await table.QueryAsync<TableEntity>(filter, maxPerPage: 4).AsPages(token).FirstAsync();
            Assert.True(page.Values.Count <= 4);
            paged.AddRange(page.Values.Select(row => row.RowKey));
            token = page.ContinuationToken;
        }
        while (token is not null);

        Assert.Equal(all, paged);
        Assert.Equal(filter.StartsWith("Even", StringComparison.Ordinal) ? 13 : 25, paged.Count);
    }

    [Fact]
    public async Task A_select_brings_only_what_it_names()
    {
        var table = await backEnd.NewTableAsync();
        await table.AddEntityAsync(Row(1, 1));

        var row = await table.QueryAsync<TableEntity>("PartitionKey eq 'a'", select: ["RowKey", "N"]).SingleAsync();

        Assert.Equal(("1", 11), (row.RowKey, row.GetInt32("N")!.Value));
        Assert.Null(row.GetString("Text"));
        Assert.NotEqual(default, row.ETag);
    }

    private static TableEntity Row(int partition, int row)
    {
        var partitionKey = ((char)('a' + partition - 1)).ToString();
        var entity = new TableEntity(partitionKey, row.ToString(CultureInfo.InvariantCulture))
        {
            ["N"] = partition * 10 + row,
            ["L"] = partition * 10L + row,
            ["D"] = partition + row / 10.0,
            ["Odd"] = row % 2 == 1,
            ["When"] = new DateTimeOffset(2026, 1, partition + 1, 0, 0, 0, TimeSpan.Zero),
            ["Id"] = new Guid($"00000000-0000-0000-0000-0000000000{partition}{row}"),
        };
        entity["Text"] = $"it's {entity.PartitionKey}{row}";
        if (partition * 10 + row == 11) entity["Only"] = "here";
        return entity;
    }
}
