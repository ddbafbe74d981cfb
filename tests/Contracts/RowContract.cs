using Azure;
using Azure.Data.Tables;

namespace LeadScoring.Tests.Contracts;

/// <summary>What one row means: typed values, versions, conditions.</summary>
public abstract class RowContract(BackEnd backEnd)
{
    [Fact]
    public async Task Every_type_of_value_comes_back_as_it_went()
    {
        var table = await backEnd.NewTableAsync();
        var time = new DateTimeOffset(2026, 3, 29, 1, 30, 0, TimeSpan.FromHours(9)).AddTicks(1234567);
        await table.AddEntityAsync(new TableEntity("p", "r")
        {
            ["Text"] = "星川 'mobility' 🚐",
            ["Empty"] = "",
            ["Int"] = int.MinValue,
            ["Long"] = long.MaxValue,
            ["Double"] = 0.1 + 0.2,
            ["Whole"] = 5.0,
            ["NaN"] = double.NaN,
            ["Infinity"] = double.NegativeInfinity,
            ["True"] = true,
            ["False"] = false,
            ["Time"] = time,
            ["Guid"] = new Guid("00112233-4455-6677-8899-aabbccddeeff"),
            ["Bytes"] = new byte[] { 0, 255, 7 },
            ["Data"] = BinaryData.FromBytes(new byte[] { 1, 2 }),
            ["Null"] = null,
        });

        var row = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;

        Assert.Equal("星川 'mobility' 🚐", row.GetString("Text"));
        Assert.Equal("", row.GetString("Empty"));
        Assert.Equal(int.MinValue, row.GetInt32("Int"));
        Assert.Equal(long.MaxValue, row.GetInt64("Long"));
        Assert.Equal(0.1 + 0.2, row.GetDouble("Double"));
        Assert.Equal(5.0, row.GetDouble("Whole"));
        Assert.Equal(double.NaN, row.GetDouble("NaN"));
        Assert.Equal(double.NegativeInfinity, row.GetDouble("Infinity"));
        Assert.True(row.GetBoolean("True"));
        Assert.False(row.GetBoolean("False"));
        Assert.Equal(time, row.GetDateTimeOffset("Time"));
        Assert.Equal(TimeSpan.Zero, row.GetDateTimeOffset("Time")!.Value.Offset);
        Assert.Equal(new Guid("00112233-4455-6677-8899-aabbccddeeff"), row.GetGuid("Guid"));
        Assert.Equal([0, 255, 7], row.GetBinary("Bytes")!);
        Assert.Equal([1, 2], row.GetBinary("Data")!);
        Assert.Null(row["Null"]);
        Assert.NotNull(row.Timestamp);
        Assert.Throws<InvalidOperationException>(() => row.GetInt32("Text"));
    }

    [Fact]
    public async Task A_class_of_ones_own_is_stored_by_its_properties()
    {
        var table = await backEnd.NewTableAsync();
        await table.AddEntityAsync(
            new Visit { PartitionKey = "p", RowKey = "r", Pages = 3, Day = DayOfWeek.Friday, Note = null });

        var visit = (await table.GetEntityAsync<Visit>("p", "r")).Value;

        Assert.Equal((3, DayOfWeek.Friday, null), (visit.Pages, visit.Day, visit.Note));
        Assert.NotEqual(default, visit.ETag);
        Assert.NotNull(visit.Timestamp);
    }

