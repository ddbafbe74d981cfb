using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using LeadScoring.Exports;
using LeadScoring.Tests.Doors;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.Publishing;
using LeadScoring.Tests.Rights;

namespace LeadScoring.Tests.Exports;

/// <summary>Only who permitted it by a word on that very purpose is in an audience, as a digest.</summary>
public sealed class AudienceTests
{
    private const string Asked = "/api/audiences?audience=high-score&product=car&minScore=1";

    [Fact]
    public async Task Only_who_permits_it_is_in_an_audience_and_only_as_long()
    {
        using var content = Permitting();
        await using var brand = await Brand.OpenAsync(
            "2026-11-22T03:00:00Z", null, $"--LeadScoring:ContentPath={content.Folder}");
        await ReactAsync(brand, "Hanako@Example.jp", "taro@example.jp", "jiro@example.jp", "saburo@example.jp");
        await ConsentAsync(brand, "hanako@example.jp", "owners");
        await ConsentAsync(brand, "taro@example.jp", null); // to mail in general
        await ConsentAsync(brand, "saburo@example.jp", "owners");
        var hanako = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("hanako@example.jp")));

        var audience = await brand.GetAsync(Asked);
        Assert.Equal(
            new[] { hanako, Audience.Hash("saburo@example.jp") }.Order(),
            audience["hashes"]!.AsArray().Select(hash => (string)hash!).Order());
        Assert.Equal(4, (int)audience["looked"]!);

        await TellAsync(brand, "saburo@example.jp", new { channel = "email", granted = false, how = "letter" });
        using var csv = await brand.Http.GetAsync(Asked + "&format=csv");
        Assert.Equal($"email\r\n{hanako}\r\n", await csv.Content.ReadAsStringAsync());

        const string Loyal = "/api/audiences?audience=loyal&product=car";
        Assert.Empty((await brand.GetAsync(Loyal))["hashes"]!.AsArray());
        await BuyAsync(brand, "hanako@example.jp", "2026-02-01T03:00:00Z", "2026-09-20T03:00:00Z");
        await BuyAsync(brand, "taro@example.jp", "2026-02-01T03:00:00Z", "2026-09-20T03:00:00Z");
        var loyal = await brand.GetAsync(Loyal); // both are; she alone permits it
        Assert.Equal([hanako], loyal["hashes"]!.AsArray().Select(hash => (string)hash!));
        Assert.Equal(2, (int)loyal["looked"]!);

        using var stopped = await brand.Http.PostAsync($"/api/leads/{brand.IdOf("hanako@example.jp")}/stop-use", null);
        Assert.True(stopped.IsSuccessStatusCode);
        Assert.Empty((await brand.GetAsync(Asked))["hashes"]!.AsArray());
    }

    [Fact]
    public async Task Pages_of_an_audience_hold_everybody_once()
    {
        using var content = Permitting();
        await using var brand = await Brand.OpenAsync(
            "2026-11-22T03:00:00Z", null, $"--LeadScoring:ContentPath={content.Folder}");
        var people = Enumerable.Range(0, 7).Select(n => $"lead{n}@example.jp").ToArray();
        await ReactAsync(brand, people);
        foreach (var person in people) await ConsentAsync(brand, person, "owners");

        var (hashes, cursor) = (new List<string>(), default(string));
        do
        {
            var page = await brand.GetAsync($"{Asked}&top=3{(cursor is null ? "" : "&cursor=" + cursor)}");
            hashes.AddRange(page["hashes"]!.AsArray().Select(hash => (string)hash!));
            cursor = (string?)page["cursor"];
        }
        while (cursor is not null);

        Assert.Equal(people.Select(Audience.Hash).Order(), hashes.Order());
    }

    [Fact]
    public async Task A_brand_that_does_not_ask_for_it_has_no_audiences()
    {
        using var content = new SpoiledContent().Replace("sender.json", "\"audiencePurpose\": \"ads\",", "");
        await using var brand = await Brand.OpenAsync(settings: $"--LeadScoring:ContentPath={content.Folder}");
        using var answer = await brand.Http.GetAsync(Asked);
        Assert.Contains(
            "consent.audiencePurpose", (await Refused.ReadAsync(answer, 409)).Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("audience=lookalike&product=car", "audience", "Must be one of high-score, loyal")]
    [InlineData("product=car", "audience", "Is required")]
    [InlineData("audience=loyal", "product", "Is required, one of car, camper")]
    [InlineData("audience=high-score&product=car", "minScore", "Is required")]
    [InlineData("audience=loyal&product=car&cursor=x", "cursor", "Is not a cursor")]
    public async Task What_cannot_be_an_audience_is_refused(string query, string field, string says)
    {
        await using var brand = await Brand.OpenAsync();
        using var answer = await brand.Http.GetAsync("/api/audiences?" + query);
        (await Refused.ReadAsync(answer, 400)).Names(field, says);
    }

    [Theory]
    [InlineData("cars")]
    [InlineData("boats")]
    public void The_purpose_of_audiences_is_one_of_its_own(string purpose)
    {
        using var content = Permitting(purpose);
        Assert.Contains("consent.audiencePurpose", Assert.Single(content.Problems), StringComparison.Ordinal);
    }

    private static SpoiledContent Permitting(string purpose = "owners") => new SpoiledContent().Replace(
        "sender.json", "\"audiencePurpose\": \"ads\"", $"\"audiencePurpose\": \"{purpose}\"");

    private static async Task ReactAsync(Brand brand, params string[] people)
    {
        await brand.PostAsync("/api/reactions", new
        {
            reactions = people.Select(email => new
            {
                id = "quote", email, type = "quote", product = "car", occurredAt = "2026-11-22T02:00:00Z",
            }),
        });
        await brand.SettleAsync();
    }

    private static async Task BuyAsync(Brand brand, string email, params string[] times)
    {
        await brand.PostAsync("/api/purchases", new
        {
            purchases = times.Select(occurredAt => new
            {
                id = occurredAt, email, occurredAt, product = "car", amount = 15_000_000, currency = "JPY",
            }),
        });
        await brand.SettleAsync();
    }

    private static Task ConsentAsync(Brand brand, string email, string? purpose)
    {
        var consent = new Dictionary<string, object>
        {
            ["channel"] = "email", ["granted"] = true, ["how"] = "paper", ["proof"] = "sheet 1",
        };
        if (purpose is not null) consent["purpose"] = purpose;
        return TellAsync(brand, email, consent);
    }

    private static async Task TellAsync(Brand brand, string email, object consent)
    {
        using var answer = await brand.Http.PostAsJsonAsync($"/api/leads/{brand.IdOf(email)}/consents", consent);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        await brand.SettleAsync();
    }
}
