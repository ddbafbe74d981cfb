using System.Net.Http.Json;
using System.Text.Json.Nodes;
using LeadScoring.RollOut;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.Publishing;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LeadScoring.Tests.RollOut;

/// <summary>The sample rules, changed by a test, and the doors by which they are published.</summary>
internal static class Rulebook
{
    /// <summary>What a publisher waits is longer than what others know, by as much as the product has it.</summary>
    public static void Quick(FunctionsApplicationBuilder builder) => builder.Services.Replace(
        ServiceDescriptor.Singleton(
            new RulesPace(TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(100))));

    /// <summary>The sample's scoring.json with another version and whatever else the test changes.</summary>
    public static JsonObject Version(int version, Action<JsonObject>? change = null)
    {
        var rules = JsonNode.Parse(File.ReadAllText(Path.Combine(SampleContent.Folder, "scoring.json")))!.AsObject();
        rules["version"] = version;
        change?.Invoke(rules);
        return rules;
    }

    public static void Points(this JsonObject rules, string reaction, double points) =>
        rules["reactions"]![reaction]!["points"] = points;

    public static async Task<JsonNode> PublishAsync(
        this Brand brand, JsonObject rules, bool mails = false, string author = "Sato", int status = 202)
    {
        using var answer = await brand.Http.PutAsJsonAsync(
            "/api/scoring/rules", new { rules, author, comment = "for spring", mailOnStageChange = mails });
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True((int)answer.StatusCode == status, $"{(int)answer.StatusCode} instead of {status}: {text}");
        return JsonNode.Parse(text)!;
    }

    public static Task<JsonNode> RollBackAsync(this Brand brand, int version, int status = 202) =>
        brand.PostAsync($"/api/scoring/rules/{version}/rollback", new { author = "Suzuki" }, status);
}
