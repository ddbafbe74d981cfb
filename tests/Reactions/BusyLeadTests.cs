using Azure.Storage.Queues;
using LeadScoring.Tests.Journeys;
using Microsoft.Extensions.DependencyInjection;

namespace LeadScoring.Tests.Reactions;

/// <summary>One lead that everybody reports on at once.</summary>
public sealed class BusyLeadTests
{
    private const int Calls = 600;

    [Fact]
    public async Task Hundreds_of_calls_for_one_lead_at_once_all_count_at_the_first_try()
    {
        await using var brand = await Brand.OpenAsync(now: "2027-02-01T00:00:00Z");
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Calls), new ParallelOptions { MaxDegreeOfParallelism = 64 },
            async (n, _) => await brand.PostAsync("/api/reactions", new
            {
                reactions = new[]
                {
                    new
                    {
                        id = $"r-{n}",
                        email = "busy@example.jp",
                        type = "page-view",
                        occurredAt = "2027-02-01T00:00:00Z",
                        product = "car",
                    },
                },
            }));

        await brand.SettleAsync();

        var term = Assert.Single((await brand.FindAsync("busy@example.jp"))["explanation"]!["terms"]!.AsArray())!;
        Assert.Equal((Calls, 8), ((int)term["count"]!, (int)term["counted"]!));
        // A message that gave up would wait on its queue for its next try, lie among the poison, or be parked.
        var queues = brand.Services.GetRequiredService<QueueServiceClient>();
        foreach (var name in new[] { Queues.Reactions, Queues.ReactionsPoison })
            Assert.Equal(0, (await queues.GetQueueClient(name).GetPropertiesAsync()).Value.ApproximateMessagesCount);
        Assert.Equal(0, (int)(await brand.GetAsync("/api/health"))["parked"]!);
    }
}
