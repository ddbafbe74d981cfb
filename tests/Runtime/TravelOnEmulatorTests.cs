using System.Net.Http.Json;
using System.Text.Json;
using Azure.Storage.Queues;
using LeadScoring.Runtime.TimeTravel;
using LeadScoring.Tests.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace LeadScoring.Tests.Runtime;

/// <summary>An emulator's messages follow the real clock: a journey cannot wait until one is visible again.</summary>
[Collection(Azurite.Name), Trait("needs", Azurite.Name)]
public sealed class TravelOnEmulatorTests(AzuriteBackEnd azurite) : IDisposable
{
    private static readonly DateTimeOffset Due = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TempFolder _folder = new();
    private readonly Journal _journal = new();
    private readonly QueueServiceClient _queues = new(azurite.NewAccount());

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("fails twice", 3, 0)]
    [InlineData("always fails", 10, 1)]
    public async Task A_message_that_failed_is_tried_again_at_the_same_stop(string text, int tries, int poisoned)
    {
        var (queue, poison) = (_queues.GetQueueClient("work"), _queues.GetQueueClient("work-poison"));
        await queue.CreateIfNotExistsAsync();
        await poison.CreateIfNotExistsAsync();
        await using var app = await RunningApp.StartAsync([typeof(Worker)], builder =>
        {
            builder.Services.AddSingleton(_journal).AddSingleton(_queues);
            // Asked on the way, while the pumps rest: what is sent now is found by the journey alone.
            builder.UseTimeTravel(async (_, after, cancel) =>
            {
                if (after >= Due) return null;
                await queue.SendMessageAsync(text, cancel);
                return Due;
            });
        }, $"--LeadScoring:DataPath={_folder.Path}", "--LeadScoring:TimeTravel=true");

        using var answer = await app.Http.PostAsJsonAsync("/api/dev/time", new { now = Due.AddDays(1) });

        var journey = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(tries, journey.GetProperty("messages").GetInt32());
        Assert.Equal(Enumerable.Repeat($"{text} 00:00:00", tries), _journal.Lines);
        Assert.Equal(0, (await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount);
        Assert.Equal(poisoned, (await poison.GetPropertiesAsync()).Value.ApproximateMessagesCount);
    }
}
