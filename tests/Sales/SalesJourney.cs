using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using LeadScoring.Access;
using LeadScoring.Storage;
using LeadScoring.Tests.Identity;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.Rights;

namespace LeadScoring.Tests.Sales;

public sealed class EmbeddedSalesJourney() : SalesJourney([]);

/// <summary>Two salespeople with keys of their own work the same leads, on each store.</summary>
public abstract class SalesJourney(IReadOnlyList<string> store)
{
    private const string Now = "2027-02-01T01:00:00Z";

    [Fact]
    public async Task Who_has_a_key_to_work_works_as_its_owner_and_every_look_is_noted()
    {
        await using var brand = await OpenAsync();
        var path = await ClaimTests.LeadAsync(brand, People.Hanako);
        using var aoki = await KeyAsync(brand, "Aoki", ["work"], "aoki");
        using var baba = await KeyAsync(brand, "Baba", ["work"], "baba");

        Assert.Equal("aoki", (string?)(await PostAsync(aoki, $"{path}/claim", new { }))["owner"]);
        var held = await PostAsync(baba, $"{path}/claim", new { }, HttpStatusCode.Conflict);
        Assert.Equal(("aoki", "青木 真理"), ((string?)held["claimedBy"], (string?)held["claimedByName"]));
        foreach (var others in new object[] { new { owner = "aoki" }, new { take = true } })
            await PostAsync(baba, $"{path}/claim", others, HttpStatusCode.Forbidden);
        var reached = new { id = "o-1", outcome = "reached", product = "car" };
        await PostAsync(baba, $"{path}/outcome", reached, HttpStatusCode.Conflict);
        await DeleteAsync(baba, $"{path}/claim", HttpStatusCode.Conflict);
        await PostAsync(baba, $"{path}/claim/transfer", new { to = "baba" }, HttpStatusCode.Conflict);

        Assert.Equal("aoki", (string?)(await PostAsync(aoki, $"{path}/outcome", reached))["claim"]!["owner"]);
        await PostAsync(aoki, $"{path}/calls", new { id = "c-1", result = "message", product = "car" });
        Assert.Equal("baba", (string?)(await PostAsync(aoki, $"{path}/claim/transfer", new { to = "baba" }))["owner"]);
        await DeleteAsync(baba, $"{path}/claim", HttpStatusCode.OK);

        Assert.Equal(
            ["Aoki ClaimLead", "Aoki RecordCall", "Aoki RecordOutcome", "Aoki TransferLead", "Baba ClaimLead",
                "Baba RecordOutcome", "Baba ReleaseLead", "Baba TransferLead"],
            await NotedAsync(brand, brand.IdOf(People.Hanako)));
    }