    [Fact]
    public async Task The_same_key_cannot_be_added_twice()
    {
        var table = await backEnd.NewTableAsync();
        await table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1 });

        await Refusal.Is(
            409, "EntityAlreadyExists", () => table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 2 }));

        Assert.Equal(1, (await table.GetEntityAsync<TableEntity>("p", "r")).Value.GetInt32("A"));
    }

    [Fact]
    public async Task Keys_differ_by_case_and_the_empty_key_is_one()
    {
        var table = await backEnd.NewTableAsync();
        foreach (var key in new[] { "", "a", "A" })
            await table.AddEntityAsync(new TableEntity(key, key) { ["K"] = key });

        Assert.Equal("", (await table.GetEntityAsync<TableEntity>("", "")).Value.GetString("K"));
        Assert.Equal("A", (await table.GetEntityAsync<TableEntity>("A", "A")).Value.GetString("K"));
        Assert.False((await table.GetEntityIfExistsAsync<TableEntity>("a", "A")).HasValue);
    }

    [Fact]
    public async Task A_row_that_is_not_there_is_404_or_no_value()
    {
        var table = await backEnd.NewTableAsync();

        await Refusal.Is(404, "ResourceNotFound", () => table.GetEntityAsync<TableEntity>("p", "r"));
        await Refusal.Is(404, "ResourceNotFound", () => table.UpdateEntityAsync(new TableEntity("p", "r"), ETag.All));
        Assert.False((await table.GetEntityIfExistsAsync<TableEntity>("p", "r")).HasValue);
        Assert.Equal(404, (await table.DeleteEntityAsync("p", "r")).Status);
    }

    [Fact]
    public async Task An_update_needs_the_newest_version()
    {
        var table = await backEnd.NewTableAsync();
        var added = await table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1 });
        var first = added.Headers.ETag!.Value;
        var second =
            (await table.UpdateEntityAsync(new TableEntity("p", "r") { ["A"] = 2 }, first)).Headers.ETag!.Value;

        Assert.NotEqual(first, second);
        await Refusal.Is(412, "UpdateConditionNotSatisfied", () =>
            table.UpdateEntityAsync(new TableEntity("p", "r") { ["A"] = 3 }, first));
        await Refusal.Is(412, "UpdateConditionNotSatisfied", () => table.DeleteEntityAsync("p", "r", first));
        var row = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;
        Assert.Equal((2, second), (row.GetInt32("A")!.Value, row.ETag));

        await table.UpdateEntityAsync(new TableEntity("p", "r") { ["A"] = 4 }, ETag.All);
        await table.DeleteEntityAsync("p", "r");
        Assert.False((await table.GetEntityIfExistsAsync<TableEntity>("p", "r")).HasValue);
    }

    [Fact]
    public async Task A_row_written_again_after_its_deletion_has_a_version_of_its_own()
    {
        var table = await backEnd.NewTableAsync();
        var first = (await table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1 })).Headers.ETag!.Value;
        await table.DeleteEntityAsync("p", "r", first);
        await backEnd.PassAsync(TimeSpan.FromMilliseconds(20));
        await table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1 });

        await Refusal.Is(412, "UpdateConditionNotSatisfied", () => table.DeleteEntityAsync("p", "r", first));
    }

    [Fact]
    public async Task Merge_keeps_what_it_does_not_name_and_replace_does_not()
    {
        var table = await backEnd.NewTableAsync();
        await table.UpsertEntityAsync(new TableEntity("p", "r") { ["A"] = 1, ["B"] = "x" });
        await table.UpsertEntityAsync(new TableEntity("p", "r") { ["A"] = "now text", ["C"] = null });

        var merged = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;
        Assert.Equal(("now text", "x"), (merged.GetString("A"), merged.GetString("B")));

        await table.UpsertEntityAsync(new TableEntity("p", "r") { ["D"] = 1L }, TableUpdateMode.Replace);
        var replaced = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;
        Assert.Equal((false, 1L), (replaced.ContainsKey("A"), replaced.GetInt64("D")!.Value));
    }

    [Fact]
    public async Task A_table_that_is_not_there_is_404_and_one_that_is_there_cannot_be_created()
    {
        var missing = backEnd.Tables.GetTableClient($"t{BackEnd.RandomName()}");
        await Refusal.Is(404, "TableNotFound", () => missing.AddEntityAsync(new TableEntity("p", "r")));

        var table = await backEnd.NewTableAsync();
        await table.CreateIfNotExistsAsync();
        await Refusal.Is(409, "TableAlreadyExists", () => backEnd.Tables.CreateTableAsync(table.Name));
        Assert.Contains(table.Name, await backEnd.Tables.QueryAsync().Select(item => item.Name).ToListAsync());

        await table.AddEntityAsync(new TableEntity("p", "r"));
        await table.DeleteAsync();
        Assert.Equal(404, (await table.DeleteAsync()).Status);
    }

    private sealed class Visit : ITableEntity
    {
        public string PartitionKey { get; set; } = "";

        public string RowKey { get; set; } = "";

        public DateTimeOffset? Timestamp { get; set; }

        public ETag ETag { get; set; }

        public int Pages { get; set; }

        public DayOfWeek Day { get; set; }

        public string? Note { get; set; }
    }
}
