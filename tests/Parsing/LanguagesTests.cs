using System.Text.Json.Nodes;
using LeadScoring.Parsing;
using LeadScoring.Tests.Conventions;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.Publishing;

namespace LeadScoring.Tests.Parsing;

/// <summary>Whoever reads is answered in their language, whatever languages the brand writes in.</summary>
public sealed class LanguagesTests
{
    [Theory]
    [InlineData("ja", "試乗・体験")]
    [InlineData("en", "Test drive")]
    public async Task A_brand_of_one_language_is_told_of_in_both(string brands, string label)
    {
        using var content = OneLanguage.Of(brands);
        await using var brand = await Brand.OpenAsync(
            "2027-02-01T00:00:00Z", null, $"--LeadScoring:ContentPath={content.Folder}");
        await brand.PostAsync("/api/reactions", new
        {
            reactions = new[]
            {
                Reaction("drive", "test-drive"), Reaction("loan", "credit-check-abandoned"),
            },
        });
        await brand.SettleAsync();
        var leadId = (string)(await brand.FindAsync("hanako@example.jp"))["leadId"]!;

        foreach (var language in new[] { "ja", "en" })
        {
            var list = await brand.GetAsync($"/api/leads?product=car&lang={language}");
            Assert.Contains(language == "ja" ? $"{label}（最終" : $"{label} (last", Why(list["leads"]![0]!));
            var page = await brand.GetAsync($"/api/leads/{leadId}?lang={language}&since=2027-01-01");
            AssertIn(language, [.. page["explanation"]!["said"]!.AsArray().Select(said => (string)said!)]);
            var found = await brand.PostAsync(
                $"/api/leads/find?lang={language}", new { email = "hanako@example.jp" }, 200);
            Assert.Equal(Why(page), Why(found));
            Assert.Single((await brand.GetAsync($"/api/insights/alerts?lang={language}"))["alerts"]!.AsArray());
            AssertIn(language, (string)(await brand.GetAsync(
                $"/api/insights/calibration?product=car&lang={language}"))["reason"]!);
            AssertIn(language, (string)(await brand.PostAsync(
                "/api/scoring/model/train", new { product = "car", lang = language }, 200))["reason"]!);
            AssertIn(language, [.. Notes(await brand.PostAsync(
                $"/api/scenarios/car-new/simulate?lang={language}", new { }, 200))]);
            AssertIn(language, [.. Notes(await brand.PostAsync(
                $"/api/scoring/what-if?lang={language}", new { rules = await RulesAsync(brand), days = 30 }, 200))]);
        }
    }

    [Theory]
    [InlineData("/api/leads?lang=fr")]
    [InlineData("/api/leads/0123456789abcdef0123456789abcdef?lang=fr")]
    [InlineData("/api/insights/alerts?lang=fr")]
    [InlineData("/api/insights/calibration?product=car&lang=fr")]
    public async Task A_language_that_nobody_wrote_in_is_refused(string path)
    {
        using var content = OneLanguage.Of("ja");
        await using var brand = await Brand.OpenAsync(
            null, null, $"--LeadScoring:ContentPath={content.Folder}");

        Assert.Equal(
            "Must be one of ja, en, but is 'fr'.", (string?)(await brand.GetAsync(path, 400))["errors"]!["lang"]![0]);
    }

    [Theory]
    [InlineData("ja", "文")]
    [InlineData("ja-JP", "文")]
    [InlineData("en", "text")]
    [InlineData("de", "text")]
    public void A_sentence_is_Japanese_where_Japanese_is_asked_for_and_else_English(string language, string said) =>
        Assert.Equal(said, language.Say("文", "text"));

    [Fact]
    public void Nobody_else_reads_the_language_that_is_asked_for() =>
        Offenders.None(SourceTree.Functions.Where(file =>
            file.Name != nameof(Languages) && file.Code.Contains("OneOf(\"lang\"", StringComparison.Ordinal)));

    [Fact]
    public void A_brand_adds_its_languages_to_those_of_the_app() =>
        Assert.Equal(["zh-TW", "ja", "en"], Languages.Of(["zh-TW", "ja"]));

    private static object Reaction(string id, string type) =>
        new { id, email = "hanako@example.jp", type, product = "car", occurredAt = "2027-01-31T00:00:00Z" };

    private static async Task<JsonNode> RulesAsync(Brand brand)
    {
        var rules = (await brand.GetAsync("/api/scoring/rules/1"))["rules"]!.DeepClone();
        rules["version"] = 2;
        return rules;
    }

    private static string Why(JsonNode lead) =>
        string.Concat(lead["why"]!.AsArray().Select(why => (string)why!["text"]!));

    private static IEnumerable<string> Notes(JsonNode answer) =>
        answer["notes"]!.AsArray().Select(note => (string)note!);

    private static void AssertIn(string language, params string[] sentences)
    {
        Assert.NotEmpty(sentences);
        Assert.All(sentences, said => Assert.EndsWith(language == "ja" ? "。" : ".", said, StringComparison.Ordinal));
    }
}
