using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Azure.Core;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using LeadScoring.Due;
using LeadScoring.Mail;
using LeadScoring.Runtime.SelfHost;
using LeadScoring.Tests.Contracts;
using LeadScoring.Tests.Storage;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace LeadScoring.Tests.StorageCost;

/// <summary>
/// The whole app on an Azure Storage account, every transaction counted. Its pumps stand still and are stepped by
/// hand, and so does its clock, so a piece of work costs the same in every run.
/// </summary>
internal sealed class MeteredApp : IAsyncDisposable
{
    private const string Key = "the-key-of-the-meter";

    private readonly TemporaryFolder _folder;
    private readonly IHost _host;
    private readonly MovableClock _clock;
    private readonly StorageMeter _meter;
    private readonly HttpClient _http;
    private readonly IAsyncDisposable _pause;

    private MeteredApp(
        TemporaryFolder folder, IHost host, MovableClock clock, StorageMeter meter, IAsyncDisposable pause)
    {
        (_folder, _host, _clock, _meter, _pause) = (folder, host, clock, meter, pause);
        var address = host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        _http = new HttpClient { BaseAddress = new Uri(address.First()) };
        _http.DefaultRequestHeaders.Add("x-functions-key", Key);
    }

    public DateTimeOffset Now => _clock.GetUtcNow();

    private Pumps Pumps => _host.Services.GetRequiredService<Pumps>();

    public static async Task<MeteredApp> OpenAsync(string connection, DateTimeOffset now)
    {
        var (folder, clock, meter) = (new TemporaryFolder(), new MovableClock(now), new StorageMeter());
        var host = Program.Build(
            [
                "--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default=None",
                $"--AzureWebJobsStorage={connection}", $"--LeadScoring:DataPath={folder.File("data")}",
                $"--LeadScoring:FunctionKey={Key}", "--LeadScoring:LinkSecret=the-link-secret-of-the-meter-0123456789",
            ],
            builder => Meter(builder, connection, clock, meter));
        await Starting.PrepareAsync(host);
        await host.StartAsync();
        var pause = await host.Services.GetRequiredService<Pumps>().PauseAsync(CancellationToken.None);
        return new MeteredApp(folder, host, clock, meter, pause);
    }

    /// <summary>What this piece of work costs, with all that it sets off.</summary>
    public async Task<StorageBill> CostOfAsync(Func<Task> work)
    {
        await SettleAsync();
        _meter.Take();
        await work();
        await SettleAsync();
        return _meter.Take();
    }

    public async Task<JsonNode> PostAsync(string path, object body)
    {
        using var answer = await _http.PostAsJsonAsync(path, body);
        return await ReadAsync(answer);
    }

    public async Task<JsonNode> GetAsync(string path)
    {
        using var answer = await _http.GetAsync(path);
        return await ReadAsync(answer);
    }

    public async Task PressAsync(string path)
    {
        using var answer = await _http.PostAsync(path, null);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode}");
    }

    /// <summary>Opens a mail's link and waits until its message shows, by the account's own clock.</summary>
    public async Task FollowAsync(string path)
    {
        using var answer = await _http.GetAsync(path);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode}");
        await Task.Delay(TimeSpan.FromSeconds(3));
    }

    /// <summary>What one tick of the timer costs, without the work that it hands to the queues.</summary>
    public Task TickAsync() => Pumps.FireTimersAsync(CancellationToken.None);

    public void Pass(TimeSpan span) => _clock.Pass(span);

    /// <summary>The clock moves to the next instant at which something is planned.</summary>
    public async Task PassToNextAsync()
    {
        var next = await _host.Services.GetRequiredService<DueIndex>().NextAfterAsync(Now, CancellationToken.None);
        _clock.Pass(next!.Value - Now);
    }

    public IReadOnlyList<OutboxMail> Mails() => [.. _host.Services.GetRequiredService<Outbox>().Newest(1000).Reverse()];

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _pause.DisposeAsync();
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
        _folder.Dispose();
    }

    private Task SettleAsync() => Pumps.DrainAsync(CancellationToken.None);

    private static void Meter(
        FunctionsApplicationBuilder builder, string connection, TimeProvider clock, StorageMeter meter)
    {
        var tables = new TableClientOptions();
        tables.AddPolicy(meter, HttpPipelinePosition.PerRetry);
        var queues = new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 };
        queues.AddPolicy(meter, HttpPipelinePosition.PerRetry);
        builder.Services.Replace(ServiceDescriptor.Singleton(clock));
        builder.Services.AddSingleton(new TableServiceClient(connection, tables));
        builder.Services.AddSingleton(new QueueServiceClient(connection, queues));
    }

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode}: {text}");
        return JsonNode.Parse(text)!;
    }
}
