using LeadScoring.Tests.Crash;

namespace LeadScoring.Tests.Misbehaving;

/// <summary>
/// The app as a process that is killed at a random moment of each of its lives but the last. Whoever acts on it acts
/// again in the next life, like a caller that got no answer.
/// </summary>
internal sealed class LivesAndDeaths(string data, int kills, Random chance, params string[] settings) : IDisposable
{
    private AppProcess? _app;
    private Task _death = Task.CompletedTask;
    private bool _isSpared;

    public int Deaths { get; private set; }

    /// <summary>Acts until an app that lives through it has answered.</summary>
    public async Task ActAsync(Func<AppProcess, Task> act)
    {
        while (true)
        {
            var app = _app ?? await LiveAsync();
            try
            {
                await act(app);
                return;
            }
            catch (Exception died) when (died is HttpRequestException or TaskCanceledException or IOException)
            {
                await _death;
                Assert.False(app.IsAlive, $"It lives, and did not answer: {died}");
                Bury();
            }
        }
    }

    /// <summary>Nobody is killed any more until <see cref="KillAsync"/>.</summary>
    public async Task SpareAsync()
    {
        await _death;
        if (_app is { IsAlive: false }) Bury();
        _isSpared = true;
    }

    public async Task KillAsync()
    {
        if (_app is { } app) await app.KillAsync();
        Bury();
    }

    public void Dispose() => Bury();

    private async Task<AppProcess> LiveAsync()
    {
        var app = _app = await AppProcess.StartAsync(data, ["--LeadScoring:TimeTravel=true", .. settings]);
        if (!_isSpared && Deaths < kills) _death = DieAsync(app, TimeSpan.FromMilliseconds(chance.Next(20, 1500)));
        return app;
    }

    private async Task DieAsync(AppProcess app, TimeSpan after)
    {
        Deaths++;
        await Task.Delay(after);
        await app.KillAsync();
    }

    private void Bury()
    {
        _app?.Dispose();
        _app = null;
    }
}
