using System.Text.RegularExpressions;
using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace LeadScoring.Storage.Embedded;

/// <summary>
/// The queues of the embedded store; beyond the service's client it knows when the next message becomes visible.
/// </summary>
public sealed partial class EmbeddedQueueServiceClient : QueueServiceClient
{
    private readonly StoreWriter _writer;
    private readonly StoreReaders _readers;
    private readonly TimeProvider _time;

    internal EmbeddedQueueServiceClient(StoreWriter writer, StoreReaders readers, TimeProvider time)
    {
        _writer = writer;
        _readers = readers;
        _time = time;
    }

    /// <summary>
    /// Raised with the queue's name when this process has made a message visible at once, so that a pump need not poll.
    /// </summary>
    public event Action<string>? MessageVisible;

    public override string AccountName => "embedded";

    /// <summary>
    /// The earliest instant at which any message of any queue is or becomes visible; null where there is none.
    /// </summary>
    public Task<DateTimeOffset?> NextVisibleAsync(CancellationToken cancellationToken = default) =>
        NextVisibleAsync(DateTimeOffset.MinValue, cancellationToken);

    /// <summary>
    /// The earliest instant after the given one at which a message of any queue becomes visible; null where there is
    /// none.
    /// </summary>
    public Task<DateTimeOffset?> NextVisibleAsync(DateTimeOffset after, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var ticks = _readers.Read(connection => connection.Number(
            "SELECT MIN((SELECT MIN(visible) FROM messages WHERE queue = queues.id AND visible > $0 "
            + "AND visible < expires)) FROM queues",
            after.UtcTicks));
        return Task.FromResult<DateTimeOffset?>(ticks is { } at ? new DateTimeOffset(at, TimeSpan.Zero) : null);
    }

    public override QueueClient GetQueueClient(string queueName) =>
        new EmbeddedQueueClient(this, queueName, _writer, _readers, _time);

    public override async Task<Response<QueueClient>> CreateQueueAsync(
        string queueName, IDictionary<string, string>? metadata = null, CancellationToken cancellationToken = default)
    {
        var answer = await CreateAsync(queueName, metadata, cancellationToken);
        return Response.FromValue(GetQueueClient(queueName), answer);
    }

    public override async Task<Response> DeleteQueueAsync(
        string queueName, CancellationToken cancellationToken = default) =>
        await DeleteIfThereAsync(queueName, cancellationToken)
            ? new PlainResponse(204)
            : throw QueueErrors.QueueNotFound(queueName);

    public override AsyncPageable<QueueItem> GetQueuesAsync(
        QueueTraits traits = QueueTraits.None, string? prefix = null, CancellationToken cancellationToken = default) =>
        new Pages<QueueItem>((_, _, _) => Task.FromResult(ReadNames(prefix ?? "")), null, cancellationToken);

    internal async Task<Response> CreateAsync(
        string name, IDictionary<string, string>? metadata, CancellationToken cancellation)
    {
        if (!ValidName().IsMatch(name)) throw QueueErrors.InvalidName(name);
        if (metadata is { Count: > 0 })
            throw new NotSupportedException("The embedded store keeps no metadata of queues.");
        var created = await _writer.WriteAsync(
            scope => scope.Connection.Execute(
                "INSERT INTO queues (name) VALUES ($0) ON CONFLICT DO NOTHING", name) == 1, cancellation);
        return new PlainResponse(created ? 201 : 204);
    }

    internal Task<bool> DeleteIfThereAsync(string name, CancellationToken cancellation) => _writer.WriteAsync(scope =>
    {
        if (scope.Connection.Number("SELECT id FROM queues WHERE name = $0", name) is not { } id) return false;
        scope.Connection.Execute("DELETE FROM messages WHERE queue = $0", id);
        scope.Connection.Execute("DELETE FROM queues WHERE id = $0", id);
        return true;
    }, cancellation);

    internal void TellVisible(string queue) => MessageVisible?.Invoke(queue);

    private Page<QueueItem> ReadNames(string prefix)
    {
        var names = _readers.Read(connection => Names(connection, prefix).ToList());
        return Page<QueueItem>.FromValues(
            [.. names.Select(name => QueuesModelFactory.QueueItem(name, new Dictionary<string, string>()))],
            null, new PlainResponse(200));
    }

    private static IEnumerable<string> Names(StoreConnection connection, string prefix)
    {
        using var reader = connection.Statement("SELECT name FROM queues ORDER BY name").ExecuteReader();
        while (reader.Read())
        {
            if (reader.GetString(0).StartsWith(prefix, StringComparison.Ordinal)) yield return reader.GetString(0);
        }
    }

    [GeneratedRegex("^(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex ValidName();
}
