using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using LeadScoring.Leads;
using LeadScoring.Scoring;

namespace LeadScoring.Storage;

/// <summary>
/// The one JSON dialect of rows and messages: camelCase, enums by name, packed counts and purchases as base64.
/// </summary>
public static class Json
{
    /// <summary>Rows and messages: what is null is left out.</summary>
    public static JsonSerializerOptions Options { get; } = Make(JsonIgnoreCondition.WhenWritingNull);

    /// <summary>Answers of the API: every field is there, so that a reader can rely on the shape.</summary>
    public static JsonSerializerOptions Answers { get; } = Make(JsonIgnoreCondition.Never);

    private static JsonSerializerOptions Make(JsonIgnoreCondition ignore) => new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = ignore,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = JsonNumberHandling.Strict,
        Converters =
        {
            new JsonStringEnumConverter(JsonNamingPolicy.CamelCase),
            new UtcTime(),
            new Packed<DayCounts>(counts => counts.Pack(), bytes => DayCounts.Unpack(bytes)),
            new Packed<PurchaseHistory>(purchases => purchases.Pack(), bytes => PurchaseHistory.Unpack(bytes)),
        },
    };

    /// <summary>An enum value as rows and answers name it.</summary>
    public static string Name<T>(T value) where T : struct, Enum =>
        JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static T Read<T>(string json) =>
        JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException($"A {typeof(T).Name} cannot be null.");

    /// <summary>Times are UTC with a Z, as short as they are exact.</summary>
    private sealed class UtcTime : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(
            ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetDateTimeOffset().ToUniversalTime();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(
                value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));
    }

    private sealed class Packed<T>(Func<T, byte[]> pack, Func<byte[], T> unpack) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            unpack(reader.GetBytesFromBase64());

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteBase64StringValue(pack(value));
    }
}
