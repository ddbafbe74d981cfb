using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using LeadScoring.Consent;
using LeadScoring.Leads;
using LeadScoring.Mail;
using LeadScoring.Nurture;
using LeadScoring.Parking;
using LeadScoring.Publishing;
using LeadScoring.Runtime.SelfHost;
using LeadScoring.Storage;
using LeadScoring.Tests.Contracts;
using LeadScoring.Tests.Hits;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.RollOut;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LeadScoring.Tests.Crash;

/// <summary>
/// The whole app in some weather, on a clock that stands. Nothing runs by itself: a test fires the timers and drains
/// the queues, and a message that failed is back at once, as often as the queue gives it.
/// </summary>
internal sealed class StormyBrand : IAsyncDisposable
{
    private readonly Brand _brand;
    private readonly MovableClock _clock;
    private readonly Pumps _pumps;
    private readonly IAsyncDisposable _paused;

    private StormyBrand(Brand brand, MovableClock clock, Pumps pumps, IAsyncDisposable paused)
    {
        (_brand, _clock, _pumps, _paused) = (brand, clock, pumps, paused);
    }

    /// <summary>A Monday, ten o'clock in Tokyo, where the windows of the sample scenarios open.</summary>
    public static DateTimeOffset Start { get; } = new(2027, 2, 1, 1, 0, 0, TimeSpan.Zero);

    public StormyDelivery Mail => (StormyDelivery)_brand.Services.GetRequiredService<IMailDelivery>();

    public SignedLinks Links => _brand.Services.GetRequiredService<SignedLinks>();

    public Tables Tables => _brand.Services.GetRequiredService<Tables>();

    public HttpClient Http => _brand.Http;

    public IServiceProvider Services => _brand.Services;

    public T Get<T>() where T : notnull => _brand.Services.GetRequiredService<T>();

    public static Task<StormyBrand> OpenAsync(Weather weather, int batchSize = 1, params string[] more) =>
        OpenAsync(Start, weather, batchSize, more, (change, settings) => Brand.OpenAsync(null, change, settings));

    /// <summary>With more in it than is shipped.</summary>
    public static Task<StormyBrand> OpenAsync(
        Weather weather, int batchSize, Action<FunctionsApplicationBuilder> more) =>
        OpenAsync(Start, weather, batchSize, [], (change, settings) => Brand.OpenAsync(
            null,
            builder =>
            {
                change(builder);
                more(builder);
            },
            settings));

    /// <summary>Another process on the same store, in a weather of its own; it has to end before the first.</summary>
    public static Task<StormyBrand> OpenBesideAsync(StormyBrand first, Weather weather, params string[] more) =>
        OpenAsync(
            first._clock.GetUtcNow(), weather, 1, more,
            (change, settings) => Brand.OpenBesideAsync(first._brand, change, settings));

