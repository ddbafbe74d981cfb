using Azure;
using Azure.Storage.Queues.Models;
using LeadScoring.Mail;
using LeadScoring.Tests.Crash;

namespace LeadScoring.Tests.NurtureLaws;

/// <summary>
/// Workers die before or after a write, messages come three times and in another order, and the provider is away,
/// refuses, or takes a mail and is not heard: by lot, until it clears up.
/// </summary>
internal sealed class AnyWeather(int seed) : Weather
{
    private readonly Random _random = new(seed);

    /// <summary>The share of writes at which a worker dies.</summary>
    private const double Deaths = .02;

    public bool IsRaging { get; set; }

    /// <summary>Deaths so far.</summary>
    public int Dead { get; private set; }

    public override async Task<T> WriteAsync<T>(Func<Task<T>> write)
    {
        var isMessage = typeof(T) == typeof(Response<SendReceipt>);
        for (var again = isMessage && Draw() < .3 ? 2 : 0; again > 0; again--) await write();
        return await DyingAsync(write, Deaths);
    }

    public override async Task<T> HandOverAsync<T>(Func<Task<T>> handOver)
    {
        var fate = Draw();
        if (fate < .08)
            throw new MailUnavailableException("away", fate < .04 ? TimeSpan.FromMinutes(30) : null);
        if (fate < .1) throw new MailRefusedException("refused by lot");
        return await DyingAsync(handOver, .06);
    }

    public override QueueMessage[] Arrange(QueueMessage[] received)
    {
        if (IsRaging)
            lock (_random) _random.Shuffle(received);
        return received;
    }

    private async Task<T> DyingAsync<T>(Func<Task<T>> act, double share)
    {
        var fate = Draw();
        if (fate < share / 2) throw Death();
        var answer = await act();
        return fate < share ? throw Death() : answer;
    }

    private PowerCutException Death()
    {
        lock (_random) Dead++;
        return new PowerCutException();
    }

    /// <summary>1, where nothing happens, once it has cleared up.</summary>
    private double Draw()
    {
        lock (_random) return IsRaging ? _random.NextDouble() : 1;
    }
}
