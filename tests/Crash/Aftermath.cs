using System.Text.Json.Nodes;
using Azure.Data.Tables;
using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Storage;
using LeadScoring.Storage.Embedded;

namespace LeadScoring.Tests.Crash;

/// <summary>What must hold when all traffic has been accepted and worked off, whatever happened on the way.</summary>
internal static class Aftermath
{
    private const int People = 40;

    /// <summary>
    /// Over HTTP: the list of each product holds each of its leads once, highest first, with the points of the replay.
    /// </summary>
    public static async Task AssertListsAsync(AppProcess app, Traffic traffic, Edition edition, DateTimeOffset now)
    {
        foreach (var product in edition.Rules.Products.Values)
        {
            var listed = await ListAsync(app, $"/api/leads?product={product.Id}&top=7");
            var replayed = Enumerable.Range(0, People)
                .ToDictionary(
                    Traffic.Address, person => traffic.Replay(person, product, edition, now), StringComparer.Ordinal);
            var expected = replayed.Where(person => person.Value is { Counts.Items.Length: > 0 } or { Purchases: > 0 });
            Assert.Equal(
                expected.Select(person => person.Key).Order(StringComparer.Ordinal),
                listed.Select(lead => (string)lead["email"]!).Order(StringComparer.Ordinal));
            Assert.All(listed, lead => Assert.Equal(replayed[(string)lead["email"]!].Points, (double)lead["points"]!));
            var scores = listed.Select(lead => (double)lead["score"]!).ToList();
            Assert.Equal(scores.OrderDescending(), scores);
        }
        var ofCampaign = await ListAsync(app, "/api/leads?product=car&campaign=car-launch-2026&top=1000");
        Assert.Equal(People, ofCampaign.Select(lead => (string)lead["leadId"]!).Distinct().Count());
        Assert.Equal(People, ofCampaign.Count);
    }

    /// <summary>
    /// In the store, after the app has gone: counts as replayed, lists whole, no inbox row, no message and no poison
    /// left, and nothing parked.
    /// </summary>
    public static async Task AssertStoreAsync(string dataPath, Traffic traffic, Edition edition, DateTimeOffset now)
    {
        await using var store = new EmbeddedStore(Path.Combine(dataPath, "leadscoring.db"), TimeProvider.System);
        var tables = new Tables(store.Tables);
        var leads = new LeadStore(tables);
        var rows = await tables.Leads.QueryAsync<TableEntity>().ToListAsync();
        Assert.DoesNotContain(rows, row => row.RowKey.StartsWith(LeadRows.InboxPrefix, StringComparison.Ordinal));
        Assert.Equal(People, rows.Select(row => row.PartitionKey).Distinct().Count());
        foreach (var leadId in rows.Select(row => row.PartitionKey).Distinct())
        {
            var lead = (await leads.LoadAsync(leadId, default)).Lead;
            var person = Enumerable.Range(0, People).Single(person => Traffic.Address(person) == lead.Profile!.Email);
            Assert.Equal(1, lead.Profile!.Campaigns["car-launch-2026"].Entries);
            foreach (var product in edition.Rules.Products.Values)
            {
                var replayed = traffic.Replay(person, product, edition, now);
                Assert.Equal(replayed.Counts, lead.Product(product.Id).Counts);
                Assert.Equal(replayed.Purchases, lead.Product(product.Id).Purchases.Purchases.Count);
            }
            await ListRows.AssertWholeAsync(tables, lead);
        }
        Assert.Empty(await tables.Parked.QueryAsync<TableEntity>().ToListAsync());
        foreach (var queue in Queues.All.SelectMany(name => new[] { name, name + Queues.Poison }))
            Assert.Equal(
                0, (await store.Queues.GetQueueClient(queue).GetPropertiesAsync()).Value.ApproximateMessagesCount);
    }

    private static async Task<List<JsonNode>> ListAsync(AppProcess app, string path)
    {
        var leads = new List<JsonNode>();
        for (var next = path; ;)
        {
            var page = await app.GetAsync(next);
            leads.AddRange(page["leads"]!.AsArray().Select(lead => lead!));
            if ((string?)page["cursor"] is not { } cursor) return leads;
            next = $"{path}&cursor={cursor}";
        }
    }
}
