using System.Text.Json.Nodes;
using Azure.Data.Tables;
using LeadScoring.Runtime.SelfHost;
using LeadScoring.Storage;
using LeadScoring.Tests.Contracts;
using LeadScoring.Tests.Journeys;
using Microsoft.Extensions.DependencyInjection;

namespace LeadScoring.Tests.Interop;

/// <summary>
/// The app's rows and messages as another language meets them: base64 of JSON on the queues, JSON cut into properties
/// in the tables. A message sent from there is as good as one of ours.
/// </summary>
[Collection(Azurite.Name), Trait("needs", Azurite.Name)]
public sealed class AppInJavaScriptTests(AzuriteBackEnd azurite)
{
    private const string Hanako = "hanako@example.jp";
    private const string Channel = "desk";
    private const int Reactions = 30;

    private readonly string _account = azurite.NewAccount();

    [Fact]
    public async Task Its_rows_are_read_and_a_message_sent_from_there_is_worked_off()
    {
        await using var brand =
            await Brand.OpenAsync("2027-02-01T00:00:00Z", null, [.. AzuriteBackEnd.StoreOn(_account)]);
        var lead = await EnterAsync(brand);

        // While the pumps rest, what the door accepted waits in the inbox, and its message is JavaScript's to take.
        await using (await brand.Services.GetRequiredService<Pumps>().PauseAsync(CancellationToken.None))
        {
            await ReactAsync(brand);
            var message = await JavaScript.RunAsync("message", _account, "reactions");
            Assert.Equal(9999, (int)message["expires"]!);
            var touched = message["content"]!["touched"]!;
            Assert.Equal(lead, (string?)touched["leadId"]);

            var seen = await JavaScript.RunAsync("app", _account, lead);
            await AssertSameAsync(brand.Services.GetRequiredService<Tables>().Leads, seen["lead"]!.AsObject());
            var inbox = seen["lead"]![(string)touched["inboxKey"]!]!;
            Assert.Equal(Reactions, inbox["reactions"]!.AsArray().Count);
            var listed = Assert.Single(seen["list"]!.AsObject());
            Assert.Contains(lead, listed.Key, StringComparison.Ordinal);
            Assert.Equal("山田花子 🚐", (string?)listed.Value!["name"]);
        }
        await brand.SettleAsync();

        var timeline = (await brand.FindAsync(Hanako))["timeline"]!.AsArray();
        Assert.Equal(Reactions, timeline.Count(item => (string?)item!["channel"] == Channel));
    }

    private static async Task<string> EnterAsync(Brand brand)
    {
        await brand.PostAsync("/api/campaigns/car-launch-2026/entries", new
        {
            entryId = "e-1", email = Hanako, name = "山田花子 🚐", locale = "ja", optIn = true,
        });
        await brand.SettleAsync();
        await brand.ConfirmAsync(Assert.Single(brand.Mails()));
        return (string)(await brand.FindAsync(Hanako))["leadId"]!;
    }

    /// <summary>One call with more in it than one property of a row can hold.</summary>
    private static async Task ReactAsync(Brand brand)
    {
        var text = string.Concat(Enumerable.Repeat("🚗", 600));
        var answer = await brand.PostAsync("/api/reactions", new
        {
            reactions = Enumerable.Range(0, Reactions).Select(n => new
            {
                id = $"r-{n}", email = Hanako, type = "quote", occurredAt = "2027-01-31T00:00:00Z", product = "car",
                channel = Channel, properties = new { text },
            }),
        });
        Assert.Equal(Reactions, (int)answer["accepted"]!);
    }

    private static async Task AssertSameAsync(TableClient table, JsonObject seen)
    {
        var rows = await table.QueryAsync<TableEntity>().ToListAsync();
        Assert.Equal(rows.Select(row => row.RowKey), seen.Select(row => row.Key));
        Assert.Contains(rows, row => row.ContainsKey("d1"));
        Assert.All(rows, row => Assert.True(
            JsonNode.DeepEquals(JsonNode.Parse(Rows.Text(row)), seen[row.RowKey]), row.RowKey));
    }
}
