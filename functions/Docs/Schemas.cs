using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using LeadScoring.Storage;

namespace LeadScoring.Docs;

/// <summary>This field holds a file of the content folder, whose schema tells the rest.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ContentFileAttribute(string schema) : Attribute
{
    public string Schema { get; } = schema;
}

/// <summary>The reader of such a body passes over fields that it does not know.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class OthersAreIgnoredAttribute : Attribute;

/// <summary>
/// JSON schemas of bodies, made from their types by the serializer that reads and writes them. Of an answer every field
/// is there; of a request those are required that cannot be null, and where its reader is strict no others are taken.
/// </summary>
internal static class Schemas
{
    private const string Components = "#/components/schemas/";

    private static readonly JsonSerializerOptions Serializer =
        new(Json.Answers) { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };

    public static JsonObject OfAnswer(Type type) => Export(type, isAnswer: true);

    public static JsonObject OfRequest(Type type) => Export(type, isAnswer: false);

    private static JsonObject Export(Type type, bool isAnswer)
    {
        var schema = (JsonObject)Serializer.GetJsonSchemaAsNode(type, new JsonSchemaExporterOptions
        {
            TreatNullObliviousAsNonNullable = true,
            TransformSchemaNode = (at, node) => Told(at, node, isAnswer),
        });
        Place(schema, Components + type.Name);
        return schema;
    }

    /// <summary>A type that comes again refers to where it came first: counted from the document's root now.</summary>
    private static void Place(JsonNode? node, string root)
    {
        if (node is JsonObject fields)
        {
            if ((string?)(fields["$ref"] as JsonValue) is { } local && local.StartsWith('#')
                && !local.StartsWith(Components, StringComparison.Ordinal))
                fields["$ref"] = root + local[1..];
            foreach (var (_, child) in fields) Place(child, root);
        }
        if (node is JsonArray items)
            foreach (var item in items) Place(item, root);
    }

    private static JsonNode Told(JsonSchemaExporterContext at, JsonNode node, bool isAnswer)
    {
        if (Attribute<ContentFileAttribute>(at) is { } file)
            return new JsonObject { ["$ref"] = Components + file.Schema };
        var type = Nullable.GetUnderlyingType(at.TypeInfo.Type) ?? at.TypeInfo.Type;
        if (type == typeof(DateTimeOffset)) return Text("date-time", IsNullable(at));
        if (node is not JsonObject schema) return new JsonObject(); // anything
        if (schema["properties"] is JsonObject properties) Require(schema, properties, at.TypeInfo, isAnswer);
        AddLimits(at, schema);
        return schema;
    }

    private static void AddLimits(JsonSchemaExporterContext at, JsonObject schema)
    {
        if (Attribute<AllowedValuesAttribute>(at) is { } choices)
        {
            var one = schema["items"] as JsonObject ?? schema; // of a list, what each of it may be
            one["enum"] = new JsonArray([.. choices.Values.Select(choice => JsonValue.Create((string?)choice))]);
        }
        if (Attribute<MaxLengthAttribute>(at) is { } most) schema["maxItems"] = most.Length;
        if (Attribute<RangeAttribute>(at) is not { } range) return;
        schema["minimum"] = Convert.ToDouble(range.Minimum, null);
        schema["maximum"] = Convert.ToDouble(range.Maximum, null);
    }

    private static void Require(JsonObject schema, JsonObject properties, JsonTypeInfo type, bool isAnswer)
    {
        var leftOut = type.Properties.Where(IsLeftOut).Select(property => property.Name).ToHashSet();
        var required = properties
            .Where(property => isAnswer ? !leftOut.Contains(property.Key) : !MayBeNull(property.Value!))
            .Select(property => (JsonNode)property.Key).ToArray();
        schema.Remove("required");
        if (required.Length > 0) schema["required"] = new JsonArray(required);
        if (isAnswer || type.Type.IsDefined(typeof(OthersAreIgnoredAttribute))) return;
        schema["additionalProperties"] = false;
    }

    private static bool IsLeftOut(JsonPropertyInfo property) =>
        property.AttributeProvider?.IsDefined(typeof(JsonIgnoreAttribute), inherit: true) == true;

    private static bool MayBeNull(JsonNode schema) =>
        schema["type"] is JsonArray types && types.Any(type => (string?)type == "null")
        || schema["enum"] is JsonArray choices && choices.Any(choice => choice is null)
        || schema is JsonObject { Count: 0 };

    private static bool IsNullable(JsonSchemaExporterContext at) =>
        Nullable.GetUnderlyingType(at.TypeInfo.Type) is not null || at.PropertyInfo?.IsGetNullable == true;

    private static JsonObject Text(string format, bool isNullable) => new()
    {
        ["type"] = isNullable ? new JsonArray("string", "null") : "string",
        ["format"] = format,
    };

    private static T? Attribute<T>(JsonSchemaExporterContext at) where T : Attribute =>
        at.PropertyInfo?.AttributeProvider is MemberInfo member ? member.GetCustomAttribute<T>() : null;
}
