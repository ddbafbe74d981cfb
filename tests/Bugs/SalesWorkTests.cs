using System.Text.Json.Nodes;
using LeadScoring.Leads;
using LeadScoring.Sales;
using LeadScoring.Tests.Identity;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.Sales;
using Microsoft.Extensions.DependencyInjection;

namespace LeadScoring.Tests.Bugs;

/// <summary>What those who work a lead are told is true, and for them.</summary>
public sealed class SalesWorkTests
{
    private const string Now = "2027-02-01T01:00:00Z";

    [Fact]
    public async Task That_a_claim_had_ended_is_told_to_who_held_it_and_not_for_ever()
    {
        await using var brand = await Brand.OpenAsync(Now);
        var path = await ClaimTests.LeadAsync(brand, People.Hanako);
        using var aoki = await SalesJourney.KeyAsync(brand, "Aoki", ["work"], "aoki");
        using var baba = await SalesJourney.KeyAsync(brand, "Baba", ["work"], "baba");
        await SalesJourney.PostAsync(aoki, $"{path}/claim", new { until = "2027-02-03T01:00:00Z" });
        await brand.TravelAsync(new { now = "2027-02-04T01:00:00Z" });

        Assert.Null((await ReachedAsync(baba, path, "o-1"))["warning"]);
        var late = await ReachedAsync(aoki, path, "o-2");
        Assert.StartsWith("The claim on this lead had ended", (string?)late["warning"]);
        await brand.TravelAsync(new { now = "2027-04-04T01:00:00Z" });
        Assert.Null((await ReachedAsync(aoki, path, "o-3"))["warning"]);
    }

    [Fact]
    public async Task Who_loses_a_person_whom_another_had_claimed_too_is_told_so()
    {
        await using var brand = await Brand.OpenAsync(Now);
        var (work, home) = (
            await ClaimTests.LeadAsync(brand, People.Work), await ClaimTests.LeadAsync(brand, People.Hanako));
        using var aoki = await SalesJourney.KeyAsync(brand, "Aoki", ["work"], "aoki");
        using var baba = await SalesJourney.KeyAsync(brand, "Baba", ["work"], "baba");
        await SalesJourney.PostAsync(baba, $"{work}/claim", new { });
        await SalesJourney.PostAsync(aoki, $"{home}/claim", new { });
        await brand.MergeAsync(People.Work, People.Hanako);
        await brand.SettleAsync();

        var lost = new { id = "o-1", outcome = "lost", product = "car", reason = "他社に決定" };
        var answer = await SalesJourney.PostAsync(aoki, $"{home}/outcome", lost);
        Assert.Equal("baba", (string?)answer["claim"]!["owner"]);
        Assert.StartsWith("The person is not free", (string?)answer["warning"]);

        var told = (await brand.GetAsync(home))["timeline"]!.AsArray().Where(item => (string?)item!["kind"] == "claim");
        Assert.Equal(3, told.Count()); // both claims, and the one given up
    }

    [Fact]
    public async Task What_is_said_to_have_happened_by_a_clock_ahead_does_not_stand_against_what_is_said_later()
    {
        await using var brand = await Brand.OpenAsync(Now);
        var path = await ClaimTests.LeadAsync(brand, People.Hanako);
        await brand.PostAsync($"{path}/outcome", new
        {
            id = "o-1", outcome = "not-now", product = "car", at = "2027-02-01T20:00:00Z",
            until = "2027-05-01T01:00:00Z",
        }, 200);
        await brand.AdvanceAsync("PT1H");

        var quote = new { id = "o-2", outcome = "quote", product = "car" };
        var after = await brand.PostAsync($"{path}/outcome", quote, 200);
        Assert.Null(after["nextContactAt"]);
    }

