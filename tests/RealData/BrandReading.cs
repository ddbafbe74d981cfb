using System.Text.Json.Nodes;
using Azure.Storage.Queues;
using LeadScoring.Tests.Journeys;
using Microsoft.Extensions.DependencyInjection;

namespace LeadScoring.Tests.RealData;

/// <summary>What the tests with real data ask of a running app again and again.</summary>
internal static class BrandReading
{
    /// <summary>Sends the items in calls of 1,000 and works everything off; each must be accepted.</summary>
    public static async Task FeedAsync(this Brand brand, string list, IEnumerable<object> items)
    {
        foreach (var call in items.Chunk(1000))
        {
            var answer = await brand.PostAsync($"/api/{list}", new Dictionary<string, object> { [list] = call });
            Assert.Equal((call.Length, 0), ((int)answer["accepted"]!, answer["rejected"]!.AsArray().Count));
        }
        await brand.SettleAsync();
        await brand.ExpectEmptyQueuesAsync();
    }

    /// <summary>All leads of a list, page after page by the cursor.</summary>
    public static async Task<List<JsonNode>> ListAsync(this Brand brand, string filter, int pageSize = 1000)
    {
        var leads = new List<JsonNode>();
        for (var next = ""; ;)
        {
            var page = await brand.GetAsync($"/api/leads?top={pageSize}&{filter}{next}");
            var rows = page["leads"]!.AsArray();
            Assert.True(rows.Count <= pageSize);
            leads.AddRange(rows.Select(lead => lead!));
            if (page["cursor"] is not { } cursor) return leads;
            next = $"&cursor={(string?)cursor}";
        }
    }

    private static async Task ExpectEmptyQueuesAsync(this Brand brand)
    {
        var queues = brand.Services.GetRequiredService<QueueServiceClient>();
        foreach (var name in Queues.All.SelectMany(queue => new[] { queue, queue + Queues.Poison }))
        {
            var count = (await queues.GetQueueClient(name).GetPropertiesAsync()).Value.ApproximateMessagesCount;
            Assert.True(count == 0, $"{name} holds {count} messages");
        }
        Assert.Equal(0, (int)(await brand.GetAsync("/api/health"))["parked"]!);
    }
}
