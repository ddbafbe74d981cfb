using System.Collections.Concurrent;
using System.Diagnostics;
using LeadScoring.Mail;
using LeadScoring.Storage.Embedded;
using LeadScoring.Tests.Crash;
using LeadScoring.Tests.Storage;

namespace LeadScoring.Tests.Hostile;

/// <summary>
/// Bots against the app in a process of its own, so that the memory measured is the app's. Afterwards the honest people
/// must be as they were, and nobody else anywhere but in the waiting room of the unconfirmed.
/// </summary>
internal sealed class HostileRun : IDisposable
{
    private const int Callers = 8;
    private const int LookEvery = 250;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentDictionary<string, int> _answers = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _findings = new();
    private readonly SortedDictionary<int, double> _memory = [];
    private int _done;

    /// <summary>How often each kind got each status.</summary>
    public IReadOnlyDictionary<string, int> Answers => _answers;

    public IReadOnlyCollection<string> Findings => _findings;

    /// <summary>MiB of the app's resident memory, by the number of requests made.</summary>
    public IReadOnlyDictionary<int, double> Memory => _memory;

    public int Mails { get; private set; }

    public async Task RunAsync(int requests, int seed, int measureEvery)
    {
        var data = _folder.File("data");
        using var app = await AppProcess.StartAsync(data, "--LeadScoring:TimeTravel=true");
        var outbox = new Outbox(Path.Combine(data, "outbox"));
        var victims = await Victims.EnterAsync(app, outbox);
        var targets = new Targets(data, app.Http.BaseAddress!);
        var bots = new Bots(seed, targets, victims.Used);
        using var stranger = Stranger(app);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, requests), new ParallelOptions { MaxDegreeOfParallelism = Callers },
            async (number, _) =>
            {
                using var attack = bots.Make(number);
                if (await SendAsync(stranger, attack) == 0 && !attack.MayBe.Contains(0))
                {
                    // The app had just closed the connection that the client took, because of another bot's request.
                    using var again = bots.Make(number);
                    if (await SendAsync(stranger, again) is 0) _findings.Enqueue($"{again.Kind}: no answer, twice");
                }
                Count(app, targets, measureEvery);
            });
        await DrainedAsync(data);
        _memory[requests] = MemoryOf(app);
        await ScanTheRestAsync(stranger, targets);
        await DrainedAsync(data);
        if (targets.MostAsked > 4) _findings.Enqueue($"One address was asked to confirm {targets.MostAsked} times.");
        foreach (var finding in targets.Findings) _findings.Enqueue(finding);
        Mails = targets.Mails;
        await JudgeAsync(app, victims, requests);
    }

    public void Dispose() => _folder.Dispose();

    private void Count(AppProcess app, Targets targets, int measureEvery)
    {
        var done = Interlocked.Increment(ref _done);
        if (done % LookEvery == 0)
            lock (targets) targets.Look();
        if (done % measureEvery == 0)
            lock (_memory) _memory[done] = MemoryOf(app);
    }

    private async Task<int> SendAsync(HttpClient stranger, Attack attack)
    {
        var (status, text) = attack.Raw is { } raw
            ? await RawAttacks.SendAsync(stranger.BaseAddress!, raw)
            : await SendAsync(stranger, attack.Request!);
        _answers.AddOrUpdate($"{attack.Kind} {status}", 1, (_, count) => count + 1);
        var what = $"{attack.Kind} {attack.Raw ?? $"{attack.Request!.Method} {attack.Request.RequestUri}"}";
        if (status != 0 && !attack.MayBe.Contains(status)) _findings.Enqueue($"{what} was answered {status}: {text}");
        if (text.Contains("\nX-Pwned", StringComparison.Ordinal) || IsRunBy(text))
            _findings.Enqueue($"{what} came back as it was: {text}");
        return status;
    }

    private static async Task<(int Status, string Text)> SendAsync(HttpClient stranger, HttpRequestMessage request)
    {
        try
        {
            using var answer = await stranger.SendAsync(request);
            var body = await answer.Content.ReadAsStringAsync();
            return ((int)answer.StatusCode, $"{answer.Headers}{answer.Content.Headers}{body}");
        }
        catch (HttpRequestException)
        {
            return (0, ""); // the app hung up in the middle of a body it does not want
        }
    }

    /// <summary>A browser would run what the bot sent; in JSON it is text.</summary>
    private static bool IsRunBy(string text) =>
        text.Contains("text/html", StringComparison.Ordinal)
        && text.Contains("<script>pwned", StringComparison.Ordinal);

    private async Task ScanTheRestAsync(HttpClient stranger, Targets targets)
    {
        targets.Look();
        while (targets.TryNext(out var link))
        {
            using var attack = new Attack("scanner", 200, 302) { Request = new(link.Method, link.Path) };
            await SendAsync(stranger, attack);
        }
    }

    private async Task JudgeAsync(AppProcess app, Victims victims, int requests)
    {
        foreach (var change in await victims.ChangesAsync()) _findings.Enqueue(change);
        for (var number = -20; number < requests; number += Math.Max(1, requests / 300))
            if (await victims.GrantOfAsync(Bots.AddressOf(number)) is { } grant) _findings.Enqueue(grant);
        var parked = (int)(await app.GetAsync("/api/health"))["parked"]!;
        if (parked > 0) _findings.Enqueue($"{parked} messages could not be handled.");
    }

    private static async Task DrainedAsync(string data)
    {
        using var patience = new CancellationTokenSource(Patience);
        await using var store = new EmbeddedStore(Path.Combine(data, "leadscoring.db"), TimeProvider.System);
        foreach (var queue in Queues.All)
        {
            var client = store.Queues.GetQueueClient(queue);
            while ((await client.GetPropertiesAsync(patience.Token)).Value.ApproximateMessagesCount > 0)
                await Task.Delay(TimeSpan.FromMilliseconds(100), patience.Token);
        }
    }

    private static double MemoryOf(AppProcess app)
    {
        using var process = Process.GetProcessById(app.ProcessId);
        return process.WorkingSet64 / 1024.0 / 1024.0;
    }

    private static HttpClient Stranger(AppProcess app) => new(new HttpClientHandler { AllowAutoRedirect = false })
    {
        BaseAddress = app.Http.BaseAddress,
        Timeout = TimeSpan.FromMinutes(1),
    };
}
