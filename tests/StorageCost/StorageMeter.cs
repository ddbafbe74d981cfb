using System.Collections.Concurrent;
using Azure.Core;
using Azure.Core.Pipeline;

namespace LeadScoring.Tests.StorageCost;

/// <summary>
/// Sits in the pipeline of the storage clients, behind the retries, and counts what Azure Storage would bill: one
/// transaction for each request, also for an entity-group transaction and for a page of a query.
/// </summary>
internal sealed class StorageMeter : HttpPipelineSynchronousPolicy
{
    private readonly ConcurrentQueue<Kind> _seen = new();

    private enum Kind
    {
        Table,
        Message,
        Poll,
    }

    /// <summary>What was counted since the last call.</summary>
    public StorageBill Take()
    {
        var seen = new List<Kind>();
        while (_seen.TryDequeue(out var kind)) seen.Add(kind);
        return new StorageBill(seen.Count(kind => kind == Kind.Table), seen.Count(kind => kind == Kind.Message));
    }

    public override void OnSendingRequest(HttpMessage message) => _seen.Enqueue(KindOf(message.Request));

    private static Kind KindOf(Request request)
    {
        var path = request.Uri.Path ?? "";
        // Which rules and mails are in force is asked once in a second of work, however much the work is.
        if (path.Contains("(PartitionKey='rules',RowKey='current')", StringComparison.Ordinal)
            || path.Contains("(PartitionKey='nurture',RowKey='current')", StringComparison.Ordinal)) return Kind.Poll;
        if (!path.Contains("/messages", StringComparison.Ordinal)) return Kind.Table;
        // Asking for messages costs an idle queue as much as a busy one: it is no work's own.
        return request.Method == RequestMethod.Get ? Kind.Poll : Kind.Message;
    }
}

/// <summary>
/// Storage transactions of one piece of work: on tables, and on queues (putting a message there and taking it away;
/// each message is received once more, up to 32 in one request).
/// </summary>
internal readonly record struct StorageBill(int Tables, int Messages);
