using System.Text.Json;
using System.Text.Json.Nodes;
using LeadScoring.Parsing;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Intake;

/// <summary>
/// Turns a browser form into the JSON of an entry: the same flat names, <c>attributes.budget</c> and
/// <c>source.utmSource</c> dotted, a ticked <c>optIn</c> box (<c>on</c>) as true. An empty field is no answer.
/// </summary>
public static class FormFields
{
    private static readonly string[] Ticked = ["on", "true", "1", "yes"];

    public static JsonFields ToJson(IFormCollection form, Refusals refusals)
    {
        var root = new JsonObject();
        foreach (var (name, values) in form)
        {
            var value = values.ToString();
            if (string.IsNullOrWhiteSpace(value)) continue;
            if (values.Count > 1 && !MayRepeat(name)) refusals.Add(name, "Is given twice: send each field once.");
            // A box alone means mail; together with optIn.phone it must not push the other aside.
            var path = (name == "optIn" ? "optIn.email" : name).Split('.', 2);
            JsonNode leaf = path[0] == "optIn" ? JsonValue.Create(values.Any(IsTicked)) : JsonValue.Create(value);
            if (path.Length == 1) root[name] = leaf;
            else if (root[path[0]] is JsonObject group) group[path[1]] = leaf;
            else root[path[0]] = new JsonObject { [path[1]] = leaf };
        }
        return JsonFields.From(JsonSerializer.SerializeToElement(root), "", refusals)!;
    }

    /// <summary>Boxes do: several answers to one question become one text, with commas between.</summary>
    private static bool MayRepeat(string name) =>
        name.StartsWith("optIn", StringComparison.Ordinal) || name.StartsWith("attributes.", StringComparison.Ordinal);

    /// <summary>
    /// Pages put a hidden <c>off</c> under the box of the same name: the tick is then the second value.
    /// </summary>
    private static bool IsTicked(string? value) => Ticked.Contains(value, StringComparer.OrdinalIgnoreCase);
}
