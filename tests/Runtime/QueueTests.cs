using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Azure.Storage.Queues;
using LeadScoring.Runtime.TimeTravel;
using LeadScoring.Storage.Embedded;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace LeadScoring.Tests.Runtime;

public sealed class QueueTests : IDisposable
{
    private const string Queues = "--AzureFunctionsJobHost:extensions:queues:";
    private const string AtOnce = Queues + "visibilityTimeout=00:00:00";

    private readonly TempFolder _folder = new();
    private readonly Journal _journal = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_message_reaches_its_function_as_a_record_and_is_gone_when_it_succeeds()
    {
        await using var app = await StartAsync([typeof(Orders)]);
        var queue = await QueueAsync(app, "orders");

        await queue.SendMessageAsync("""{"id":"星-7","count":3}""");

        Assert.Equal(["星-7 x 3"], await _journal.UntilAsync(lines => lines.Count > 0));
        await UntilEmptyAsync(queue);
    }

    [Fact]
    public async Task A_sleeping_pump_is_woken_by_a_message_of_this_process()
    {
        await using var app = await StartAsync([typeof(Worker)]);
        var queue = await QueueAsync(app, "work");
        await Task.Delay(1800); // by now it polls less than once in a second and a half
        var sent = TimeProvider.System.GetTimestamp();

        await queue.SendMessageAsync("wake up");

        await _journal.UntilAsync(lines => lines.Count > 0);
        Assert.InRange(TimeProvider.System.GetElapsedTime(sent), TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_message_that_always_fails_is_tried_ten_times_and_then_poisoned_for_good()
    {
        await using var app = await StartAsync([typeof(Worker)], AtOnce);
        var queue = await QueueAsync(app, "work");
        var poison = await QueueAsync(app, "work-poison");

        await queue.SendMessageAsync("always fails");

        await UntilEmptyAsync(queue);
        Assert.Equal(10, _journal.Lines.Count);
        var kept = Assert.Single((await poison.ReceiveMessagesAsync(32)).Value);
        Assert.Equal("always fails", kept.Body.ToString());
        Assert.True(kept.ExpiresOn > TimeProvider.System.GetUtcNow().AddYears(100));
    }

    [Fact]
    public async Task A_poison_function_runs_every_ten_minutes_and_its_failures_are_not_poisoned_again()
    {
        await using var app = await StartAsync(
            [typeof(PoisonWorker)], AtOnce, Queues + "maxDequeueCount=1", "--LeadScoring:TimeTravel=true");
        var poison = await QueueAsync(app, "work-poison");
        await poison.SendMessageAsync("spoilt");

        await app.Http.PostAsJsonAsync("/api/dev/time", new { advance = "PT29M" });

        Assert.Equal(3, _journal.Lines.Count);
        Assert.Equal(1, (await poison.GetPropertiesAsync()).Value.ApproximateMessagesCount);
        var names = new List<string>();
        var service = app.Services.GetRequiredService<QueueServiceClient>();
        await foreach (var item in service.GetQueuesAsync()) names.Add(item.Name);
        Assert.Equal(["work-poison"], names);
    }

    [Fact]
    public async Task A_message_that_has_killed_its_process_each_time_is_poisoned_without_another_try()
    {
        await using (var first = await StartAsync([]))
        {
            var queue = await QueueAsync(first, "work");
            await queue.SendMessageAsync("deadly");
            for (var death = 0; death < 10; death++)
            {
                var message = (await queue.ReceiveMessageAsync()).Value;
                await queue.UpdateMessageAsync(message.MessageId, message.PopReceipt, visibilityTimeout: TimeSpan.Zero);
            }
        }
        await using var app = await StartAsync([typeof(Worker), typeof(PoisonWorker)]);

        Assert.Equal("poison deadly", (await _journal.UntilAsync(lines => lines.Count > 0))[0]);
    }

    [Fact]
    public async Task A_stop_takes_nothing_new_and_lets_what_runs_finish()
    {
        await using (var app = await StartAsync([typeof(Worker)], Queues + "batchSize=1",
            Queues + "newBatchThreshold=0"))
        {
            var queue = await QueueAsync(app, "work");
            await queue.SendMessageAsync("slow");
            await _journal.UntilAsync(lines => lines.Count > 0);
            await queue.SendMessageAsync("left for later");
            await app.StopAsync();

            Assert.Equal("slow has finished", _journal.Lines[^1]);
            Assert.Equal(2, _journal.Lines.Count);
        }
        await using var again = await StartAsync([typeof(Worker)]);
        var lines = await _journal.UntilAsync(lines => lines.Count > 2);
        Assert.StartsWith("left for later", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_messages_are_worked_on_at_once_but_never_more_than_host_json_allows()
    {
        await using var app = await StartAsync(
            [typeof(Crowd)], Queues + "batchSize=16", Queues + "newBatchThreshold=8");
        var queue = await QueueAsync(app, "crowd");
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => queue.SendMessageAsync($"{i}")));

        var lines = await _journal.UntilAsync(lines => lines.Count == 100);

        var most = lines.Max(line => int.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture));
        Assert.InRange(most, 9, 24);
        Assert.Equal(100, lines.Select(line => line.Split(' ')[^1]).Distinct().Count());
    }

    [Fact]
    public async Task Time_travel_stops_where_a_failed_message_is_visible_again()
    {
        await using var app = await StartAsync([typeof(Worker)], "--LeadScoring:TimeTravel=true");
        await app.Http.PostAsJsonAsync("/api/dev/time", new { now = "2030-01-01T00:00:00Z" });
        var queue = await QueueAsync(app, "work");
        await queue.SendMessageAsync("fails twice", visibilityTimeout: TimeSpan.FromDays(2));
        var target = "2030-01-03T01:00:00Z";

        using var answer = await app.Http.PostAsJsonAsync("/api/dev/time", new { now = target });

        var journey = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(3, journey.GetProperty("instants").GetInt32());
        Assert.Equal(3, journey.GetProperty("messages").GetInt32());
        var times = _journal.Lines.Select(line => TimeSpan.Parse(line[^8..], CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal(TimeSpan.FromSeconds(30), times[1] - times[0]);
        Assert.Equal(TimeSpan.FromSeconds(30), times[2] - times[1]);
        await UntilEmptyAsync(queue);
    }

    private static async Task<QueueClient> QueueAsync(RunningApp app, string name)
    {
        var queue = app.Services.GetRequiredService<QueueServiceClient>().GetQueueClient(name);
        await queue.CreateIfNotExistsAsync();
        return queue;
    }

    private static async Task UntilEmptyAsync(QueueClient queue)
    {
        for (var tries = 0; tries < 500; tries++)
        {
            if ((await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount == 0) return;
            await Task.Delay(20);
        }
        Assert.Fail($"{queue.Name} is not empty.");
    }

    private Task<RunningApp> StartAsync(Type[] functions, params string[] args) =>
        RunningApp.StartAsync(functions, Configure, [$"--LeadScoring:DataPath={_folder.Path}", .. args]);

    private void Configure(FunctionsApplicationBuilder builder)
    {
        builder.Services.AddSingleton(_journal);
        builder.Services.AddSingleton(services =>
            new EmbeddedStore(_folder.File("store.db"), services.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton<QueueServiceClient>(services =>
            services.GetRequiredService<EmbeddedStore>().EmbeddedQueues);
        builder.UseTimeTravel((_, _, _) => Task.FromResult<DateTimeOffset?>(null));
    }
}
