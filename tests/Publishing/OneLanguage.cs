using System.Text.Json;
using System.Text.Json.Nodes;

namespace LeadScoring.Tests.Publishing;

/// <summary>The sample content of a brand that writes in one of its two languages only.</summary>
internal static class OneLanguage
{
    public static SpoiledContent Of(string locale)
    {
        var (content, other) = (new SpoiledContent(), locale == "ja" ? "en" : "ja");
        foreach (var file in Directory.EnumerateFiles(content.Folder, "*.json", SearchOption.AllDirectories)
            .Where(file => !file.EndsWith(".schema.json", StringComparison.Ordinal)))
        {
            var json = JsonNode.Parse(File.ReadAllText(file))!;
            Drop(json, other);
            File.WriteAllText(file, json.ToJsonString());
        }
        foreach (var file in Directory.EnumerateFiles(
            Path.Combine(content.Folder, "templates"), $"{other}.*.hbs", SearchOption.AllDirectories))
            File.Delete(file);
        return content;
    }

    /// <summary>Wherever a text stands in both.</summary>
    private static void Drop(JsonNode node, string locale)
    {
        if (node is JsonObject both && both.ContainsKey("ja") && both.ContainsKey("en")) both.Remove(locale);
        var inside = node switch
        {
            JsonObject members => members.Select(member => member.Value),
            JsonArray items => items,
            _ => [],
        };
        foreach (var child in inside.OfType<JsonNode>().Where(IsNested)) Drop(child, locale);
    }

    private static bool IsNested(JsonNode node) =>
        node.GetValueKind() is JsonValueKind.Object or JsonValueKind.Array;
}
