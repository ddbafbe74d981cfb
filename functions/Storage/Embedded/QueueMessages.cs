using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace LeadScoring.Storage.Embedded;

/// <summary>
/// The messages of one queue on an open connection. A message's id holds its row number, so that no second index is
/// needed, and a random half, so that a number used again is another message. Instants are UTC ticks.
/// </summary>
internal static class QueueMessages
{
    private const string Columns =
        "SELECT seq, nonce, receipt, visible, inserted, expires, dequeued, body FROM messages ";

    /// <exception cref="Azure.RequestFailedException">404 QueueNotFound.</exception>
    public static long QueueId(StoreConnection connection, string queue) =>
        connection.Number("SELECT id FROM queues WHERE name = $0", queue) ?? throw QueueErrors.QueueNotFound(queue);

    public static StoredMessage Send(
        StoreConnection connection, long queue, byte[] body, long now, TimeSpan delay, long expires)
    {
        var (nonce, receipt, visible) = (RandomNumber(), RandomNumber(), now + delay.Ticks);
        var seq = connection.Number(
            "INSERT INTO messages (queue, nonce, receipt, visible, inserted, expires, dequeued, body) "
            + "VALUES ($0, $1, $2, $3, $4, $5, 0, $6) RETURNING seq",
            queue, nonce, receipt, visible, now, expires, body)!.Value;
        return new StoredMessage(seq, nonce, receipt, visible, now, expires, 0, body);
    }

    /// <summary>The messages that are visible at an instant, first visible first.</summary>
    public static List<StoredMessage> Visible(StoreConnection connection, long queue, long now, int most) =>
        List(connection.Statement(
            Columns + "WHERE queue = $0 AND visible <= $1 AND expires > $1 ORDER BY visible, seq LIMIT $2",
            queue, now, most));

    /// <summary>Takes visible messages: each gets a new receipt, one more dequeue, and is hidden for a while.</summary>
    public static List<StoredMessage> Receive(
        StoreConnection connection, long queue, long now, int most, TimeSpan hidden)
    {
        return [.. First(connection, queue, now, most).Select(message => Save(connection, message with
        {
            Receipt = RandomNumber(),
            Visible = now + hidden.Ticks,
            Dequeued = message.Dequeued + 1,
        }))];
    }

    public static StoredMessage Update(StoreConnection connection, StoredMessage message, byte[]? body, long visible)
    {
        if (body is not null) connection.Execute("UPDATE messages SET body = $1 WHERE seq = $0", message.Seq, body);
        return Save(connection, message with { Receipt = RandomNumber(), Visible = visible });
    }

    public static void Delete(StoreConnection connection, StoredMessage message) =>
        connection.Execute("DELETE FROM messages WHERE seq = $0", message.Seq);

    /// <exception cref="Azure.RequestFailedException">404 MessageNotFound, 400 PopReceiptMismatch.</exception>
    public static StoredMessage Find(StoreConnection connection, long queue, string id, string receipt, long now)
    {
        if (!Guid.TryParse(id, out var guid)) throw QueueErrors.MessageNotFound();
        var seq = BinaryPrimitives.ReadInt64LittleEndian(guid.ToByteArray());
        using var reader = connection.Statement(
            Columns + "WHERE seq = $0 AND queue = $1 AND expires > $2", seq, queue, now).ExecuteReader();
        var found = reader.Read() ? Read(reader) : throw QueueErrors.MessageNotFound();
        if (found.Id != guid.ToString()) throw QueueErrors.MessageNotFound();
        return found.PopReceipt == receipt ? found : throw QueueErrors.PopReceiptMismatch();
    }

    // Expired messages go when they come to the front, so that a receipt costs the same whatever the backlog.
    private static List<StoredMessage> First(StoreConnection connection, long queue, long now, int most)
    {
        while (true)
        {
            var first = List(connection.Statement(
                Columns + "WHERE queue = $0 AND visible <= $1 ORDER BY visible, seq LIMIT $2", queue, now, most));
            var expired = first.FindAll(message => message.Expires <= now);
            if (expired.Count == 0) return first;
            expired.ForEach(message => Delete(connection, message));
        }
    }

    private static List<StoredMessage> List(SqliteCommand statement)
    {
        using var reader = statement.ExecuteReader();
        var messages = new List<StoredMessage>();
        while (reader.Read()) messages.Add(Read(reader));
        return messages;
    }

    private static StoredMessage Save(StoreConnection connection, StoredMessage message)
    {
        connection.Execute("UPDATE messages SET receipt = $1, visible = $2, dequeued = $3 WHERE seq = $0",
            message.Seq, message.Receipt, message.Visible, message.Dequeued);
        return message;
    }

    private static StoredMessage Read(SqliteDataReader reader) => new(
        reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3), reader.GetInt64(4),
        reader.GetInt64(5), reader.GetInt64(6), reader.GetFieldValue<byte[]>(7));

    private static long RandomNumber()
    {
        Span<byte> bytes = stackalloc byte[8];
        RandomNumberGenerator.Fill(bytes);
        return BinaryPrimitives.ReadInt64LittleEndian(bytes);
    }
}
