using System.Buffers.Binary;
using Azure.Storage.Queues.Models;

namespace LeadScoring.Storage.Embedded;

/// <summary>A message as it is stored; instants are UTC ticks.</summary>
internal sealed record StoredMessage(
    long Seq, long Nonce, long Receipt, long Visible, long Inserted, long Expires, long Dequeued, byte[] Body)
{
    public string Id
    {
        get
        {
            Span<byte> bytes = stackalloc byte[16];
            BinaryPrimitives.WriteInt64LittleEndian(bytes, Seq);
            BinaryPrimitives.WriteInt64LittleEndian(bytes[8..], Nonce);
            return new Guid(bytes).ToString();
        }
    }

    public string PopReceipt
    {
        get
        {
            Span<byte> bytes = stackalloc byte[8];
            BinaryPrimitives.WriteInt64LittleEndian(bytes, Receipt);
            return Convert.ToBase64String(bytes);
        }
    }

    public DateTimeOffset VisibleOn => new(Visible, TimeSpan.Zero);

    public QueueMessage ToMessage() => QueuesModelFactory.QueueMessage(
        Id, PopReceipt, BinaryData.FromBytes(Body), Dequeued, VisibleOn, InsertedOn, ExpiresOn);

    public PeekedMessage ToPeeked() => QueuesModelFactory.PeekedMessage(
        Id, BinaryData.FromBytes(Body), Dequeued, InsertedOn, ExpiresOn);

    public SendReceipt ToReceipt() => QueuesModelFactory.SendReceipt(Id, InsertedOn, ExpiresOn, PopReceipt, VisibleOn);

    private DateTimeOffset InsertedOn => new(Inserted, TimeSpan.Zero);

    private DateTimeOffset ExpiresOn => new(Expires, TimeSpan.Zero);
}
