using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using LeadScoring.Runtime.Invocations;
using LeadScoring.Storage.Embedded;
using Microsoft.Extensions.Logging;

namespace LeadScoring.Runtime.SelfHost;

/// <summary>
/// One queue and its function. A message is leased for a minute, renewed while the function runs, and deleted when
/// it succeeds. One that fails comes back after <c>visibilityTimeout</c>; at the <c>maxDequeueCount</c>-th failure it
/// moves to the queue's <c>-poison</c> queue. There it comes back every ten minutes, for as long as it fails. A process
/// that dies leaves the message to whoever comes next.
/// </summary>
internal sealed partial class QueueListener(
    FunctionEntry function, string queueName, QueueServiceClient service, FunctionInvoker invoker, HostJson settings,
    ILogger log)
{
    private static readonly TimeSpan Never = TimeSpan.FromSeconds(-1);

    private readonly QueueClient _queue = service.GetQueueClient(queueName);
    private readonly bool _isPoisonQueue = queueName.EndsWith(Queues.Poison, StringComparison.Ordinal);

    public string QueueName => queueName;

    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(1);

    public Task CreateAsync(CancellationToken cancellation) =>
        _queue.CreateIfNotExistsAsync(cancellationToken: cancellation);

    public async Task<IReadOnlyList<QueueMessage>> ReceiveAsync(CancellationToken cancellation) =>
        (await _queue.ReceiveMessagesAsync(settings.BatchSize, Lease, cancellation)).Value;

    /// <summary>
    /// Handles what is visible until nothing is, as many at once as the pump would; the number of messages handled. On
    /// queues that follow another clock than the app's, a failed message is not waited for but tried again at once.
    /// </summary>
    public async Task<int> DrainAsync(CancellationToken cancellation)
    {
        var (handled, running) = (0, new List<Task>());
        TimeSpan? pause = service is EmbeddedQueueServiceClient || _isPoisonQueue ? null : TimeSpan.Zero;
        while (!cancellation.IsCancellationRequested)
        {
            var batch = running.Count > settings.NewBatchThreshold ? [] : await ReceiveAsync(cancellation);
            handled += batch.Count;
            running.AddRange(batch.Select(message =>
                Task.Run(() => HandleAsync(message, cancellation, pause), CancellationToken.None)));
            if (running.Count == 0) return handled;
            await Task.WhenAny(running);
            running.RemoveAll(task => task.IsCompleted);
        }
        await Task.WhenAll(running);
        throw new OperationCanceledException(cancellation);
    }

    /// <summary>
    /// Never throws: a storage failure is logged, and the message comes back when its lease ends. Cancelling asks the
    /// function to give up; its message is free again at once.
    /// </summary>
    public async Task HandleAsync(QueueMessage message, CancellationToken cancellation, TimeSpan? pause = null)
    {
        try
        {
            await using var lease = new MessageLease(_queue, message, Lease, log);
            // More tries than allowed without a recorded failure: the process died each time it had this message.
            var succeeded = !IsOver(message.DequeueCount - 1) && await RunAsync(message, cancellation);
            await lease.EndAsync();
            if (succeeded) await _queue.DeleteMessageAsync(message.MessageId, lease.PopReceipt, CancellationToken.None);
            else if (cancellation.IsCancellationRequested) await PutBackAsync(message, lease.PopReceipt, TimeSpan.Zero);
            else if (IsOver(message.DequeueCount)) await PoisonAsync(message, lease.PopReceipt);
            else await PutBackAsync(message, lease.PopReceipt, pause ?? Pause);
        }
        catch (RequestFailedException taken) when (taken.Status is 404 or 400)
        {
            LeaseLost(log, queueName, message.MessageId, taken.ErrorCode);
        }
        catch (Exception outage)
        {
            StorageFailed(log, queueName, message.MessageId, outage);
        }
    }

    private bool IsOver(long failures) => !_isPoisonQueue && failures >= settings.MaxDequeueCount;

    /// <summary>
    /// A poison message has no last try; the Functions host lets it lie for the rest of its lease of ten minutes.
    /// </summary>
    private TimeSpan Pause => _isPoisonQueue ? TimeSpan.FromMinutes(10) : settings.VisibilityTimeout;

    private async Task<bool> RunAsync(QueueMessage message, CancellationToken cancellation)
    {
        try
        {
            await invoker.InvokeAsync(function, message.Body.ToString(), cancellation);
            return true;
        }
        catch (Exception failure)
        {
            Failed(log, function.Name, message.MessageId, message.DequeueCount, failure);
            return false;
        }
    }

    private async Task PutBackAsync(QueueMessage message, string popReceipt, TimeSpan pause) =>
        await _queue.UpdateMessageAsync(
            message.MessageId, popReceipt, visibilityTimeout: pause, cancellationToken: CancellationToken.None);

    /// <summary>Copies first: dying in between leaves two copies, never none.</summary>
    private async Task PoisonAsync(QueueMessage message, string popReceipt)
    {
        var poison = service.GetQueueClient(queueName + Queues.Poison);
        await poison.CreateIfNotExistsAsync(cancellationToken: CancellationToken.None);
        await poison.SendMessageAsync(message.Body, timeToLive: Never, cancellationToken: CancellationToken.None);
        await _queue.DeleteMessageAsync(message.MessageId, popReceipt, CancellationToken.None);
        Poisoned(log, poison.Name, message.MessageId);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Function} failed on message {MessageId}, try {Try}")]
    private static partial void Failed(ILogger log, string function, string messageId, long @try, Exception failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "Message {MessageId} has failed too often and moved to {Queue}")]
    private static partial void Poisoned(ILogger log, string queue, string messageId);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "The lease of message {MessageId} on {Queue} was lost ({Code}): someone else handles it again")]
    private static partial void LeaseLost(ILogger log, string queue, string messageId, string? code);

    [LoggerMessage(Level = LogLevel.Error, Message = "Message {MessageId} on {Queue} comes back when its lease ends")]
    private static partial void StorageFailed(ILogger log, string queue, string messageId, Exception outage);
}
