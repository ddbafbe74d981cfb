using System.Text.Json.Nodes;
using Azure;
using Azure.Data.Tables;
using LeadScoring.Tests.Contracts;

namespace LeadScoring.Tests.Interop;

/// <summary>
/// What our table client wrote is read and written back by the official client for JavaScript, and read by ours again.
/// </summary>
[Collection(Azurite.Name), Trait("needs", Azurite.Name)]
public sealed class RowsInJavaScriptTests(AzuriteBackEnd azurite)
{
    private const string Key = "every|type's 星";

    private static readonly Dictionary<string, (object Value, string InJavaScript)> Values = new()
    {
        ["Text"] = ("星川 'mobility' 🚐\r\n\"\\", "string 星川 'mobility' 🚐\r\n\"\\"),
        ["Empty"] = ("", "string "),
        ["Number"] = ("007", "string 007"),
        ["Int"] = (int.MinValue, "number -2147483648"),
        ["Zero"] = (0, "number 0"),
        ["Long"] = (long.MaxValue, "bigint 9223372036854775807"),
        ["Beyond"] = (-9_007_199_254_740_993, "bigint -9007199254740993"),
        ["Double"] = (0.1 + 0.2, "number 0.30000000000000004"),
        ["Tiny"] = (double.Epsilon, "number 5e-324"),
        ["Huge"] = (double.MaxValue, "number 1.7976931348623157e+308"),
        ["Whole"] = (5.0, "number 5"),
        ["NaN"] = (double.NaN, "string NaN"),
        ["Infinity"] = (double.PositiveInfinity, "string Infinity"),
        ["Below"] = (double.NegativeInfinity, "string -Infinity"),
        ["True"] = (true, "boolean true"),
        ["False"] = (false, "boolean false"),
        ["Time"] = (
            new DateTimeOffset(2026, 3, 28, 16, 30, 0, TimeSpan.Zero).AddTicks(1234567),
            "Date 2026-03-28T16:30:00.123Z"),
        ["Midnight"] = (new DateTimeOffset(2026, 3, 28, 0, 0, 0, TimeSpan.Zero), "Date 2026-03-28T00:00:00.000Z"),
        ["Guid"] = (
            new Guid("00112233-4455-6677-8899-aabbccddeeff"), "Guid 00112233-4455-6677-8899-aabbccddeeff"),
        ["Bytes"] = (new byte[] { 0, 255, 7 }, "Uint8Array 00ff07"),
        ["Nothing"] = (Array.Empty<byte>(), "Uint8Array "),
    };

    [Fact]
    public async Task Every_type_goes_there_and_back_and_ETags_hold_on_both_sides()
    {
        var table = await FilledAsync();
        var etag = (await table.GetEntityAsync<TableEntity>("p", Key)).Value.ETag;

        var told = await JavaScript.RunAsync("rows", azurite.ConnectionString, table.Name);

        Assert.Equal(etag.ToString(), (string?)told["read"]!["etag"]);
        Assert.All(Values, value => Assert.Equal(value.Value.InJavaScript, (string?)told["read"]![value.Key]));
        Assert.Equal("412 UpdateConditionNotSatisfied", (string?)told["stale"]);
        await AssertWrittenBackAsync(table, etag);
        await AssertNativeAsync(table);
        await AssertTransactionsAsync(table, told);
        Assert.Equal(
            ["05 06 07 08 09 10 11 12 13 14", "15 16 17 18 19 20 21 22 23 24", "25 26 27 28 29"],
            told["pages"]!.AsArray().Select(page => (string)page!));
    }

    private async Task<TableClient> FilledAsync()
    {
        var table = await azurite.NewTableAsync();
        var entity = new TableEntity("p", Key);
        foreach (var (name, value) in Values) entity[name] = value.Value;
        await table.AddEntityAsync(entity);
        await table.AddEntityAsync(new TableEntity("p", "gone"));
        foreach (var row in new[] { "updated", "merged", "deleted" })
            await table.AddEntityAsync(new TableEntity("t", row) { ["N"] = 0, ["Kept"] = "by a merge" });
        await table.SubmitTransactionAsync(Enumerable.Range(0, 40).Select(n => new TableTransactionAction(
            TableTransactionActionType.Add, new TableEntity("n", $"{n:00}") { ["N"] = (1L << 53) + 1 })));
        return table;
    }

    private static async Task AssertWrittenBackAsync(TableClient table, ETag before)
    {
        var written = (await table.GetEntityAsync<TableEntity>("p", Key)).Value;
        Assert.Equal("by JavaScript", written.GetString("Seen"));
        await Refusal.Is(412, "UpdateConditionNotSatisfied", () => table.UpdateEntityAsync(written, before));
        await table.UpdateEntityAsync(written, written.ETag);

        var copy = (await table.GetEntityAsync<TableEntity>("p", "copy")).Value;
        foreach (var row in new[] { written, copy })
        {
            Assert.All(Values, value => Assert.Equal(value.Value.Value, row[value.Key]));
            Assert.Equal(Values.Count, row.Keys.Count(Values.ContainsKey));
        }
        Assert.False((await table.GetEntityIfExistsAsync<TableEntity>("p", "gone")).HasValue);
    }

    private static async Task AssertNativeAsync(TableClient table)
    {
        var row = (await table.GetEntityAsync<TableEntity>("p", "native")).Value;
        Assert.Equal("星川 🚐", row.GetString("Text"));
        Assert.Equal(42, row.GetInt32("Int"));
        Assert.Equal(0.1 + 0.2, row.GetDouble("Double"));
        Assert.Equal(double.NaN, row.GetDouble("NaN"));
        Assert.Equal(5.0, row.GetDouble("Whole"));
        Assert.Equal(long.MaxValue, row.GetInt64("Long"));
        Assert.True(row.GetBoolean("True"));
        Assert.Equal(
            new DateTimeOffset(2026, 3, 29, 1, 30, 0, 123, TimeSpan.Zero), row.GetDateTimeOffset("Time"));
        Assert.Equal(new Guid("00112233-4455-6677-8899-aabbccddeeff"), row.GetGuid("Guid"));
        Assert.Equal([0, 255, 7], row.GetBinary("Bytes")!);
    }

    private static async Task AssertTransactionsAsync(TableClient table, JsonNode told)
    {
        Assert.Equal("409 EntityAlreadyExists", (string?)told["refused"]);
        var rows = await table.QueryAsync<TableEntity>("PartitionKey eq 't'").ToListAsync();
        Assert.Equal(
            ["created 1 ", "merged 3 by a merge", "updated 2 ", "upserted 4 "],
            rows.Select(row => $"{row.RowKey} {row.GetInt32("N")} {row.GetString("Kept")}"));
    }
}
