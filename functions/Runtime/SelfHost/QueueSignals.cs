using System.Collections.Concurrent;
using System.Threading.Channels;

namespace LeadScoring.Runtime.SelfHost;

/// <summary>
/// Tells a sleeping pump that this process has just sent to its queue. A hint only: without it the message is found
/// at the next poll.
/// </summary>
internal sealed class QueueSignals
{
    private readonly ConcurrentDictionary<string, Channel<bool>> _queues = new(StringComparer.Ordinal);

    public void Sent(string queueName) => Of(queueName).Writer.TryWrite(true);

    /// <summary>Returns on a signal given since the last wait, or after <paramref name="atMost"/>.</summary>
    public async Task WaitAsync(string queueName, TimeSpan atMost, CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        either.CancelAfter(atMost);
        try
        {
            await Of(queueName).Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            // Slept long enough, or told to stop: the caller looks which.
        }
    }

    private Channel<bool> Of(string queueName) => _queues.GetOrAdd(queueName, static _ =>
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }));
}
