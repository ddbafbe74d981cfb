using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using LeadScoring.Tests.Bugs;
using LeadScoring.Tests.Identity;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.Rights;

namespace LeadScoring.Tests.Sales;

public sealed class ClaimTests
{
    private const string Now = "2027-02-01T01:00:00Z";

    [Fact]
    public async Task A_claim_shows_on_list_page_and_timeline_until_the_second_in_which_it_ends()
    {
        await using var brand = await Brand.OpenAsync(Now);
        var path = await LeadAsync(brand, Acts.Who);

        var claim = await brand.PostAsync(
            $"{path}/claim", new { owner = "aoki", until = "2027-02-15T01:00:00Z" }, 200);
        Assert.Equal(("aoki", "2027-02-15T01:00:00Z"), ((string?)claim["owner"], (string?)claim["until"]));
        Assert.Equal("青木 真理", (string?)(await brand.GetAsync(path))["claim"]!["ownerName"]);
        var listed = Assert.Single(await ListAsync(brand, "&owner=aoki"))!;
        Assert.Equal(("aoki", "aoki"), ((string?)listed["owner"], (string?)listed["claim"]!["owner"]));

        await brand.TravelAsync(new { now = "2027-02-15T00:59:00Z" });
        Assert.Single(await ListAsync(brand, "&owner=aoki"));
        await brand.TravelAsync(new { now = "2027-02-15T01:00:00Z" });
        Assert.Empty(await ListAsync(brand, "&owner=aoki"));
        Assert.Null(Assert.Single(await ListAsync(brand, ""))!["claim"]);
        var page = await brand.GetAsync($"{path}?lang=ja");
        Assert.Null(page["owner"]);
        Assert.Equal(
            ["青木 真理の担当期間が終了", "青木 真理が担当（2027-02-15まで）"],
            page["timeline"]!.AsArray().Where(item => (string?)item!["kind"] == "claim")
                .Select(item => (string?)item!["text"]));
    }

    [Fact]
    public async Task Who_comes_second_is_told_by_whom_and_until_when_and_a_claim_that_ended_is_free()
    {
        await using var brand = await Brand.OpenAsync(Now);
        var path = await LeadAsync(brand, Acts.Who);
        await brand.PostAsync($"{path}/claim", new { owner = "aoki", until = "2027-02-02T00:00:00Z" }, 200);

        var refused = await brand.PostAsync($"{path}/claim", new { owner = "baba" }, 409);
        Assert.Equal(
            ("aoki", "青木 真理", "2027-02-02T00:00:00Z"),
            ((string?)refused["claimedBy"], (string?)refused["claimedByName"], (string?)refused["until"]));
        var since = (string?)(await brand.GetAsync(path))["claim"]!["since"];
        var prolonged = await brand.PostAsync($"{path}/claim", new { owner = "aoki" }, 200);
        Assert.Equal(since, (string?)prolonged["since"]);
        Assert.StartsWith("2027-02-15T01:00:", (string?)prolonged["until"], StringComparison.Ordinal);
        var taken = await brand.PostAsync($"{path}/claim", new { owner = "baba", take = true }, 200);
        Assert.Equal("baba", (string?)taken["owner"]);

        await brand.AdvanceAsync("P15D");
        var ended = await DeleteAsync(brand, $"{path}/claim", HttpStatusCode.Conflict);
        Assert.Contains("has ended", (string?)ended["title"]);
        await brand.PostAsync($"{path}/claim", new { owner = "aoki" }, 200);
    }

    [Fact]
    public async Task A_lead_is_given_up_and_handed_over_with_a_note()
    {
        await using var brand = await Brand.OpenAsync(Now);
        var path = await LeadAsync(brand, Acts.Who);
        await brand.PostAsync($"{path}/claim/transfer", new { to = "baba" }, 409);
        await brand.PostAsync($"{path}/claim", new { owner = "aoki" }, 200);
        var moved = await brand.PostAsync($"{path}/claim/transfer", new { to = "baba", note = "knows her" }, 200);
        Assert.Equal("baba", (string?)moved["owner"]);
        Assert.Contains((await brand.GetAsync(path))["timeline"]!.AsArray(), item =>
            (string?)item!["text"] == "青木 真理 handed it over to 馬場 健 (until 2027-02-15): knows her");

        var freed = await DeleteAsync(brand, $"{path}/claim", HttpStatusCode.OK);
        Assert.Null(freed["owner"]);
        var again = await DeleteAsync(brand, $"{path}/claim", HttpStatusCode.Conflict);
        Assert.Contains("Nobody", (string?)again["title"]);
        Assert.Empty(await ListAsync(brand, "&owner=baba"));
    }