    [Fact]
    public async Task After_a_visit_nobody_is_said_to_have_agreed_on_another_contact()
    {
        await using var brand = await Brand.OpenAsync(Now);
        var path = await ClaimTests.LeadAsync(brand, People.Hanako);
        await brand.PostAsync($"{path}/outcome", new
        {
            id = "o-1", outcome = "visit-booked", product = "car", until = "2027-02-05T01:00:00Z",
        }, 200);
        await brand.TravelAsync(new { now = "2027-02-06T02:00:00Z" });

        var alerts = (await brand.GetAsync("/api/insights/alerts?lang=en"))["alerts"]!.AsArray();
        var due = Assert.Single(alerts, alert => (string?)alert!["kind"] == "contact")!;
        Assert.Equal("The day after the planned visit: ask how it went", (string?)due["text"]);
    }

    [Fact]
    public async Task Of_a_merged_person_the_latest_word_counts_and_who_holds_them_is_reminded()
    {
        await using var brand = await Brand.OpenAsync(Now);
        var (sold, held, met) = (await PairAsync(brand, "a"), await PairAsync(brand, "b"), await PairAsync(brand, "c"));
        var notNow = new { id = "o-1", outcome = "not-now", product = "car", until = "2027-04-01T01:00:00Z" };
        await brand.PostAsync($"{held.Home}/claim", new { owner = "aoki", until = "2027-05-01T01:00:00Z" }, 200);
        foreach (var lead in new[] { sold.Work, held.Work, met.Home })
            await brand.PostAsync($"{lead}/outcome", notNow, 200);
        foreach (var pair in new[] { "a", "b", "c" })
            await brand.MergeAsync($"{pair}@work.example.jp", $"{pair}@example.jp");
        await brand.AdvanceAsync("PT1H");
        var won = new { id = "o-2", outcome = "won", product = "car", amount = 3_000_000, currency = "JPY" };
        await brand.PostAsync($"{sold.Home}/outcome", won, 200);
        await ReachedAsync(brand.Http, met.Work, "o-2");

        await brand.TravelAsync(new { now = "2027-04-01T02:00:00Z" });
        var alerts = (await brand.GetAsync("/api/insights/alerts?lang=en"))["alerts"]!.AsArray();
        var due = Assert.Single(alerts, alert => (string?)alert!["kind"] == "contact")!;
        Assert.Equal(("b@example.jp", "aoki"), ((string?)due["email"], (string?)due["owner"]));
    }

    [Fact]
    public async Task A_late_worker_does_not_let_an_erased_lead_wait_for_ever()
    {
        await using var brand = await Brand.OpenAsync(Now);
        foreach (var type in new[] { "test-drive", "quote", "shop-visit", "configurator" })
            await brand.ReactAsync(People.Hanako, type, type, "2027-02-01T00:30:00Z");
        await brand.SettleAsync();
        var late = await brand.LoadAsync(People.Hanako);
        using var erased = await brand.Http.DeleteAsync($"/api/leads/{late.Id}");
        Assert.True(erased.IsSuccessStatusCode);
        Assert.Equal((0, 1), await WaitsAsync(brand));

        await brand.Services.GetRequiredService<ResponseIndex>().PutAsync(late, "car", default);
        Assert.Equal((0, 1), await WaitsAsync(brand));
    }

    private static async Task<(string Work, string Home)> PairAsync(Brand brand, string name) =>
        (await ClaimTests.LeadAsync(brand, $"{name}@work.example.jp"),
            await ClaimTests.LeadAsync(brand, $"{name}@example.jp"));

    private static async Task<(int Waiting, int Cooled)> WaitsAsync(Brand brand)
    {
        var all = (await brand.GetAsync("/api/insights/response?product=car"))["all"]!;
        return ((int)all["waiting"]!, (int)all["cooled"]!);
    }

    private static Task<JsonNode> ReachedAsync(HttpClient http, string path, string id) =>
        SalesJourney.PostAsync(http, $"{path}/outcome", new { id, outcome = "reached", product = "car" });
}
