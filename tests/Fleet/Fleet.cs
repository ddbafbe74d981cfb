using System.Net;
using System.Net.Http.Json;
using LeadScoring.Tests.Crash;

namespace LeadScoring.Tests.Fleet;

/// <summary>
/// Several processes of the app on one storage account, of which some are killed while they work, and careful callers:
/// a call that was not clearly accepted is made again, at whatever process, under the same ids.
/// </summary>
internal sealed class Fleet : IAsyncDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly string _folder;
    private readonly string[] _settings;
    private readonly AppProcess[] _apps;
    private int _accepted;
    private int _repeats;
    private int _asksToWait;

    private Fleet(string folder, string[] settings, int size)
    {
        (_folder, _settings) = (folder, settings);
        _apps = new AppProcess[size];
    }

    public IReadOnlyList<AppProcess> Apps => _apps;

    /// <summary>Calls that were accepted so far.</summary>
    public int Accepted => _accepted;

    /// <summary>Calls made again because nobody knew what had become of them, or because they were asked to.</summary>
    public int Repeats => _repeats;

    /// <summary>Answers 429 and 503.</summary>
    public int AsksToWait => _asksToWait;

    public int Kills { get; private set; }

    /// <param name="folder">Where each process gets a folder of data of its own.</param>
    /// <param name="size">How many processes; they start at the same time.</param>
    /// <param name="settings">The same for all.</param>
    public static async Task<Fleet> StartAsync(string folder, int size, params string[] settings)
    {
        var fleet = new Fleet(folder, settings, size);
        await Task.WhenAll(Enumerable.Range(0, size).Select(fleet.StartAsync));
        return fleet;
    }

    /// <summary>SIGKILL, and another start at once, as a supervisor does it.</summary>
    public async Task KillAsync(int number)
    {
        await _apps[number].KillAsync();
        _apps[number].Dispose();
        Kills++;
        await StartAsync(number);
    }

    /// <summary>Makes the call until it is accepted, each time at a process drawn by chance.</summary>
    public async Task CallAsync(string path, object? body, Random random)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var pause = await TryAsync(_apps[random.Next(_apps.Length)], path, body);
            if (pause is null) return;
            Interlocked.Increment(ref _repeats);
            await Task.Delay(pause.Value, patience.Token);
        }
    }

    public ValueTask DisposeAsync()
    {
        foreach (var app in _apps) app?.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task StartAsync(int number) =>
        _apps[number] = await AppProcess.StartAsync(Path.Combine(_folder, $"app-{number}"), _settings);

    /// <summary>Null when it was accepted, else how long to wait before the next try.</summary>
    private async Task<TimeSpan?> TryAsync(AppProcess app, string path, object? body)
    {
        try
        {
            using var answer = await app.Http.PostAsJsonAsync(path, body);
            if (answer.IsSuccessStatusCode)
            {
                Interlocked.Increment(ref _accepted);
                return null;
            }
            Assert.True(
                answer.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable,
                $"{path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
            Interlocked.Increment(ref _asksToWait);
            return answer.Headers.RetryAfter?.Delta is { } wait && wait < LongestWait ? wait : LongestWait;
        }
        catch (Exception broken)
            when (broken is HttpRequestException or OperationCanceledException or ObjectDisposedException)
        {
            return TimeSpan.FromMilliseconds(50); // killed under our hands: nobody knows whether it was taken
        }
    }
}
