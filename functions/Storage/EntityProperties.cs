using System.Collections.Concurrent;
using System.Reflection;
using Azure;
using Azure.Data.Tables;

namespace LeadScoring.Storage;

/// <summary>
/// The properties of a row as typed values, both ways. A <see cref="TableEntity"/> is its own dictionary; of any other
/// <see cref="ITableEntity"/> the public properties count. Null properties are not stored, enums are stored by name.
/// </summary>
internal static class EntityProperties
{
    private const string ETagName = "odata.etag";
    private static readonly string[] Keys =
        [nameof(ITableEntity.PartitionKey), nameof(ITableEntity.RowKey), nameof(ITableEntity.Timestamp),
            nameof(ITableEntity.ETag)];

    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Known = new();

    public static IEnumerable<KeyValuePair<string, object>> Of(ITableEntity entity)
    {
        foreach (var (name, value) in All(entity))
        {
            if (value is not null && !Keys.Contains(name, StringComparer.Ordinal)
                && !name.StartsWith("odata.", StringComparison.Ordinal))
                yield return new(name, ToStored(value));
        }
    }

    /// <summary>Fills an entity; the values hold the keys and the timestamp, unless a select left them out.</summary>
    public static T Fill<T>(IDictionary<string, object?> values, ETag etag) where T : class, ITableEntity
    {
        values[ETagName] = etag.ToString();
        if (typeof(T) == typeof(TableEntity)) return (T)(object)new TableEntity(values);
        var entity = Activator.CreateInstance<T>();
        foreach (var property in Properties(typeof(T)))
        {
            if (values.TryGetValue(property.Name, out var value) && value is not null)
                property.SetValue(entity,
                    ToDeclared(value, Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType));
        }
        entity.ETag = etag;
        return entity;
    }

    private static IEnumerable<KeyValuePair<string, object?>> All(ITableEntity entity) =>
        entity is TableEntity dictionary
        ? dictionary
        : Properties(entity.GetType()).Select(
            property => KeyValuePair.Create(property.Name, property.GetValue(entity)));

    private static PropertyInfo[] Properties(Type type) => Known.GetOrAdd(type, static declared => [.. declared
        .GetProperties(BindingFlags.Instance | BindingFlags.Public)
        .Where(
            property => property is { CanRead: true, CanWrite: true } && property.GetIndexParameters().Length == 0)]);

    private static object ToStored(object value) => value switch
    {
        string or int or long or double or bool or Guid or byte[] => value,
        DateTimeOffset time => time.ToUniversalTime(),
        DateTime time => new DateTimeOffset(time.ToUniversalTime()),
        BinaryData data => data.ToArray(),
        Enum named => named.ToString(),
        _ => throw new NotSupportedException($"A table cannot hold a {value.GetType()}: store it as text or a number."),
    };

    private static object ToDeclared(object value, Type type) => value switch
    {
        byte[] bytes when type == typeof(BinaryData) => BinaryData.FromBytes(bytes),
        DateTimeOffset time when type == typeof(DateTime) => time.UtcDateTime,
        string name when type.IsEnum => Enum.Parse(type, name),
        _ => value,
    };
}
