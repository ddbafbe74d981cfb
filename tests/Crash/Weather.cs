using Azure;
using Azure.Storage.Queues.Models;

namespace LeadScoring.Tests.Crash;

/// <summary>
/// What may happen to the writes of an app on their way to its store; clear sky unless a test says otherwise.
/// </summary>
internal class Weather
{
    /// <summary>Around each write to a table and each message sent.</summary>
    public virtual Task<T> WriteAsync<T>(Func<Task<T>> write) => write();

    /// <summary>Around each mail on its way to the provider, whose client repeats nothing by itself.</summary>
    public virtual Task<T> HandOverAsync<T>(Func<Task<T>> handOver) => handOver();

    /// <summary>The order in which received messages are handled.</summary>
    public virtual QueueMessage[] Arrange(QueueMessage[] received) => received;
}

/// <summary>
/// The process is gone at this line, as far as the code around it can tell: no handler knows this exception.
/// </summary>
internal sealed class PowerCutException() : Exception("The power went out.");

/// <summary>How a write goes wrong.</summary>
public enum Mishap
{
    /// <summary>The process dies before the write.</summary>
    DiesBefore,

    /// <summary>The process dies when the write is on the disk and nobody has heard of it.</summary>
    DiesAfter,

    /// <summary>The answer gets lost, and the client sends the write again, as the SDK's retries do.</summary>
    IsSentTwice,
}

/// <summary>Lets one write go wrong, counted from the moment of arming.</summary>
internal sealed class OneMishap : Weather
{
    private int _writes;
    private int _unlucky;
    private Mishap _mishap;

    /// <summary>Writes since the arming.</summary>
    public int Writes => _writes;

    public void Arm(int unlucky, Mishap mishap) => (_writes, _unlucky, _mishap) = (0, unlucky, mishap);

    public override Task<T> WriteAsync<T>(Func<Task<T>> write) => RunAsync(write, _mishap);

    public override Task<T> HandOverAsync<T>(Func<Task<T>> handOver) =>
        RunAsync(handOver, _mishap == Mishap.IsSentTwice ? Mishap.DiesAfter : _mishap);

    private async Task<T> RunAsync<T>(Func<Task<T>> write, Mishap mishap)
    {
        if (Interlocked.Increment(ref _writes) != _unlucky) return await write();
        if (mishap == Mishap.DiesBefore) throw new PowerCutException();
        await write();
        if (mishap == Mishap.DiesAfter) throw new PowerCutException();
        return await write();
    }
}

/// <summary>
/// Every message is sent three times, and what is received together is handled in another order, at once.
/// </summary>
internal sealed class Echo(int seed) : Weather
{
    private readonly Random _random = new(seed);

    public override async Task<T> WriteAsync<T>(Func<Task<T>> write)
    {
        if (typeof(T) != typeof(Response<SendReceipt>)) return await write();
        await write();
        await write();
        return await write();
    }

    public override QueueMessage[] Arrange(QueueMessage[] received)
    {
        lock (_random) _random.Shuffle(received);
        return received;
    }
}
