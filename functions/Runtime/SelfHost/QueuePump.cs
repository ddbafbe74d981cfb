using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Logging;

namespace LeadScoring.Runtime.SelfHost;

/// <summary>
/// Takes messages as long as it is asked to: a new batch once no more than <c>newBatchThreshold</c> are being worked
/// on. An empty queue is asked again after 50 ms, then more and more slowly up to 2 s, or at once on a signal.
/// </summary>
internal sealed partial class QueuePump(QueueListener listener, HostJson settings, QueueSignals signals, ILogger log)
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private bool _created;

    /// <summary>Ends when <paramref name="stop"/> is set and what runs has finished.</summary>
    public async Task RunAsync(CancellationToken stop, CancellationToken abandon)
    {
        var running = new List<Task>();
        var pause = ShortestPause;
        while (!stop.IsCancellationRequested)
        {
            running.RemoveAll(task => task.IsCompleted);
            if (running.Count > settings.NewBatchThreshold)
            {
                await Task.WhenAny(running);
                continue;
            }
            var batch = await ReceiveAsync(abandon);
            running.AddRange(batch.Select(message =>
                Task.Run(() => listener.HandleAsync(message, abandon), CancellationToken.None)));
            if (batch.Count > 0)
            {
                pause = ShortestPause;
                continue;
            }
            await signals.WaitAsync(listener.QueueName, pause, stop);
            pause = pause * 2 > LongestPause ? LongestPause : pause * 2;
        }
        await Task.WhenAll(running);
    }

    /// <summary>An outage looks like an empty queue that is asked again later, but is logged.</summary>
    private async Task<IReadOnlyList<QueueMessage>> ReceiveAsync(CancellationToken abandon)
    {
        try
        {
            if (!_created) await listener.CreateAsync(abandon);
            _created = true;
            return await listener.ReceiveAsync(abandon);
        }
        catch (Exception) when (abandon.IsCancellationRequested)
        {
            return [];
        }
        catch (Exception outage)
        {
            _created = false;
            CannotReceive(log, listener.QueueName, outage);
            return [];
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Cannot receive from {Queue}")]
    private static partial void CannotReceive(ILogger log, string queue, Exception outage);
}
