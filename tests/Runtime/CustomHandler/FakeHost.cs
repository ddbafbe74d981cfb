using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace LeadScoring.Tests.Runtime.CustomHandler;

/// <summary>
/// A stand-in for the Functions host, as the app sees it: starts the published folder as its <c>host.json</c> says,
/// waits for it, and hands over requests, messages and timers in the host's own words.
/// </summary>
internal sealed class FakeHost : IAsyncDisposable
{
    public const string PublicName = "leads.example.com";

    /// <summary>What the images of the host set for the host, and its child inherits; and more of the kind.</summary>
    private static readonly (string Name, string Value)[] Inherited =
    [
        ("ASPNETCORE_CONTENTROOT", "/azure-functions-host"), ("ASPNETCORE_URLS", "http://+:80"),
        ("ASPNETCORE_HTTP_PORTS", "8080"), ("ASPNETCORE_HTTPS_PORTS", "8443"), ("ASPNETCORE_ENVIRONMENT", "Production"),
        ("ASPNETCORE_HOSTINGSTARTUPASSEMBLIES", "Not.There"), ("ASPNETCORE_FORWARDEDHEADERS_ENABLED", "true"),
        ("Kestrel__Endpoints__Http__Url", "http://0.0.0.0:8081"), ("FUNCTIONS_WORKER_RUNTIME", "custom"),
        ("DOTNET_ROOT", "/not/there"), ("WEBSITE_HOSTNAME", PublicName),
    ];

    private readonly PublishedApp _app;
    private readonly Process _process;
    private readonly HttpClient _http;

    private FakeHost(PublishedApp app, Process process, int port)
    {
        (_app, _process, Port) = (app, process, port);
        _http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromMinutes(1) };
        process.OutputDataReceived += (_, line) => Keep(Output, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(Errors, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Port { get; }

    public int ProcessId => _process.Id;

    /// <summary>From the start of the process to its first answer.</summary>
    public TimeSpan ReadyAfter { get; private set; }

    public ConcurrentQueue<string> Output { get; } = new();

    public ConcurrentQueue<string> Errors { get; } = new();

    public static async Task<FakeHost> StartAsync(PublishedApp app, params (string Name, string Value)[] settings)
    {
        var started = TimeProvider.System.GetTimestamp();
        var host = Start(app, settings);
        var patience = TimeSpan.Parse((string)app.HostJson["customHandler"]!["initializationTimeout"]!, null);
        while (!await host.AnswersAsync())
        {
            if (host._process.HasExited || TimeProvider.System.GetElapsedTime(started) > patience)
                Assert.Fail("The app did not start: " + string.Join('\n', host.Output.Concat(host.Errors)));
            await Task.Delay(25);
        }
        host.ReadyAfter = TimeProvider.System.GetElapsedTime(started);
        return host;
    }

    /// <summary>Starts what is expected to end by itself.</summary>
    public static FakeHost Start(PublishedApp app, params (string Name, string Value)[] settings)
    {
        var description = app.HostJson["customHandler"]!["description"]!;
        var port = FreePort();
        var command = new ProcessStartInfo(
            (string)description["defaultExecutablePath"]!,
            description["arguments"]!.AsArray().Select(argument => (string)argument!))
        {
            WorkingDirectory = app.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in Inherited.Concat(settings)) command.Environment[name] = value;
        command.Environment["FUNCTIONS_CUSTOMHANDLER_PORT"] = $"{port}";
        return new FakeHost(app, Process.Start(command)!, port);
    }

    /// <summary>A caller's request, passed through as it is, with the public name in <c>Host</c>.</summary>
    public async Task<HttpResponseMessage> PassOnAsync(
        HttpMethod method, string path, HttpContent? body = null, string? key = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body, Headers = { Host = PublicName } };
        if (key is not null) request.Headers.Add("x-functions-key", key);
        request.Headers.Add("X-Forwarded-For", "203.0.113.7:50312");
        return await _http.SendAsync(request);
    }

    /// <summary>Hands over what lies on the queues until they are empty; the number of messages.</summary>
    public async Task<int> PumpAsync(QueueServiceClient queues)
    {
        var triggers = _app.Functions.Where(function => function.TriggerType == "queueTrigger").ToList();
        for (var total = 0; ;)
        {
            var round = 0;
            foreach (var function in triggers)
                round += await PumpAsync(function, queues.GetQueueClient((string)function.Trigger["queueName"]!));
            if (round == 0) return total;
            total += round;
        }
    }

    public Task<HttpStatusCode> FireAsync(string timer) => InvokeAsync(timer, new JsonObject
    {
        ["Schedule"] = new JsonObject { ["AdjustForDST"] = true },
        ["ScheduleStatus"] = new JsonObject
        {
            ["Last"] = "2026-11-22T00:00:00.01+00:00",
            ["Next"] = "2026-11-22T00:01:00+00:00",
            ["LastUpdated"] = "2026-11-22T00:00:00.01+00:00",
        },
        ["IsPastDue"] = false,
    }, []);

    public async Task<HttpStatusCode> InvokeAsync(string function, JsonNode data, JsonObject metadata)
    {
        var binding = _app.Functions.Single(published => published.Name == function).Binding;
        metadata["sys"] = new JsonObject { ["MethodName"] = function, ["UtcNow"] = "2026-11-22T00:11:51Z" };
        var envelope = new JsonObject { ["Data"] = new JsonObject { [binding] = data }, ["Metadata"] = metadata };
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/{function}")
        {
            Content = new StringContent(envelope.ToJsonString(), Encoding.UTF8, "application/json"),
            Headers = { TransferEncodingChunked = true },
        };
        request.Headers.Add("X-Azure-Functions-InvocationId", "8f0a4a2e-1c0d-4d52-9a77-70b2a1f6a001");
        using var answer = await _http.SendAsync(request);
        // Without an object in the body the host would wait for ever.
        if (answer.IsSuccessStatusCode)
            Assert.NotNull(JsonNode.Parse(await answer.Content.ReadAsStringAsync()) as JsonObject);
        return answer.StatusCode;
    }

    public async Task<int> ExitCodeAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        return _process.ExitCode;
    }

