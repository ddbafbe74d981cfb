using System.Text.Json;

namespace LeadScoring.Tests.Publishing;

/// <summary>
/// What a JSON document has that its schema does not know, and what it lacks that the schema requires. Follows
/// properties, additionalProperties, items, required, enum, type and local references.
/// </summary>
internal static class JsonSchemaGaps
{
    public static IReadOnlyList<string> In(JsonElement document, JsonElement schema) =>
        [.. Of(document, schema, schema, "$")];

    private static IEnumerable<string> Of(JsonElement value, JsonElement schema, JsonElement root, string path)
    {
        if (schema.TryGetProperty("$ref", out var reference))
            schema = root.GetProperty("$defs").GetProperty(reference.GetString()!["#/$defs/".Length..]);
        if (schema.TryGetProperty("type", out var type) && !IsOf(value, type.GetString()!))
            yield return $"{path} is not of type {type}";
        if (schema.TryGetProperty("enum", out var choices)
            && !choices.EnumerateArray().Any(choice => JsonElement.DeepEquals(choice, value)))
            yield return $"{path} is none of {choices}";
        var below = value.ValueKind switch
        {
            JsonValueKind.Object => OfObject(value, schema, root, path),
            JsonValueKind.Array => value.EnumerateArray()
                .SelectMany((item, index) => Of(item, schema.GetProperty("items"), root, $"{path}[{index}]")),
            _ => [],
        };
        foreach (var gap in below) yield return gap;
    }

    private static IEnumerable<string> OfObject(JsonElement value, JsonElement schema, JsonElement root, string path)
    {
        foreach (var member in value.EnumerateObject())
        {
            var memberPath = $"{path}.{member.Name}";
            if (schema.TryGetProperty("properties", out var known)
                && known.TryGetProperty(member.Name, out var property))
            {
                foreach (var gap in Of(member.Value, property, root, memberPath)) yield return gap;
            }
            else if (schema.TryGetProperty("additionalProperties", out var other)
                && other.ValueKind == JsonValueKind.Object)
            {
                foreach (var gap in Of(member.Value, other, root, memberPath)) yield return gap;
            }
            else
            {
                yield return $"{memberPath} is not in the schema";
            }
        }

        if (!schema.TryGetProperty("required", out var required)) yield break;
        foreach (var name in required.EnumerateArray().Where(name => !value.TryGetProperty(name.GetString()!, out _)))
            yield return $"{path} lacks {name}";
    }

    private static bool IsOf(JsonElement value, string type) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "number" => value.ValueKind == JsonValueKind.Number,
        _ => false,
    };
}
