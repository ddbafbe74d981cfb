using System.Text.Json.Nodes;

namespace LeadScoring.Scoring;

/// <summary>One place where two versions of the rules differ; null where a version has nothing there.</summary>
/// <param name="Path">As in <c>reactions.quote.points</c>, <c>stages[ready].enter</c>, <c>fit[0].factor</c>.</param>
/// <param name="Before">What the older one says.</param>
/// <param name="After">What the newer one says.</param>
public sealed record RulesDifference(string Path, JsonNode? Before, JsonNode? After);

/// <summary>
/// Pure: what changed between two JSON documents, leaf by leaf. Items of a list are told apart by their <c>id</c> where
/// all have one, else by their place.
/// </summary>
public static class RulesDiff
{
    public static IReadOnlyList<RulesDifference> Of(JsonNode? before, JsonNode? after) => [.. Of("", before, after)];

    private static IEnumerable<RulesDifference> Of(string path, JsonNode? before, JsonNode? after)
    {
        if (JsonNode.DeepEquals(before, after)) return [];
        if (before is JsonObject or JsonArray && after is JsonObject or JsonArray
            && before.GetType() == after.GetType())
        {
            var (old, now) = (Members(before), Members(after));
            return old.Keys.Union(now.Keys, StringComparer.Ordinal)
                .SelectMany(key => Of(
                    Join(path, key), old.GetValueOrDefault(key), now.GetValueOrDefault(key)));
        }
        return [new RulesDifference(path, before?.DeepClone(), after?.DeepClone())];
    }

    private static Dictionary<string, JsonNode?> Members(JsonNode node) => node is JsonObject map
        ? map.Where(member => member.Key != "$schema")
            .ToDictionary(member => member.Key, member => member.Value, StringComparer.Ordinal)
        : Items((JsonArray)node);

    private static Dictionary<string, JsonNode?> Items(JsonArray items)
    {
        var ids = items.Select(item => item is JsonObject ? (string?)item["id"]?.AsValue() : null).ToList();
        var named = ids.All(id => id is not null) && ids.Distinct(StringComparer.Ordinal).Count() == ids.Count;
        return items.Index().ToDictionary(
            at => named ? $"[{ids[at.Index]}]" : FormattableString.Invariant($"[{at.Index}]"), at => at.Item,
            StringComparer.Ordinal);
    }

    private static string Join(string path, string key) =>
        path.Length == 0 || key[0] == '[' ? path + key : $"{path}.{key}";
}
