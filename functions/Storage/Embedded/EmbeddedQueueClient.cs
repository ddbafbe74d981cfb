using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace LeadScoring.Storage.Embedded;

/// <summary>
/// One queue of the embedded store, with the meaning of the service's own client; its asynchronous members only.
/// Bodies are kept as they are given, without encoding.
/// </summary>
public sealed class EmbeddedQueueClient : QueueClient
{
    private static readonly TimeSpan OneSecond = TimeSpan.FromSeconds(1);
    private readonly EmbeddedQueueServiceClient _service;
    private readonly StoreWriter _writer;
    private readonly StoreReaders _readers;
    private readonly TimeProvider _time;

    internal EmbeddedQueueClient(
        EmbeddedQueueServiceClient service, string name, StoreWriter writer, StoreReaders readers, TimeProvider time)
    {
        _service = service;
        Name = name;
        _writer = writer;
        _readers = readers;
        _time = time;
    }

    public override string Name { get; }

    public override string AccountName => _service.AccountName;

    public override int MessageMaxBytes => QueueLimits.LargestMessage;

    public override int MaxPeekableMessages => QueueLimits.MostMessages;

    public override Task<Response> CreateAsync(
        IDictionary<string, string>? metadata = null, CancellationToken cancellationToken = default) =>
        _service.CreateAsync(Name, metadata, cancellationToken);

    public override async Task<Response> CreateIfNotExistsAsync(
        IDictionary<string, string>? metadata = null, CancellationToken cancellationToken = default) =>
        await _service.CreateAsync(Name, metadata, cancellationToken);

    public override Task<Response> DeleteAsync(CancellationToken cancellationToken = default) =>
        _service.DeleteQueueAsync(Name, cancellationToken);

    public override async Task<Response<bool>> DeleteIfExistsAsync(CancellationToken cancellationToken = default)
    {
        var deleted = await _service.DeleteIfThereAsync(Name, cancellationToken);
        return Response.FromValue(deleted, new PlainResponse(deleted ? 204 : 404));
    }

    public override Task<Response<bool>> ExistsAsync(CancellationToken cancellationToken = default)
    {
        var there =
            _readers.Read(connection => connection.Number("SELECT id FROM queues WHERE name = $0", Name)) is not null;
        return Task.FromResult(Response.FromValue(there, new PlainResponse(there ? 200 : 404)));
    }

    public override async Task<Response<QueueProperties>> GetPropertiesAsync(
        CancellationToken cancellationToken = default)
    {
        var count = await ReadAsync((connection, queue, _) =>
            connection.Number("SELECT COUNT(*) FROM messages WHERE queue = $0", queue)!.Value);
        return Ok(
            QueuesModelFactory.QueueProperties(new Dictionary<string, string>(), (int)Math.Min(count, int.MaxValue)));
    }

    public override async Task<Response> ClearMessagesAsync(CancellationToken cancellationToken = default)
    {
        await WriteAsync(
            (scope, queue) =>
                scope.Connection.Execute("DELETE FROM messages WHERE queue = $0", queue), cancellationToken);
        return new PlainResponse(204);
    }

    public override Task<Response<SendReceipt>> SendMessageAsync(string messageText) =>
        SendMessageAsync(messageText, null, null, default);

    public override Task<Response<SendReceipt>> SendMessageAsync(
        string messageText, CancellationToken cancellationToken = default) =>
        SendMessageAsync(messageText, null, null, cancellationToken);

    public override Task<Response<SendReceipt>> SendMessageAsync(
        string messageText, TimeSpan? visibilityTimeout = null, TimeSpan? timeToLive = null,
        CancellationToken cancellationToken = default) =>
        SendMessageAsync(BinaryData.FromString(messageText), visibilityTimeout, timeToLive, cancellationToken);

    public override async Task<Response<SendReceipt>> SendMessageAsync(
        BinaryData message, TimeSpan? visibilityTimeout = null, TimeSpan? timeToLive = null,
        CancellationToken cancellationToken = default)
    {
        var body = QueueLimits.Body(message);
        var hidden = QueueLimits.Hidden(visibilityTimeout, TimeSpan.Zero, TimeSpan.Zero);
        var sent = await WriteAsync((scope, queue) =>
        {
            var now = scope.Now;
            return QueueMessages.Send(
                scope.Connection, queue, body, now, hidden, QueueLimits.Expiry(now, hidden, timeToLive));
        }, cancellationToken);
        if (hidden == TimeSpan.Zero) _service.TellVisible(Name);
        return Response.FromValue(sent.ToReceipt(), new PlainResponse(201));
    }