    private static async Task<StormyBrand> OpenAsync(
        DateTimeOffset now, Weather weather, int batchSize, string[] more,
        Func<Action<FunctionsApplicationBuilder>, string[], Task<Brand>> open)
    {
        var clock = new MovableClock(now);
        var brand = await open(
            builder =>
            {
                Rulebook.Quick(builder);
                var services = builder.Services;
                services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock));
                services.Replace(ServiceDescriptor.Singleton<TableServiceClient>(
                    made => new StormyTables(made.GetRequiredService<Stores>().Tables, weather)));
                services.Replace(ServiceDescriptor.Singleton<QueueServiceClient>(
                    made => new StormyQueues(made.GetRequiredService<Stores>().Queues, weather)));
                services.Replace(ServiceDescriptor.Singleton<IMailDelivery>(made =>
                    new StormyDelivery(new OutboxDelivery(made.GetRequiredService<DataPath>().Outbox), weather)));
            },
            [
                "--AzureFunctionsJobHost:extensions:queues:visibilityTimeout=00:00:00",
                $"--AzureFunctionsJobHost:extensions:queues:batchSize={batchSize}",
                $"--AzureFunctionsJobHost:extensions:queues:newBatchThreshold={batchSize / 2}",
                "--LeadScoring:RequestsPerMinute=1000000", "--LeadScoring:PublicUrl=https://app.example",
                .. more,
            ]);
        var pumps = brand.Services.GetRequiredService<Pumps>();
        return new StormyBrand(brand, clock, pumps, await pumps.PauseAsync(default));
    }

    /// <summary>An address whose owner is in no scenario's control group, so that all journeys are alike.</summary>
    public string NextAddress(ref int number)
    {
        while (true)
        {
            var address = $"person-{number++}@example.jp";
            if (!IsHeldOut(IdOf(address))) return address;
        }
    }

    public string IdOf(string address) => Get<LeadIds>().Of(EmailAddress.Parse(address, out _)!);

    /// <summary>Moves the clock, and nothing else happens.</summary>
    public void StandAt(DateTimeOffset instant) => _clock.Pass(instant - _clock.GetUtcNow());

    /// <summary>
    /// Moves the clock and lets the timers and the queues run until nothing is left. The timer's next tick is its
    /// retry, and the one after it takes out what a repeated message has planned once more.
    /// </summary>
    public async Task SettleAsync(DateTimeOffset? at = null)
    {
        if (at is { } instant) StandAt(instant);
        for (var tick = 0; tick < 3; tick++)
        {
            await _pumps.FireTimersAsync(default);
            await _pumps.DrainAsync(default);
        }
    }

    /// <summary>Posts as a careful caller does: again, after anything but an acceptance.</summary>
    public Task PostAsync(string path, object body, HttpStatusCode? orElse = null) =>
        CallAsync(HttpMethod.Post, path, body, orElse);

    public Task PutAsync(string path, object body) => CallAsync(HttpMethod.Put, path, body);

    /// <summary>Asks as careful callers do: an answer that cannot be noted in the audit trail is not given.</summary>
    public async Task<JsonNode> GetAsync(string path)
    {
        for (var tries = 0; tries < 5; tries++)
        {
            using var answer = await _brand.Http.GetAsync(path);
            if (answer.IsSuccessStatusCode) return (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
        }
        return await _brand.GetAsync(path);
    }

    private async Task CallAsync(HttpMethod method, string path, object body, HttpStatusCode? orElse = null)
    {
        var refusal = "";
        for (var tries = 0; tries < 5; tries++)
        {
            using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
            using var answer = await _brand.Http.SendAsync(request);
            if (answer.IsSuccessStatusCode || answer.StatusCode == orElse) return;
            refusal = await answer.Content.ReadAsStringAsync();
        }
        Assert.Fail($"{path} is not accepted: {refusal}");
    }

    /// <summary>Opens a mail's link as a patient reader does: again, until it leads somewhere.</summary>
    public async Task FollowAsync(string path)
    {
        for (var tries = 0; tries < 5; tries++)
        {
            using var answer = await _brand.Http.GetAsync(path);
            if (answer.StatusCode == HttpStatusCode.Found) return;
        }
        Assert.Fail($"{path} leads nowhere.");
    }

    /// <summary>Tells an event as the provider does: again, until it is accepted.</summary>
    public async Task TellAsync(Provider provider, object told)
    {
        for (var tries = 0; tries < 5; tries++)
        {
            using var answer = await provider.PostAsync(_brand.Http, JsonSerializer.Serialize(new[] { told }));
            if (answer.IsSuccessStatusCode) return;
        }
        Assert.Fail("The event is not accepted.");
    }

    /// <summary>Erases a person, as careful callers do.</summary>
    public async Task EraseAsync(string email)
    {
        for (var tries = 0; tries < 10; tries++)
        {
            using var answer = await _brand.Http.DeleteAsync($"/api/leads/{IdOf(email)}");
            if (answer.IsSuccessStatusCode) return;
        }
        Assert.Fail("The lead is not erased.");
    }

    /// <summary>How many messages wait, have been given up, or are parked, of all queues.</summary>
    public async Task<int> MessagesLeftAsync()
    {
        var left = 0;
        foreach (var queue in Queues.All.SelectMany(name => new[] { name, name + Queues.Poison }))
            left += (await Get<Stores>().Queues.GetQueueClient(queue).GetPropertiesAsync())
                .Value.ApproximateMessagesCount;
        foreach (var queue in Queues.All) left += await Get<ParkedStore>().CountAsync(queue, 10, default);
        return left;
    }

    public async ValueTask DisposeAsync()
    {
        await _paused.DisposeAsync();
        await _brand.DisposeAsync();
    }

    private bool IsHeldOut(string leadId) => Get<InForce>().Edition.Scenarios.Values
        .Any(scenario => Holdout.IsHeldOut(leadId, scenario.Id, scenario.HoldoutPercent));
}
