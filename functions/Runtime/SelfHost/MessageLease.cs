using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Logging;

namespace LeadScoring.Runtime.SelfHost;

/// <summary>
/// Keeps a received message invisible to others by renewing at half of its lease, each time under a new pop receipt.
/// </summary>
internal sealed partial class MessageLease : IAsyncDisposable
{
    private readonly CancellationTokenSource _over = new();
    private readonly Task _renewing;

    public MessageLease(QueueClient queue, QueueMessage message, TimeSpan lease, ILogger log)
    {
        PopReceipt = message.PopReceipt;
        _renewing = RenewAsync(queue, message, lease, log);
    }

    /// <summary>The receipt in force; it stands still once the lease has ended.</summary>
    public string PopReceipt { get; private set; }

    /// <summary>Renews no more, after which the message may be deleted or put back.</summary>
    public async Task EndAsync()
    {
        await _over.CancelAsync();
        await _renewing;
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _over.Dispose();
    }

    private async Task RenewAsync(QueueClient queue, QueueMessage message, TimeSpan lease, ILogger log)
    {
        try
        {
            while (true)
            {
                await Task.Delay(lease / 2, TimeProvider.System, _over.Token);
                var renewed = await queue.UpdateMessageAsync(
                    message.MessageId, PopReceipt, visibilityTimeout: lease, cancellationToken: CancellationToken.None);
                PopReceipt = renewed.Value.PopReceipt;
            }
        }
        catch (OperationCanceledException)
        {
            // The function has ended.
        }
        catch (Exception failure)
        {
            NotRenewed(log, queue.Name, message.MessageId, failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "The lease of message {MessageId} on {Queue} could not be renewed")]
    private static partial void NotRenewed(ILogger log, string queue, string messageId, Exception failure);
}
