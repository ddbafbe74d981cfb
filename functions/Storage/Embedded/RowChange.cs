using Azure;
using Azure.Data.Tables;
using static Azure.Data.Tables.TableTransactionActionType;

namespace LeadScoring.Storage.Embedded;

/// <summary>One change of one row, checked against the limits and encoded before the writer sees it.</summary>
internal sealed class RowChange
{
    private readonly KeyValuePair<string, object>[] _properties;

    /// <exception cref="RequestFailedException">400: the row breaks a limit.</exception>
    public RowChange(TableTransactionActionType type, ITableEntity entity, ETag etag)
        : this(type, entity.PartitionKey, entity.RowKey, etag) =>
        (_properties, Size, Encoded) = type == Delete ? ([], 0, []) : Read(entity);

    public RowChange(TableTransactionActionType type, string partitionKey, string rowKey, ETag etag)
    {
        EntityLimits.CheckKey(nameof(ITableEntity.PartitionKey), partitionKey);
        EntityLimits.CheckKey(nameof(ITableEntity.RowKey), rowKey);
        Type = type;
        PartitionKey = partitionKey;
        RowKey = rowKey;
        Condition = type is UpdateMerge or UpdateReplace or Delete && etag != default && etag != ETag.All ? etag : null;
        _properties = [];
        Encoded = [];
    }

    public TableTransactionActionType Type { get; }

    public string PartitionKey { get; }

    public string RowKey { get; }

    /// <summary>The ETag that the row must have; null where any will do.</summary>
    public ETag? Condition { get; }

    /// <summary>In bytes, as the service counts them.</summary>
    public int Size { get; }

    public byte[] Encoded { get; }

    /// <summary>The stored row with this change's properties over it.</summary>
    public byte[] MergedInto(StoredRow existing)
    {
        var names = _properties.Select(property => property.Key).ToHashSet(StringComparer.Ordinal);
        KeyValuePair<string, object>[] merged =
            [.. existing.Properties.Where(property => !names.Contains(property.Key)), .. _properties];
        EntityLimits.Check(PartitionKey, RowKey, merged);
        return EntityCodec.Encode(merged);
    }

    private static (KeyValuePair<string, object>[] Properties, int Size, byte[] Encoded) Read(ITableEntity entity)
    {
        KeyValuePair<string, object>[] properties = [.. EntityProperties.Of(entity)];
        var size = EntityLimits.Check(entity.PartitionKey, entity.RowKey, properties);
        return (properties, size, EntityCodec.Encode(properties));
    }
}
