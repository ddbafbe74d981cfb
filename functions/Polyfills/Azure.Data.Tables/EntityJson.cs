using System.Buffers;
using System.Globalization;
using System.Text.Json;
using LeadScoring.Storage;

namespace Azure.Data.Tables;

/// <summary>
/// A row as the service's JSON and back. What JSON cannot tell apart (long, double, time, guid, binary) carries its
/// type
/// beside it as <c>name@odata.type</c>.
/// </summary>
internal static class EntityJson
{
    private const string TypeSuffix = "@odata.type";
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    public static ReadOnlyMemory<byte> Write(ITableEntity entity)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(bytes);
        json.WriteStartObject();
        json.WriteString(nameof(entity.PartitionKey), entity.PartitionKey);
        json.WriteString(nameof(entity.RowKey), entity.RowKey);
        foreach (var (name, value) in EntityProperties.Of(entity)) Write(json, name, value);
        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenMemory;
    }

    public static T Read<T>(JsonElement row, string? etag = null) where T : class, ITableEntity
    {
        var types = row.EnumerateObject().Where(member => member.Name.EndsWith(TypeSuffix, StringComparison.Ordinal))
            .ToDictionary(member => member.Name[..^TypeSuffix.Length], member =>
                member.Value.GetString(), StringComparer.Ordinal);
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var member in row.EnumerateObject())
        {
            if (member.Name.StartsWith("odata.", StringComparison.Ordinal)
                || member.Name.Contains('@', StringComparison.Ordinal))
                continue;
            var type = member.Name == nameof(ITableEntity.Timestamp) ? "Edm.DateTime"
                : types.GetValueOrDefault(member.Name);
            values[member.Name] = Read(member.Value, type);
        }
        etag ??= row.TryGetProperty("odata.etag", out var tag) ? tag.GetString() : null;
        return EntityProperties.Fill<T>(values, new ETag(etag!));
    }

    private static void Write(Utf8JsonWriter json, string name, object value)
    {
        switch (value)
        {
            case string text: json.WriteString(name, text); break;
            case bool flag: json.WriteBoolean(name, flag); break;
            case int number: json.WriteNumber(name, number); break;
            case long number:
                WriteText(json, name, "Edm.Int64", number.ToString(CultureInfo.InvariantCulture));
                break;
            case Guid guid: WriteText(json, name, "Edm.Guid", guid.ToString()); break;
            case byte[] binary: WriteText(json, name, "Edm.Binary", Convert.ToBase64String(binary)); break;
            case DateTimeOffset time:
                WriteText(
                    json, name, "Edm.DateTime", time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture));
                break;
            case double number when double.IsFinite(number):
                json.WriteString(name + TypeSuffix, "Edm.Double");
                json.WriteNumber(name, number);
                break;
            case double number:
                WriteText(json, name, "Edm.Double", number.ToString(CultureInfo.InvariantCulture));
                break;
        }
    }

    private static void WriteText(Utf8JsonWriter json, string name, string type, string text)
    {
        json.WriteString(name + TypeSuffix, type);
        json.WriteString(name, text);
    }

    private static object? Read(JsonElement value, string? type) => (type, value.ValueKind) switch
    {
        (_, JsonValueKind.Null) => null,
        (_, JsonValueKind.True or JsonValueKind.False) => value.GetBoolean(),
        ("Edm.Int64", JsonValueKind.String) => long.Parse(value.GetString()!, CultureInfo.InvariantCulture),
        ("Edm.Int64", _) => value.GetInt64(),
        ("Edm.Double", JsonValueKind.String) => double.Parse(value.GetString()!, CultureInfo.InvariantCulture),
        ("Edm.Double", _) => value.GetDouble(),
        ("Edm.DateTime", _) => DateTimeOffset.Parse(
            value.GetString()!, CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal),
        ("Edm.Guid", _) => value.GetGuid(),
        ("Edm.Binary", _) => value.GetBytesFromBase64(),
        // Without a type a number is an int, unless it is written as a broken one.
        (_, JsonValueKind.Number) when value.TryGetInt32(out var whole) => whole,
        (_, JsonValueKind.Number) => value.GetDouble(),
        _ => value.GetString(),
    };
}
