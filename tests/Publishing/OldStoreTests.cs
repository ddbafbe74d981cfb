using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Azure;
using Azure.Data.Tables;
using LeadScoring.Leads;
using LeadScoring.RollOut;
using LeadScoring.Storage;
using LeadScoring.Tests.Journeys;
using Microsoft.Extensions.DependencyInjection;

namespace LeadScoring.Tests.Publishing;

/// <summary>A store from before rules had a history: leads without stamps, lists without versions.</summary>
public sealed partial class OldStoreTests
{
    [Fact]
    public async Task Its_leads_come_under_the_version_in_force_and_stand_in_its_lists_as_they_did()
    {
        await using var brand = await Brand.OpenAsync("2027-02-01T00:00:00Z");
        foreach (var (email, type) in new[]
            { ("a@example.jp", "quote"), ("b@example.jp", "test-drive"), ("c@example.jp", "page-view") })
            await ReactAsync(brand, email, type);
        await BuyAsync(brand, "c@example.jp");
        var (list, classes) = (await ListAsync(brand), await ClassesAsync(brand));
        Assert.Equal(3, list.Count);

        await MakeOldAsync(brand.Services.GetRequiredService<Tables>());
        await LoseAnEventAsync(brand.Services.GetRequiredService<Tables>());
        await brand.RestartAsync();
        await brand.SettleAsync();

        Assert.Equal(list, await ListAsync(brand));
        Assert.Equal(classes, await ClassesAsync(brand));
        var tables = brand.Services.GetRequiredService<Tables>();
        await foreach (var row in tables.Leads.QueryAsync<TableEntity>($"RowKey eq '{LeadRows.Profile}'"))
            Assert.Equal(1, Rows.Body<Profile>(row).Rules);
        await foreach (var row in tables.Rank.QueryAsync<TableEntity>())
            Assert.DoesNotMatch("^[abko]\\|", row.RowKey);
        var rules = await brand.GetAsync("/api/scoring/rules");
        Assert.Equal("finished", (string?)rules["rollOut"]!["phase"]);
        Assert.NotNull((await brand.GetAsync("/api/scoring/rules/1"))["rules"]!["products"]);
    }

    /// <summary>Old events do not say all that was counted: what is counted stays.</summary>
    private static async Task LoseAnEventAsync(Tables tables)
    {
        var row = await tables.Leads.QueryAsync<TableEntity>("RowKey ge 'reaction|' and RowKey lt 'reaction}'")
            .FirstAsync();
        await tables.Leads.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All);
    }

    /// <summary>Writes the store as the versions before wrote it.</summary>
    private static async Task MakeOldAsync(Tables tables)
    {
        await foreach (var row in tables.Leads.QueryAsync<TableEntity>())
        {
            var body = JsonNode.Parse(Rows.Text(row))!;
            if (row.RowKey == LeadRows.Profile) body.AsObject().Remove("rules");
            if (row.RowKey.StartsWith(LeadRows.ProductPrefix, StringComparison.Ordinal)) Unversion(body["placed"]!);
            await tables.Leads.UpdateEntityAsync(
                Rows.Entity(row.PartitionKey, row.RowKey, body.ToJsonString()), ETag.All, TableUpdateMode.Replace);
        }
        await foreach (var row in tables.Rank.QueryAsync<TableEntity>())
        {
            var key = VersionOfList().Replace(row.RowKey, "$1");
            var body = row.ContainsKey("d0") ? Rows.Text(row) : "";
            if (row.RowKey.StartsWith("L|", StringComparison.Ordinal))
            {
                var pointer = JsonNode.Parse(body)!;
                Unversion(pointer);
                body = pointer.ToJsonString();
            }
            await tables.Rank.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All);
            await tables.Rank.AddEntityAsync(Rows.Entity(row.PartitionKey, key, body));
        }
        var store = new RulesStore(tables);
        var digest = (await store.FindAsync(1, default))!.Digest;
        foreach (var (key, body) in new[] { ("current", "1"), ("version|0000000001", $"\"{digest}\"") })
            await tables.Settings.UpsertEntityAsync(Rows.Entity("rules", key, body), TableUpdateMode.Replace);
    }

    private static void Unversion(JsonNode placed) => placed["lists"] = new JsonArray(
        [.. placed["lists"]!.AsArray().Select(list => (JsonNode)VersionOfList().Replace((string)list!, "$1"))]);

    private static Task ReactAsync(Brand brand, string email, string type) => SendAsync(brand, "reactions", new
    {
        reactions = new[]
        {
            new { id = $"{email} {type}", email, type, occurredAt = "2027-01-31T03:00:00Z", product = "car" },
        },
    });

    private static Task BuyAsync(Brand brand, string email) => SendAsync(brand, "purchases", new
    {
        purchases = new[]
        {
            new
            {
                id = email, email, occurredAt = "2027-01-31T04:00:00Z", product = "camper", amount = 180_000,
                currency = "JPY",
            },
        },
    });

    private static async Task SendAsync(Brand brand, string what, object body)
    {
        await brand.PostAsync($"/api/{what}", body);
        await brand.SettleAsync();
    }

    private static async Task<List<string>> ListAsync(Brand brand) =>
        [.. (await brand.GetAsync("/api/leads?product=car"))["leads"]!.AsArray().Select(lead => lead!.ToJsonString())];

    private static async Task<string> ClassesAsync(Brand brand) =>
        (await brand.GetAsync("/api/insights/classes?product=camper")).ToJsonString();

    [GeneratedRegex(@"^([abko])@1(?=\||$)")]
    private static partial Regex VersionOfList();
}