    [Fact]
    public async Task Over_the_limit_the_problem_says_how_many_and_a_lead_given_up_makes_room()
    {
        await using var brand = await Brand.OpenAsync(Now);
        var paths = Enumerable.Range(0, 31).Select(n => $"/api/leads/{brand.IdOf($"lead-{n}@example.jp")}").ToList();
        await brand.PostAsync("/api/reactions", new
        {
            reactions = Enumerable.Range(0, 31).Select(n => new
            {
                id = "quote", email = $"lead-{n}@example.jp", type = "quote", occurredAt = Now, product = "car",
            }),
        });
        await brand.SettleAsync();
        foreach (var path in paths.Take(30)) await brand.PostAsync($"{path}/claim", new { owner = "baba" }, 200);

        var full = await brand.PostAsync($"{paths[30]}/claim", new { owner = "baba" }, 409);
        Assert.Equal((30, 30), ((int)full["most"]!, (int)full["held"]!));
        await DeleteAsync(brand, $"{paths[3]}/claim", HttpStatusCode.OK);
        await brand.PostAsync($"{paths[30]}/claim", new { owner = "baba" }, 200);
    }

    [Fact]
    public async Task Wrong_and_closed_leads_and_mistakes_are_clear_problems()
    {
        await using var brand = await Brand.OpenAsync(Now);
        var path = await LeadAsync(brand, Acts.Who);
        await brand.PostAsync($"/api/leads/{new string('0', 32)}/claim", new { owner = "aoki" }, 404);
        await brand.PostAsync("/api/leads/nobody/claim", new { owner = "aoki" }, 404);
        var wrong = await brand.PostAsync($"{path}/claim", new { until = "2027-01-01T00:00:00Z", who = 1 }, 400);
        Assert.Equal(["owner", "until", "who"], wrong["errors"]!.AsObject().Select(error => error.Key).Order());

        await brand.PostAsync($"{path}/claim", new { owner = "aoki" }, 200);
        await brand.PostAsync($"{path}/stop-use", new { }, 200);
        var closed = await brand.PostAsync($"{path}/claim", new { owner = "aoki" }, 409);
        Assert.Contains("closed", (string?)closed["title"]);
        Assert.Null((await brand.GetAsync(path))["claim"]);
        await DeleteAsync(brand, path, HttpStatusCode.OK);
        await brand.PostAsync($"{path}/claim", new { owner = "aoki" }, 404);
        Assert.DoesNotContain(
            await Traces.OfAsync(brand.Tables(), brand.IdOf(Acts.Who)),
            row => row.StartsWith("sales ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_merged_leads_claim_holds_the_person_and_each_has_its_own_again_when_they_part()
    {
        await using var brand = await Brand.OpenAsync(Now);
        var (work, home) = (await LeadAsync(brand, People.Work), await LeadAsync(brand, People.Hanako));
        await brand.PostAsync($"{work}/claim", new { owner = "aoki" }, 200);
        await brand.MergeAsync(People.Work, People.Hanako);
        await brand.SettleAsync();
        Assert.Equal("aoki", (string?)Assert.Single(await ListAsync(brand, "&owner=aoki"))!["owner"]);
        await brand.PostAsync($"{work}/claim", new { owner = "baba" }, 409);

        await brand.UnmergeAsync(People.Work);
        await brand.SettleAsync();
        Assert.Equal("aoki", (string?)(await brand.GetAsync(work))["owner"]);
        Assert.Null((await brand.GetAsync(home))["owner"]);

        await brand.PostAsync($"{home}/claim", new { owner = "baba" }, 200);
        await brand.MergeAsync(People.Work, People.Hanako);
        await brand.SettleAsync();
        Assert.Equal("baba", (string?)(await brand.GetAsync(work))["owner"]);
        await DeleteAsync(brand, $"{work}/claim", HttpStatusCode.OK); // an admin's word frees the person
        Assert.Null((await brand.GetAsync(home))["owner"]);
        await brand.UnmergeAsync(People.Work);
        Assert.Null((await brand.GetAsync(work))["owner"]);
    }

    internal static async Task<string> LeadAsync(Brand brand, string email, string type = "quote")
    {
        var occurredAt = (string?)(await brand.GetAsync("/api/dev/time"))["now"];
        await brand.ReactAsync(email, $"{type}-1", type, occurredAt!);
        await brand.SettleAsync();
        return $"/api/leads/{brand.IdOf(email)}";
    }

    internal static async Task<JsonArray> ListAsync(Brand brand, string more) =>
        (await brand.GetAsync($"/api/leads?product=car{more}"))["leads"]!.AsArray();

    private static async Task<JsonNode> DeleteAsync(Brand brand, string path, HttpStatusCode status)
    {
        using var answer = await brand.Http.DeleteAsync(path);
        Assert.Equal(status, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
    }
}