    public override Task<Response<QueueMessage[]>> ReceiveMessagesAsync() => ReceiveMessagesAsync(null, null, default);

    public override Task<Response<QueueMessage[]>> ReceiveMessagesAsync(
        CancellationToken cancellationToken = default) =>
        ReceiveMessagesAsync(null, null, cancellationToken);

    public override async Task<Response<QueueMessage[]>> ReceiveMessagesAsync(
        int? maxMessages = null, TimeSpan? visibilityTimeout = null, CancellationToken cancellationToken = default)
    {
        var most = QueueLimits.Count(maxMessages);
        var hidden = QueueLimits.Hidden(visibilityTimeout, TimeSpan.FromSeconds(30), OneSecond);
        // An idle queue is polled often: looking first keeps the poll out of the writer.
        var any =
            await ReadAsync((connection, queue, now) => QueueMessages.Visible(connection, queue, now, 1).Count > 0);
        if (!any) return Ok(Array.Empty<QueueMessage>());
        var received = await WriteAsync(
            (scope, queue) =>
                QueueMessages.Receive(scope.Connection, queue, scope.Now, most, hidden), cancellationToken);
        return Ok<QueueMessage[]>([.. received.Select(message => message.ToMessage())]);
    }

    public override async Task<Response<QueueMessage>> ReceiveMessageAsync(
        TimeSpan? visibilityTimeout = null, CancellationToken cancellationToken = default)
    {
        var received = await ReceiveMessagesAsync(1, visibilityTimeout, cancellationToken);
        return Ok(received.Value.FirstOrDefault()!);
    }

    public override async Task<Response<PeekedMessage[]>> PeekMessagesAsync(
        int? maxMessages = null, CancellationToken cancellationToken = default)
    {
        var most = QueueLimits.Count(maxMessages);
        var peeked = await ReadAsync((connection, queue, now) => QueueMessages.Visible(connection, queue, now, most));
        return Ok<PeekedMessage[]>([.. peeked.Select(message => message.ToPeeked())]);
    }

    public override async Task<Response<PeekedMessage>> PeekMessageAsync(CancellationToken cancellationToken = default)
    {
        var peeked = await PeekMessagesAsync(1, cancellationToken);
        return Ok(peeked.Value.FirstOrDefault()!);
    }

    public override async Task<Response> DeleteMessageAsync(
        string messageId, string popReceipt, CancellationToken cancellationToken = default)
    {
        await WriteAsync((scope, queue) =>
        {
            var message = QueueMessages.Find(scope.Connection, queue, messageId, popReceipt, scope.Now);
            QueueMessages.Delete(scope.Connection, message);
            return true;
        }, cancellationToken);
        return new PlainResponse(204);
    }

    public override Task<Response<UpdateReceipt>> UpdateMessageAsync(
        string messageId, string popReceipt, string? messageText = null, TimeSpan visibilityTimeout = default,
        CancellationToken cancellationToken = default) =>
        UpdateMessageAsync(messageId, popReceipt, messageText is null ? null : BinaryData.FromString(messageText),
            visibilityTimeout, cancellationToken);

    public override async Task<Response<UpdateReceipt>> UpdateMessageAsync(
        string messageId, string popReceipt, BinaryData? message, TimeSpan visibilityTimeout = default,
        CancellationToken cancellationToken = default)
    {
        var body = message is null ? null : QueueLimits.Body(message);
        var hidden = QueueLimits.Hidden(visibilityTimeout, TimeSpan.Zero, TimeSpan.Zero);
        var updated = await WriteAsync((scope, queue) =>
        {
            var now = scope.Now;
            var found = QueueMessages.Find(scope.Connection, queue, messageId, popReceipt, now);
            return QueueMessages.Update(scope.Connection, found, body, now + hidden.Ticks);
        }, cancellationToken);
        if (hidden == TimeSpan.Zero) _service.TellVisible(Name);
        return Ok(QueuesModelFactory.UpdateReceipt(updated.PopReceipt, updated.VisibleOn));
    }

    private Task<T> WriteAsync<T>(Func<WriteScope, long, T> change, CancellationToken cancellation) =>
        _writer.WriteAsync(scope => change(scope, QueueMessages.QueueId(scope.Connection, Name)), cancellation);

    private Task<T> ReadAsync<T>(Func<StoreConnection, long, long, T> read)
    {
        var now = _time.GetUtcNow().UtcTicks;
        return Task.FromResult(
            _readers.Read(connection => read(connection, QueueMessages.QueueId(connection, Name), now)));
    }

    private static Response<T> Ok<T>(T value) => Response.FromValue(value, new PlainResponse(200));
}
