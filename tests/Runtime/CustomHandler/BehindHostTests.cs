using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using LeadScoring.Mail;
using LeadScoring.Tests.Contracts;

namespace LeadScoring.Tests.Runtime.CustomHandler;

/// <summary>The published folder, started as the Functions host starts it, on a storage account.</summary>
[Collection(Published.Name), Trait("needs", Azurite.Name)]
public sealed class BehindHostTests(PublishedApp published, AzuriteBackEnd storage, ITestOutputHelper output)
    : IDisposable
{
    private const string Key = "the-key-of-the-tests";

    private readonly TempFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task It_is_soon_ready_and_serves_requests_messages_and_timers()
    {
        await using var host = await FakeHost.StartAsync(published, Settings());
        output.WriteLine($"Ready after {host.ReadyAfter.TotalMilliseconds:F0} ms (aim: 2000).");
        // Generous: the machine may be busy with other tests.
        Assert.True(host.ReadyAfter < TimeSpan.FromSeconds(20), $"{host.ReadyAfter}");

        var entry = new { entryId = "e-1", email = "taro@example.jp", name = "山田太郎", locale = "ja", optIn = true };
        using var entered = await host.PassOnAsync(
            HttpMethod.Post, "/api/campaigns/car-launch-2026/entries", JsonContent.Create(entry));
        Assert.Equal(HttpStatusCode.Accepted, entered.StatusCode);
        Assert.True(await host.PumpAsync(storage.Queues) >= 2); // the entry, then its confirmation mail
        Assert.Equal(HttpStatusCode.OK, await host.FireAsync("MoveDue"));

        var mail = Assert.Single(new Outbox(Path.Combine(_data.Path, "outbox")).Newest(10));
        Assert.Contains($"https://{FakeHost.PublicName}/api/opt-in/", mail.Text, StringComparison.Ordinal);
        using var found = await host.PassOnAsync(
            HttpMethod.Post, "/api/leads/find", JsonContent.Create(new { entry.email }), Key);
        Assert.Equal("山田太郎", (string)JsonNode.Parse(await found.Content.ReadAsStringAsync())!["name"]!);
        using var unknown = await host.PassOnAsync(HttpMethod.Get, "/api/leads");
        Assert.Equal(HttpStatusCode.Unauthorized, unknown.StatusCode);
    }

    [Fact]
    public async Task What_the_host_has_poisoned_is_parked_and_given_up_by_its_door()
    {
        await using var host = await FakeHost.StartAsync(published, Settings());
        var poison = storage.Queues.GetQueueClient(LeadScoring.Queues.SendsPoison);
        await poison.SendMessageAsync(Convert.ToBase64String("""{"nonsense":"1"}"""u8));

        Assert.True(await host.PumpAsync(storage.Queues) >= 1); // and what the start has sent

        using var list = await host.PassOnAsync(HttpMethod.Get, "/api/parked?queue=sends", null, Key);
        var parked = Assert.Single(JsonNode.Parse(await list.Content.ReadAsStringAsync())!["parked"]!.AsArray())!;
        Assert.Equal("""{"nonsense":"1"}""", parked["message"]!.ToJsonString());
        Assert.Equal("ArgumentNullException", (string)parked["error"]!);
        using var gone = await host.PassOnAsync(HttpMethod.Delete, $"/api/parked/{parked["id"]}", null, Key);
        Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        using var health = await host.PassOnAsync(HttpMethod.Get, "/api/health");
        Assert.Equal(0, (int)JsonNode.Parse(await health.Content.ReadAsStringAsync())!["parked"]!);
    }

    [Fact]
    public async Task Callers_reach_the_doors_only()
    {
        await using var host = await FakeHost.StartAsync(published, Settings());

        foreach (var path in published.Functions.Select(function => $"/{function.Name}").Append("/api/dev/time"))
        {
            using var answer = await host.PassOnAsync(
                HttpMethod.Post, path, JsonContent.Create(new { Data = new { } }), Key);
            Assert.Equal((path, HttpStatusCode.NotFound), (path, answer.StatusCode));
        }
        Assert.Equal([$"0100007F:{host.Port:X4}"], ListeningAddresses(host.ProcessId));
    }

    [Fact]
    public async Task A_failure_is_one_line_among_the_errors_and_the_key_is_in_no_log()
    {
        await using var host = await FakeHost.StartAsync(published, Settings());

        Assert.Equal(HttpStatusCode.InternalServerError, await host.InvokeAsync("SendMails", "no JSON", []));
        Assert.Equal(HttpStatusCode.OK, await host.FireAsync("MoveDue"));
        for (var tries = 0; host.Errors.IsEmpty && tries < 100; tries++) await Task.Delay(20);

        Assert.Contains("SendMails failed", Assert.Single(host.Errors), StringComparison.Ordinal);
        Assert.DoesNotContain(host.Output, line => line.Contains(Key, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_start_that_is_refused_ends_with_1_and_one_sentence()
    {
        await using var host = FakeHost.Start(published, [.. Settings(), ("LeadScoring__FunctionKey", "")]);

        Assert.Equal(1, await host.ExitCodeAsync());
        Assert.Contains("LeadScoring__FunctionKey", Assert.Single(host.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Even_a_peaceful_end_is_no_0_which_the_host_would_take_for_life()
    {
        await using var host = await FakeHost.StartAsync(published, Settings());

        using var kill = System.Diagnostics.Process.Start("/bin/sh", ["-c", $"kill -TERM {host.ProcessId}"]);

        Assert.Equal(200, await host.ExitCodeAsync());
    }

    private (string Name, string Value)[] Settings() =>
    [
        ("AzureWebJobsStorage", storage.ConnectionString), ("LeadScoring__FunctionKey", Key),
        ("LeadScoring__LinkSecret", "a-secret-of-the-tests-that-is-long-enough"), ("LeadScoring__DataPath", _data.Path),
    ];

    /// <summary>Where a process listens, as Linux writes it: in hexadecimal, the address back to front.</summary>
    private static List<string> ListeningAddresses(int process)
    {
        var sockets = Directory.EnumerateFiles($"/proc/{process}/fd")
            .Select(file => new FileInfo(file).LinkTarget).ToHashSet();
        return [.. new[] { "tcp", "tcp6" }
            .SelectMany(kind => File.ReadLines($"/proc/{process}/net/{kind}").Skip(1))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(field => field[3] == "0A" && sockets.Contains($"socket:[{field[9]}]"))
            .Select(field => field[1])];
    }
}
