using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using LeadScoring.Mail;

namespace LeadScoring.Tests.Crash;

/// <summary>The store's tables, with the weather between them and the app.</summary>
internal sealed class StormyTables(TableServiceClient calm, Weather weather) : TableServiceClient
{
    public override TableClient GetTableClient(string tableName) =>
        new StormyTable(calm.GetTableClient(tableName), weather);
}

/// <summary>One table of <see cref="StormyTables"/>.</summary>
internal sealed class StormyTable(TableClient calm, Weather weather) : TableClient
{
    public override string Name => calm.Name;

    public override Task<Response<TableItem>> CreateIfNotExistsAsync(CancellationToken cancellationToken = default) =>
        calm.CreateIfNotExistsAsync(cancellationToken);

    public override Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null,
        CancellationToken cancellationToken = default) =>
        calm.GetEntityIfExistsAsync<T>(partitionKey, rowKey, select, cancellationToken);

    public override AsyncPageable<T> QueryAsync<T>(
        string? filter = null, int? maxPerPage = null, IEnumerable<string>? select = null,
        CancellationToken cancellationToken = default) =>
        calm.QueryAsync<T>(filter, maxPerPage, select, cancellationToken);

    public override Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default) =>
        weather.WriteAsync(() => calm.AddEntityAsync(entity, cancellationToken));

    public override Task<Response> UpsertEntityAsync<T>(
        T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default) =>
        weather.WriteAsync(() => calm.UpsertEntityAsync(entity, mode, cancellationToken));

    public override Task<Response> UpdateEntityAsync<T>(
        T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge,
        CancellationToken cancellationToken = default) =>
        weather.WriteAsync(() => calm.UpdateEntityAsync(entity, ifMatch, mode, cancellationToken));

    public override Task<Response> DeleteEntityAsync(
        string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default) =>
        weather.WriteAsync(() => calm.DeleteEntityAsync(partitionKey, rowKey, ifMatch, cancellationToken));

    public override Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default)
    {
        var actions = transactionActions.ToList();
        return weather.WriteAsync(() => calm.SubmitTransactionAsync(actions, cancellationToken));
    }
}

/// <summary>The store's queues, with the weather between them and the app.</summary>
internal sealed class StormyQueues(QueueServiceClient calm, Weather weather) : QueueServiceClient
{
    public override QueueClient GetQueueClient(string queueName) =>
        new StormyQueue(calm.GetQueueClient(queueName), weather);
}

/// <summary>One queue of <see cref="StormyQueues"/>; the pump's own handling of messages is left alone.</summary>
internal sealed class StormyQueue(QueueClient calm, Weather weather) : QueueClient
{
    public override string Name => calm.Name;

    public override Task<Response> CreateIfNotExistsAsync(
        IDictionary<string, string>? metadata = null, CancellationToken cancellationToken = default) =>
        calm.CreateIfNotExistsAsync(metadata, cancellationToken);

    public override Task<Response<SendReceipt>> SendMessageAsync(
        string messageText, TimeSpan? visibilityTimeout = null, TimeSpan? timeToLive = null,
        CancellationToken cancellationToken = default) =>
        weather.WriteAsync(() => calm.SendMessageAsync(messageText, visibilityTimeout, timeToLive, cancellationToken));

    public override Task<Response<SendReceipt>> SendMessageAsync(
        BinaryData message, TimeSpan? visibilityTimeout = null, TimeSpan? timeToLive = null,
        CancellationToken cancellationToken = default) =>
        calm.SendMessageAsync(message, visibilityTimeout, timeToLive, cancellationToken);

    public override async Task<Response<QueueMessage[]>> ReceiveMessagesAsync(
        int? maxMessages = null, TimeSpan? visibilityTimeout = null, CancellationToken cancellationToken = default)
    {
        var received = await calm.ReceiveMessagesAsync(maxMessages, visibilityTimeout, cancellationToken);
        return Response.FromValue(weather.Arrange(received.Value), received.GetRawResponse());
    }

    public override Task<Response<UpdateReceipt>> UpdateMessageAsync(
        string messageId, string popReceipt, string? messageText = null, TimeSpan visibilityTimeout = default,
        CancellationToken cancellationToken = default) =>
        calm.UpdateMessageAsync(messageId, popReceipt, messageText, visibilityTimeout, cancellationToken);

    public override Task<Response> DeleteMessageAsync(
        string messageId, string popReceipt, CancellationToken cancellationToken = default) =>
        calm.DeleteMessageAsync(messageId, popReceipt, cancellationToken);
}

/// <summary>The way of a mail to its provider; keeps count of how often each was taken.</summary>
internal sealed class StormyDelivery(IMailDelivery calm, Weather weather) : IMailDelivery
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, int> _taken =
        new(StringComparer.Ordinal);

    public TimeSpan? ClosedFor => calm.ClosedFor;

    /// <summary>How often the provider took the mail of this id.</summary>
    public int Taken(string sendId) => _taken.GetValueOrDefault(sendId);

    public Task<DeliveryReceipt> DeliverAsync(OutgoingMail mail, CancellationToken cancellationToken) =>
        weather.HandOverAsync(() =>
        {
            _taken.AddOrUpdate(mail.SendId, 1, (_, times) => times + 1);
            return calm.DeliverAsync(mail, cancellationToken);
        });
}
