using System.Globalization;
using Azure;
using Azure.Data.Tables;

namespace LeadScoring.Storage.Embedded;

/// <summary>
/// A row as it is stored: its key, the version that its ETag names, the ticks of its last write, its properties.
/// </summary>
internal sealed record StoredRow(string PartitionKey, string RowKey, long Version, long Time, byte[] Encoded)
{
    private List<KeyValuePair<string, object>>? _properties;

    public List<KeyValuePair<string, object>> Properties => _properties ??= EntityCodec.Decode(Encoded);

    public static ETag ETagOf(long version) =>
        new(string.Create(CultureInfo.InvariantCulture, $"W/\"{version:x}\""));

    /// <summary>A property by name, the keys and the timestamp included; null where the row has none.</summary>
    public object? Value(string name) => name switch
    {
        nameof(ITableEntity.PartitionKey) => PartitionKey,
        nameof(ITableEntity.RowKey) => RowKey,
        nameof(ITableEntity.Timestamp) => Timestamp,
        _ => Properties.Find(property => property.Key == name).Value,
    };

    /// <summary>As an entity; a select leaves out what it does not name, the keys too, as the service does.</summary>
    public T ToEntity<T>(IReadOnlySet<string>? select) where T : class, ITableEntity
    {
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        void Add(string name, object value)
        {
            if (select is null || select.Contains(name)) values[name] = value;
        }

        Add(nameof(ITableEntity.PartitionKey), PartitionKey);
        Add(nameof(ITableEntity.RowKey), RowKey);
        Add(nameof(ITableEntity.Timestamp), Timestamp);
        foreach (var (name, value) in Properties) Add(name, value);
        return EntityProperties.Fill<T>(values, ETagOf(Version));
    }

    private DateTimeOffset Timestamp => new(Time, TimeSpan.Zero);
}
