using System.Text.Json.Nodes;
using LeadScoring.Leads;
using LeadScoring.Parsing;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.Rights;
using LeadScoring.Tests.Scoring;

namespace LeadScoring.Tests.Leads;

/// <summary>A lead's page in the reader's language: codes for programs, words for people.</summary>
public sealed class LeadPageWordsTests
{
    private static readonly Dictionary<string, LocalizedText> Labels = new()
    {
        ["budget"] = new(new Dictionary<string, string> { ["ja"] = "ご予算", ["en"] = "Budget" }),
    };

    [Fact]
    public async Task Why_the_next_mail_waits_and_a_date_is_none_is_a_code_and_a_sentence()
    {
        await using var brand = await Brand.OpenAsync("2027-02-01T00:00:00Z");
        await brand.PostAsync("/api/campaigns/car-launch-2026/entries", new
        {
            email = "hanako@example.jp", locale = "ja", optIn = true,
            attributes = new { leaseEnd = "next spring", prefecture = "Tokyo" },
        });
        await brand.SettleAsync();
        await brand.ConfirmAsync(brand.Mails()[^1]);
        await brand.PostAsync("/api/scenarios/car-new/pause", new { }, 200);

        var (ja, en) = (await PageAsync(brand, "ja"), await PageAsync(brand, "en"));

        foreach (var page in new[] { ja, en })
        {
            Assert.Equal("paused", (string?)page["nextStep"]!["reason"]);
            Assert.Equal("not-a-date", (string?)page["datesNotRead"]![0]!["reason"]);
        }
        Assert.Equal("配信の一時停止中", (string?)ja["nextStep"]!["reasonText"]);
        Assert.Equal("mails are paused", (string?)en["nextStep"]!["reasonText"]);
        Assert.Equal("日付として読み取れません（例：2027-08-31）", (string?)ja["datesNotRead"]![0]!["text"]);
        Assert.Equal("this is no date like 2027-08-31", (string?)en["datesNotRead"]![0]!["text"]);
        Assert.Contains(Said(ja), text => text.Contains("都道府県「Tokyo」（×1.1）", StringComparison.Ordinal));
        Assert.Contains(Said(en), text => text.Contains("Prefecture Tokyo (×1.1)", StringComparison.Ordinal));
        Assert.Equal("prefecture", (string?)ja["explanation"]!["fit"]!["factors"]![0]!["attribute"]);
    }

    [Theory]
    [InlineData("budget", "3200000", "ja", "ご予算「3200000」")]
    [InlineData("budget", "3200000", "en", "Budget 3200000")]
    [InlineData(null, null, "ja", "その他の回答")]
    [InlineData("colour", "red", "ja", "colour「red」")]
    [InlineData(null, null, "en", "other answers")]
    public void An_answer_is_named_as_the_brand_names_it(
        string? attribute, string? value, string language, string text) => Assert.Equal(
            text,
            new AnswerWords(new HashSet<string>(), Labels).Say(new FitPart(attribute, value, 1.1), language));

    [Fact]
    public void A_hidden_answer_is_a_factor_without_its_name()
    {
        var words = new AnswerWords(new HashSet<string> { "budget" }, Labels);
        var answers = new Dictionary<string, string> { ["budget"] = "8765432", ["prefecture"] = "Tokyo" };

        Assert.Equal(
            [new FitPart("prefecture", "Tokyo", 1.1), new FitPart(null, null, 1.2)],
            words.Parts(answers, SampleRules.Rules));
    }

    private static async Task<JsonNode> PageAsync(Brand brand, string language) =>
        await brand.GetAsync($"/api/leads/{brand.IdOf("hanako@example.jp")}?product=car&lang={language}");

    private static IEnumerable<string> Said(JsonNode page) =>
        page["explanation"]!["said"]!.AsArray().Select(text => (string)text!);
}