    /// <summary>The end of an instance: SIGKILL, as the host does it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _http.Dispose();
    }

    private async Task<int> PumpAsync(PublishedFunction function, QueueClient queue)
    {
        QueueMessage[] batch = await queue.ReceiveMessagesAsync(16);
        foreach (var message in batch)
        {
            var text = Encoding.UTF8.GetString(Convert.FromBase64String(message.Body.ToString()));
            var status = await InvokeAsync(function.Name, JsonSerializer.Serialize(text), MetadataOf(message, text));
            Assert.Equal(HttpStatusCode.OK, status);
            await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt);
        }
        return batch.Length;
    }

    /// <summary>With the fields of the message laid over the host's own, whatever the case of their names.</summary>
    private static JsonObject MetadataOf(QueueMessage message, string text)
    {
        var metadata = new JsonObject(new JsonNodeOptions { PropertyNameCaseInsensitive = true })
        {
            ["DequeueCount"] = $"{message.DequeueCount}",
            ["Id"] = JsonSerializer.Serialize(message.MessageId),
            ["PopReceipt"] = JsonSerializer.Serialize(message.PopReceipt),
        };
        foreach (var (name, value) in JsonNode.Parse(text)!.AsObject()) metadata[name] = value?.ToJsonString();
        return metadata;
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var answer = await _http.GetAsync("/");
            return true;
        }
        catch (HttpRequestException refused) when (refused.InnerException is SocketException)
        {
            return false;
        }
    }

    private static void Keep(ConcurrentQueue<string> lines, string? line)
    {
        if (line is not null) lines.Enqueue(line);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
