namespace LeadScoring.Tests.Crash;

/// <summary>
/// Writes of several workers pass one at a time, in an order drawn by lot among those that wait, and now and then a
/// worker dies before or after its write.
/// </summary>
internal sealed class Storm : Weather, IAsyncDisposable
{
    private readonly Random _random;
    private readonly double _deaths;
    private readonly Lock _door = new();
    private readonly List<TaskCompletionSource> _waiting = [];
    private readonly SemaphoreSlim _arrivals = new(0);
    private readonly CancellationTokenSource _over = new();
    private readonly Task _turns;
    private TaskCompletionSource _passed = new();

    public Storm(int seed, double deaths)
    {
        (_random, _deaths) = (new Random(seed), deaths);
        _turns = Task.Run(GiveTurnsAsync);
    }

    public int Deaths { get; private set; }

    /// <summary>Nobody dies before this is set.</summary>
    public bool IsRaging { get; set; }

    public override async Task<T> WriteAsync<T>(Func<Task<T>> write)
    {
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_door) _waiting.Add(turn);
        _arrivals.Release();
        await turn.Task;
        try
        {
            var fate = IsRaging ? Draw() : 1;
            if (fate < _deaths / 2) throw Dead();
            var answer = await write();
            return fate < _deaths ? throw Dead() : answer;
        }
        finally
        {
            _passed.SetResult();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _turns.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Assert.False(_turns.IsFaulted);
        _over.Dispose();
        _arrivals.Dispose();
    }

    private double Draw()
    {
        lock (_door) return _random.NextDouble();
    }

    private PowerCutException Dead()
    {
        Deaths++; // one at a time: only who has the turn gets here
        return new PowerCutException();
    }

    private async Task GiveTurnsAsync()
    {
        while (true)
        {
            await _arrivals.WaitAsync(_over.Token); // somebody is at the door
            // A moment for the others to arrive as well, so that there is something to draw from.
            for (var i = 0; i < 30; i++) await Task.Yield();
            _passed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Next().SetResult();
            await _passed.Task;
        }
    }

    private TaskCompletionSource Next()
    {
        lock (_door)
        {
            var index = _random.Next(_waiting.Count);
            var turn = _waiting[index];
            _waiting.RemoveAt(index);
            return turn;
        }
    }
}
