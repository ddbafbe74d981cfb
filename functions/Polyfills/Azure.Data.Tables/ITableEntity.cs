namespace Azure.Data.Tables;

/// <summary>What every table row has: its key, the time of its last write (set by the store) and its version.</summary>
public interface ITableEntity
{
    string PartitionKey { get; set; }

    string RowKey { get; set; }

    DateTimeOffset? Timestamp { get; set; }

    ETag ETag { get; set; }
}
