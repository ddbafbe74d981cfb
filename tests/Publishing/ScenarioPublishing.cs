using System.Net.Http.Json;
using System.Text.Json.Nodes;
using LeadScoring.Tests.Journeys;

namespace LeadScoring.Tests.Publishing;

/// <summary>Scenarios and mails of the sample, changed by a test, and the doors by which they are published.</summary>
internal static class ScenarioPublishing
{
    /// <summary>The sample's scenario with another version and whatever else the test changes.</summary>
    public static JsonObject Scenario(string id, int version, Action<JsonObject>? change = null)
    {
        var file = Path.Combine(SampleContent.Folder, "scenarios", $"{id}.json");
        var scenario = JsonNode.Parse(File.ReadAllText(file))!.AsObject();
        scenario["version"] = version;
        change?.Invoke(scenario);
        return scenario;
    }

    public static Task<JsonNode> PublishScenarioAsync(this Brand brand, JsonObject scenario, int status = 200) =>
        brand.PutAsync(
            $"/api/scenarios/{scenario["id"]}", new { scenario, author = "Sato", comment = "spring" }, status);

    public static Task<JsonNode> PublishTemplateAsync(
        this Brand brand, string name, JsonObject files, int status = 200) =>
        brand.PutAsync($"/api/templates/{name}", new { files, author = "Sato" }, status);

    /// <summary>A template as it is in force.</summary>
    public static async Task<JsonObject> TemplateAsync(this Brand brand, string name) =>
        (await brand.GetAsync($"/api/templates/{name}"))["files"]!.DeepClone().AsObject();

    public static async Task<JsonNode> PutAsync(this Brand brand, string path, object body, int status)
    {
        using var answer = await brand.Http.PutAsJsonAsync(path, body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True((int)answer.StatusCode == status, $"{(int)answer.StatusCode} instead of {status}: {text}");
        return JsonNode.Parse(text)!;
    }

    public static IEnumerable<string> Errors(this JsonNode problem) =>
        problem["errors"]!.AsObject().Select(error => error.Key);
}