    [Fact]
    public async Task Who_may_only_read_or_only_bring_in_works_no_lead_and_who_brings_in_sees_nobody()
    {
        await using var brand = await OpenAsync();
        var path = await ClaimTests.LeadAsync(brand, People.Hanako);
        using var reads = await KeyAsync(brand, "Reads", ["read"], "aoki");
        using var brings = await KeyAsync(brand, "Brings", ["ingest"], null);

        foreach (var http in new[] { reads, brings })
        {
            await PostAsync(http, $"{path}/claim", new { }, HttpStatusCode.Forbidden);
            await PostAsync(http, $"{path}/claim/transfer", new { to = "baba" }, HttpStatusCode.Forbidden);
            await PostAsync(http, $"{path}/outcome", new { id = "o", outcome = "reached" }, HttpStatusCode.Forbidden);
            await PostAsync(http, $"{path}/calls", new { id = "c", result = "busy" }, HttpStatusCode.Forbidden);
            await PostAsync(http, "/api/leads/assign", new { product = "car" }, HttpStatusCode.Forbidden);
            await DeleteAsync(http, $"{path}/claim", HttpStatusCode.Forbidden);
        }
        await PostAsync(brings, "/api/leads/find", new { email = People.Hanako }, HttpStatusCode.Forbidden);
        foreach (var looks in new[] { "/api/leads", path, "/api/leads/changes", "/api/owners", "/api/audit" })
        {
            using var answer = await brings.GetAsync(looks);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
        Assert.Empty(await NotedAsync(brand, brand.IdOf(People.Hanako)));
    }

    [Fact]
    public async Task Who_lost_a_person_gives_up_all_the_leads_that_this_person_is()
    {
        await using var brand = await OpenAsync();
        var (work, home) = (
            await ClaimTests.LeadAsync(brand, People.Work), await ClaimTests.LeadAsync(brand, People.Hanako));
        using var aoki = await KeyAsync(brand, "Aoki", ["work"], "aoki");
        await PostAsync(aoki, $"{work}/claim", new { });
        await brand.MergeAsync(People.Work, People.Hanako);
        await brand.SettleAsync();
        var lost = new { id = "o-1", outcome = "lost", product = "car", reason = "他社に決定" };

        Assert.Null((await PostAsync(aoki, $"{home}/outcome", lost))["claim"]);
        Assert.Empty(await ClaimTests.ListAsync(brand, "&owner=aoki"));
        await brand.PostAsync($"{home}/claim", new { owner = "baba" }, 200);
        await brand.AdvanceAsync("PT1M");
        await brand.UnmergeAsync(People.Work);
        await brand.SettleAsync();

        Assert.Null((await brand.GetAsync(work))["owner"]);
        Assert.Equal("baba", (string?)(await brand.GetAsync(home))["owner"]);
        var owners = (await brand.GetAsync("/api/owners"))["owners"]!.AsArray();
        Assert.Equal(
            ["aoki 0", "baba 1", "endo 0"], owners.Select(owner => $"{owner!["id"]} {owner["held"]}"));
    }

    [Fact]
    public async Task A_lead_that_is_not_now_comes_back_on_its_day_and_an_order_counts_once()
    {
        await using var brand = await OpenAsync();
        var path = await ClaimTests.LeadAsync(brand, People.Hanako);
        using var aoki = await KeyAsync(brand, "Aoki", ["work"], "aoki");
        await PostAsync(aoki, $"{path}/claim", new { });
        var later = await PostAsync(aoki, $"{path}/outcome", new
        {
            id = "o-1", outcome = "not-now", product = "car", until = "2027-03-15T01:00:00Z",
        });
        Assert.Equal("2027-03-16T01:00:00Z", (string?)later["claim"]!["until"]);
        await brand.TravelAsync(new { now = "2027-03-15T01:00:00Z" });
        var alerts = (await brand.GetAsync("/api/insights/alerts"))["alerts"]!.AsArray();
        Assert.Single(alerts, alert => (string?)alert!["kind"] == "contact");

        var won = new { id = "o-2", outcome = "won", product = "car", amount = 3_000_000, currency = "JPY" };
        foreach (var _ in new[] { 1, 2 }) await PostAsync(aoki, $"{path}/outcome", won);
        await brand.SettleAsync();
        var page = await brand.GetAsync(path);
        Assert.Single(page["timeline"]!.AsArray(), item => (string?)item!["kind"] == "purchase");
    }

    private Task<Brand> OpenAsync() => Brand.OpenAsync(Now, null, [.. store]);

    internal static async Task<HttpClient> KeyAsync(Brand brand, string name, string[] scopes, string? owner)
    {
        var made = await brand.PostAsync("/api/keys", new { name, scopes, owner }, 201);
        var http = new HttpClient { BaseAddress = brand.Http.BaseAddress };
        http.DefaultRequestHeaders.Add("x-functions-key", (string)made["key"]!);
        return http;
    }

    internal static async Task<JsonNode> PostAsync(
        HttpClient http, string path, object body, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var answer = await http.PostAsJsonAsync(path, body);
        Assert.True(answer.StatusCode == status, $"{path}: {await answer.Content.ReadAsStringAsync()}");
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
    }

    private static async Task DeleteAsync(HttpClient http, string path, HttpStatusCode status)
    {
        using var answer = await http.DeleteAsync(path);
        Assert.Equal(status, answer.StatusCode);
    }

    /// <summary>By which doors named keys were shown something of this lead.</summary>
    private static async Task<IReadOnlyList<string>> NotedAsync(Brand brand, string leadId) =>
        await brand.Tables().Audit.QueryAsync<TableEntity>(AuditIndex.HoursBehind("")).Select(Rows.Body<Reading>)
            .Where(reading => reading.LeadIds.Contains(leadId) && reading.Name is "Aoki" or "Baba" or "Brings")
            .Select(reading => $"{reading.Name} {reading.Door}").Distinct().Order().ToListAsync();
}
