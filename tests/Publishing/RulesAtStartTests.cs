using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using LeadScoring.Publishing;
using LeadScoring.RollOut;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.RollOut;
using Microsoft.Extensions.DependencyInjection;

namespace LeadScoring.Tests.Publishing;

/// <summary>Rules and scenarios that were published apart, and the starts and old instances that meet them.</summary>
public sealed class RulesAtStartTests : IDisposable
{
    private readonly SpoiledContent _content = new();

    private string[] Settings => ["--LeadScoring:ContentPath=" + _content.Folder];

    [Fact]
    public async Task Rules_of_the_folder_that_a_published_scenario_does_not_fit_are_refused_with_reasons_unwritten()
    {
        Write(Rulebook.Version(1, Hot));
        await using var brand = await Brand.OpenAsync(settings: Settings);
        await brand.PublishScenarioAsync(OfTheHot());
        Write(Rulebook.Version(2));

        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => brand.RestartAsync(Settings));

        Assert.Contains("publication 2", refused.Message, StringComparison.Ordinal);
        Assert.Contains("scenarios/car-hot.json: enter.stage: ", refused.Message, StringComparison.Ordinal);
        Write(Rulebook.Version(1, Hot));
        await brand.RestartAsync(Settings);
        Assert.Equal(1, (int)(await brand.GetAsync("/api/health"))["rules"]!);
        Assert.Single((await brand.GetAsync("/api/scoring/rules"))["history"]!.AsArray());
        Assert.Equal(1, (int)(await brand.GetAsync("/api/scenarios/car-hot"))["inForce"]!["version"]!);
    }

    [Fact]
    public async Task A_process_killed_before_announced_rules_came_into_force_starts_with_them_and_what_fits_them()
    {
        await using var brand = await Brand.OpenAsync(more: Rulebook.Quick);
        await PublishUnseenAsync(brand, Rulebook.Version(2, Hot));
        await brand.Services.GetRequiredService<RulesStore>().ChangeAsync(state => state.Announce(2), default);
        await brand.PublishScenarioAsync(OfTheHot());

        await brand.RestartAsync();

        Assert.Equal(2, (int)(await brand.GetAsync("/api/health"))["rules"]!);
        Assert.Equal("in force", (string?)(await brand.GetAsync("/api/health"))["mail"]);
        Assert.Equal(1, (int)(await brand.GetAsync("/api/scenarios/car-hot"))["inForce"]!["version"]!);
    }

    [Fact]
    public async Task An_instance_too_old_for_the_rules_in_force_takes_entries_and_sends_other_calls_elsewhere()
    {
        await using var brand = await Brand.OpenAsync(more: Rulebook.Quick);
        await PublishUnseenAsync(brand, Rulebook.Version(2, rules => rules["weather"] = "fine"));
        await brand.Services.GetRequiredService<RulesStore>().ChangeAsync(
            state => state.Announce(2).PutInForce(2), default);
        await Task.Delay(TimeSpan.FromMilliseconds(50));

        await brand.PostAsync("/api/campaigns/car-launch-2026/entries", new
        {
            email = "hanako@example.jp", locale = "ja", optIn = true,
        });
        using var list = await brand.Http.GetAsync("/api/leads?product=car");
        using var reactions = await brand.Http.PostAsJsonAsync("/api/reactions", new { reactions = new[] { 1 } });

        foreach (var answer in new[] { list, reactions })
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.NotNull(answer.Headers.RetryAfter);
        }
    }

    public void Dispose() => _content.Dispose();

    private void Write(JsonObject rules) =>
        _content.Write("scoring.json", Encoding.UTF8.GetBytes(rules.ToJsonString()));

    private static void Hot(JsonObject rules) => rules["stages"]!.AsArray().Add(JsonNode.Parse(
        """{ "id": "hot", "enter": 80, "leave": 70, "label": { "ja": "有望", "en": "Hot" } }"""));

    private static JsonObject OfTheHot() => ScenarioPublishing.Scenario("car-ready", 1, scenario =>
    {
        scenario["id"] = "car-hot";
        scenario["enter"]!["stage"] = "hot";
    });

    /// <summary>What another process published and did not live, or did not wait, to tell.</summary>
    private static async Task PublishUnseenAsync(Brand brand, JsonObject rules) =>
        Assert.True(await brand.Services.GetRequiredService<RulesStore>().TryAddAsync(
            RulesVersion.Of(2, rules.ToJsonString(), "Sato", null, PublishNote.Api, DateTimeOffset.UnixEpoch),
            default));
}
