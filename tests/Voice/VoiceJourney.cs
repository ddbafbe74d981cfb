using System.Text.Json.Nodes;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.Publishing;
using LeadScoring.Tests.Rights;

namespace LeadScoring.Tests.Voice;

/// <summary>From what people say at the doors to the figures, the people behind them, and back to nothing.</summary>
public sealed class VoiceJourney
{
    private const string Now = "2026-11-24T01:00:00Z"; // a Tuesday, 10:00 in Tokyo
    private const string Hanako = "hanako@example.jp";

    [Fact]
    public async Task What_is_said_is_seen_with_the_next_refresh_and_what_is_erased_is_not()
    {
        await using var brand = await Brand.OpenAsync(Now);
        await SayAsync(brand, Hanako, "1", "値段が高い。山田より", rating: 2, mayQuote: true);
        await SayAsync(brand, "taro@example.jp", "2", "The battery worries me", rating: 4, mayQuote: false);
        await brand.RefreshInsightsAsync();

        var voice = await brand.GetAsync("/api/insights/voice?product=car&lang=en");
        Assert.Equal((2, 2), ((int)voice["all"]!["people"]!, (int)voice["all"]!["comments"]!));
        Assert.Equal(0, (int)voice["earlierRules"]!);
        var price = Theme(voice, "price");
        Assert.Equal((0.5, 2), ((double)price["share"]!["value"]!, (int)price["share"]!["n"]!));
        Assert.Equal("値段が高い。山田より", (string?)price["quotes"]![0]!["text"]);
        Assert.Empty(Theme(voice, "range")["quotes"]!.AsArray());

        var leads = await brand.GetAsync("/api/insights/voice/leads?product=car&top=1");
        var first = Assert.Single(leads["leads"]!.AsArray());
        var next = await brand.GetAsync($"/api/insights/voice/leads?product=car&top=1&cursor={leads["cursor"]}");
        Assert.Null(next["cursor"]);
        Assert.Equal(
            [Hanako, "taro@example.jp"],
            new[] { first, next["leads"]![0] }.Select(lead => (string?)lead!["email"]).Order());
        await brand.GetAsync($"/api/insights/voice/leads?product=car&theme=price&cursor={leads["cursor"]}", 400);
        var behind = (await brand.GetAsync("/api/insights/voice/leads?product=car&theme=price"))["leads"]!.AsArray();
        Assert.Equal(["値段", "高い"], Assert.Single(behind)!["words"]!["price"]!.AsArray().Select(word => (string?)word));

        using (await brand.Http.DeleteAsync($"/api/leads/{brand.IdOf(Hanako)}")) await brand.RefreshInsightsAsync();
        var after = await brand.GetAsync("/api/insights/voice?product=car&lang=en");
        Assert.Equal(1, (int)after["all"]!["people"]!);
        Assert.Equal(0, (int)Theme(after, "price")["heard"]!["people"]!);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_stops_the_mails_may_say_why_also_after_one_click_and_is_heard_once(bool isStopped)
    {
        await using var brand = await Brand.OpenAsync(Now);
        await brand.EnterAsync(Hanako);
        await brand.AdvanceAsync("P3D");
        var stop = Brand.Link(brand.Mails()[^1], "unsubscribe");
        Assert.Contains("name=\"reason\"", await brand.Http.GetStringAsync(stop), StringComparison.Ordinal);
        if (isStopped)
        {
            using var oneClick = new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]);
            using (await brand.Http.PostAsync(stop, oneClick)) await brand.SettleAsync();
            await brand.AdvanceAsync("P1D");
        }
        var before = await brand.FindAsync(Hanako);
        using var why = new FormUrlEncodedContent([new("reason", " メールが多い\n" + new string('あ', 300))]);
        using (await brand.Http.PostAsync(stop, why)) await brand.SettleAsync();
        using var later = new FormUrlEncodedContent([new("reason", "値段が高い")]);
        using (await brand.Http.PostAsync(stop, later)) await brand.RefreshInsightsAsync();
        if (isStopped)
            Assert.Equal(
                before["products"]![0]!["score"]!.ToJsonString(),
                (await brand.FindAsync(Hanako))["products"]![0]!["score"]!.ToJsonString());

        Assert.Empty((await brand.GetAsync("/api/insights/voice/leads?product=car&theme=price"))["leads"]!.AsArray());
        var leads = await brand.GetAsync("/api/insights/voice/leads?product=car&theme=mails&lang=ja");
        var lead = Assert.Single(leads["leads"]!.AsArray())!;
        Assert.Equal(("unsubscribe", "メール配信停止"), ((string?)lead["type"], (string?)lead["typeLabel"]));
        Assert.Equal("メールが多い " + new string('あ', 293), (string?)lead["text"]);
    }

    [Fact]
    public async Task With_other_rules_all_that_was_said_is_read_anew_after_the_start()
    {
        await using var brand = await Brand.OpenAsync(Now);
        await SayAsync(brand, Hanako, "1", "とにかく眩しい", rating: 2, mayQuote: false);
        await brand.RefreshInsightsAsync();
        using var content = new SpoiledContent().Replace("voice.json", "\"乗り心地\"", "\"眩し\"");
        await brand.RestartAsync($"--LeadScoring:ContentPath={content.Folder}");
        Assert.Equal(1, (int)(await brand.GetAsync("/api/insights/voice?product=car"))["earlierRules"]!);
        await brand.RefreshInsightsAsync();

        var voice = await brand.GetAsync("/api/insights/voice?product=car");
        Assert.Equal(0, (int)voice["earlierRules"]!);
        Assert.Equal(1, (int)Theme(voice, "comfort")["heard"]!["people"]!);
    }

    [Fact]
    public async Task A_marketer_tries_rules_on_a_text_and_is_told_why()
    {
        await using var brand = await Brand.OpenAsync(Now);
        var theme = new { id = "p", label = new { en = "P" }, words = new[] { "ねだん" } };
        var tried = await brand.PostAsync("/api/voice/try", new { text = "ﾈﾀﾞﾝは高い", themes = new[] { theme } }, 200);
        Assert.Equal(["ねだん"], tried["themes"]![0]!["words"]!.AsArray().Select(word => (string?)word));
        var mistaken = await brand.PostAsync(
            "/api/voice/try", new { themes = new[] { new { id = "p", words = Array.Empty<string>() } } }, 400);
        Assert.Equal(
            ["text", "themes[0].label", "themes[0].words"], mistaken["errors"]!.AsObject().Select(error => error.Key));
    }

    private static Task<JsonNode> SayAsync(
        Brand brand, string email, string id, string text, int rating, bool mayQuote) =>
        brand.PostAsync("/api/reactions", new
        {
            reactions = new[]
            {
                new
                {
                    id,
                    email,
                    type = "feedback",
                    occurredAt = Now,
                    product = "car",
                    properties = new { text, rating, mayQuote },
                },
            },
        });

    private static JsonNode Theme(JsonNode voice, string id) =>
        voice["themes"]!.AsArray().Single(theme => (string?)theme!["theme"] == id)!;
}
