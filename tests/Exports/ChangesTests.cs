using System.Text.Json.Nodes;
using LeadScoring.Doors;
using LeadScoring.Exports;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using LeadScoring.Tests.Doors;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.Publishing;
using LeadScoring.Tests.Rights;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace LeadScoring.Tests.Exports;

/// <summary>Another system follows the leads by their changes.</summary>
public sealed class ChangesTests
{
    [Fact]
    public async Task A_follower_hears_of_every_lead_once_a_page_as_it_stands_now_and_of_who_is_gone()
    {
        await using var brand = await Brand.OpenAsync("2026-11-22T03:00:00Z");
        var cursor = (string)(await brand.GetAsync("/api/leads/changes?product=car"))["cursor"]!;
        await ReactAsync(brand, "hanako@example.jp", "brochure", 1);
        await ReactAsync(brand, "taro@example.jp", "quote", 2);
        await ReactAsync(brand, "hanako@example.jp", "quote", 3);
        Assert.Empty((await FollowAsync(brand, cursor)).Changes); // too young to be told

        await brand.AdvanceAsync("PT1M");
        var (changes, next) = await FollowAsync(brand, cursor);

        Assert.Equal(["taro@example.jp", "hanako@example.jp"], changes.Select(change => Email(change)));
        var listed = (await brand.GetAsync("/api/leads?product=car"))["leads"]!.AsArray()
            .Single(lead => (string)lead!["email"]! == "hanako@example.jp")!;
        Assert.Equal(listed.ToJsonString(), changes[1]["lead"]!.ToJsonString());
        Assert.Empty((await FollowAsync(brand, next)).Changes);

        using var erased = await brand.Http.DeleteAsync($"/api/leads/{brand.IdOf("hanako@example.jp")}");
        Assert.True(erased.IsSuccessStatusCode);
        await brand.AdvanceAsync("PT1M");
        var gone = Assert.Single((await FollowAsync(brand, next)).Changes);
        Assert.Equal(brand.IdOf("hanako@example.jp"), (string?)gone["leadId"]);
        Assert.True((bool)gone["gone"]!);
        Assert.Null(gone["lead"]);
        Assert.Equal("taro@example.jp", Email(Assert.Single(
            (await FollowAsync(brand, cursor)).Changes, change => !(bool)change["gone"]!)));
    }

    [Fact]
    public async Task A_claim_and_its_end_are_told_and_who_is_merged_or_not_to_be_used_is_gone()
    {
        await using var brand = await Brand.OpenAsync("2026-11-22T03:00:00Z");
        var cursor = (string)(await brand.GetAsync("/api/leads/changes?product=car"))["cursor"]!;
        var people = new[] { "hanako@example.jp", "taro@example.jp", "jiro@example.jp" };
        foreach (var (n, person) in people.Index()) await ReactAsync(brand, person, "quote", n);
        var ids = people.Select(brand.IdOf).ToArray();
        Assert.Equal([.. ids.Select(id => (id, false))], await ToldAsync());

        await brand.PostAsync($"/api/leads/{ids[0]}/claim", new { owner = "aoki" }, 200);
        await brand.SettleAsync();
        Assert.Equal([(ids[0], false)], await ToldAsync());
        Assert.Equal("aoki", (string?)(await brand.FindAsync(people[0]))["owner"]);

        await brand.AdvanceAsync("P15D");
        Assert.Contains((ids[0], false), await ToldAsync()); // the claim has ended

        using (var stopped = await brand.Http.PostAsync($"/api/leads/{ids[1]}/stop-use", null))
            Assert.True(stopped.IsSuccessStatusCode);
        await brand.PostAsync($"/api/leads/{ids[2]}/merge", new { into = ids[0], why = "same phone" });
        await brand.SettleAsync();
        Assert.Equal(
            ids[1..].Order(), (await ToldAsync()).Where(told => told.Gone).Select(told => told.Id).Order());

        async Task<IReadOnlyList<(string Id, bool Gone)>> ToldAsync()
        {
            await brand.AdvanceAsync("PT1M");
            (var changes, cursor) = await FollowAsync(brand, cursor);
            return [.. changes.Select(change => ((string)change["leadId"]!, (bool)change["gone"]!))];
        }
    }

    [Fact]
    public void Who_follows_all_lines_follows_a_new_one_too()
    {
        var (edition, seal) = (SampleContent.Edition, new CursorSeal(["the secret of the tests"]));
        var line = edition.Rules.Products["car"];
        var grown = edition with
        {
            Rules = edition.Rules with
            {
                Products = edition.Rules.Products.Append(new("boat", line with { Id = "boat" })).ToDictionary(),
            },
        };
        var began = Read(edition, []);
        var cursor = began.CursorAt(began.From, seal);

        var goesOn = Read(grown, new() { ["cursor"] = cursor });

        Assert.Equal(["boat", "camper", "car"], goesOn.Products.Select(product => product.Id).Order());
        Assert.Equal(began.From, goesOn.From);

        ChangesQuery Read(Edition content, Dictionary<string, StringValues> asked)
        {
            var refusals = new Refusals();
            var read = ChangesQuery.Read(
                new QueryCollection(asked), content, seal, new(2026, 11, 22, 3, 0, 0, TimeSpan.Zero), refusals);
            Assert.Empty(refusals.ToErrors());
            return read!;
        }
    }

    [Fact]
    public async Task What_is_kept_no_longer_is_refused_and_swept()
    {
        await using var brand = await Brand.OpenAsync("2026-11-22T03:00:00Z");
        var cursor = (string)(await brand.GetAsync("/api/leads/changes?product=car"))["cursor"]!;
        await ReactAsync(brand, "hanako@example.jp", "brochure", 1);
        Assert.Single(await LinesAsync(brand));

        await brand.AdvanceAsync("P29D");
        Assert.Single((await FollowAsync(brand, cursor)).Changes);
        await brand.AdvanceAsync("P2D");

        foreach (var asked in new[] { $"cursor={cursor}", "since=2026-11-22T00:00:00Z" })
        {
            using var answer = await brand.Http.GetAsync($"/api/leads/changes?product=car&{asked}");
            Assert.Equal(410, (int)answer.StatusCode);
            Assert.Contains(
                "read the whole list once", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        for (var hour = 0; hour < 8; hour++) await brand.AdvanceAsync("PT1H"); // the turns of both lines' four shards
        Assert.Empty(await LinesAsync(brand));
    }

    [Fact]
    public async Task A_follower_without_the_scope_is_not_told_sensitive_answers()
    {
        using var content = new SpoiledContent().Replace("sales.json", "\"filters\": [", "\"filters\": [\"budget\", ");
        await using var brand = await Brand.OpenAsync(
            "2026-11-22T03:00:00Z", null, $"--LeadScoring:ContentPath={content.Folder}");
        await brand.PostAsync("/api/campaigns/car-launch-2026/entries", new
        {
            email = "hanako@example.jp", attributes = new { budget = "3200000", prefecture = "Tokyo" },
        });
        await ReactAsync(brand, "hanako@example.jp", "quote", 1);
        await brand.AdvanceAsync("PT1M");

        foreach (var (scopes, budget) in new[] { ("read", null), ("read sensitive", "3200000") })
        {
            var made = await brand.PostAsync("/api/keys", new { name = scopes, scopes = scopes.Split(' ') }, 201);
            using var follower = new HttpClient { BaseAddress = brand.Http.BaseAddress };
            follower.DefaultRequestHeaders.Add("x-functions-key", (string)made["key"]!);
            var page = JsonNode.Parse(await follower.GetStringAsync("/api/leads/changes?since=2026-11-22T00:00:00Z"))!;
            var attributes = Assert.Single(page["changes"]!.AsArray())!["lead"]!["attributes"]!;
            Assert.Equal(budget, (string?)attributes["budget"]);
            Assert.Equal("Tokyo", (string?)attributes["prefecture"]);
        }
    }

    [Theory]
    [InlineData("cursor=x", "cursor", "Is not a cursor of the changes")]
    [InlineData("since=yesterday", "since", "Must be a time like")]
    [InlineData("product=boat", "product", "Must be one of car, camper")]
    [InlineData("since=2026-11-22T00:00:00Z&cursor=x", "since", "send one of them")]
    public async Task What_cannot_be_followed_is_refused(string query, string field, string says)
    {
        await using var brand = await Brand.OpenAsync();
        using var answer = await brand.Http.GetAsync("/api/leads/changes?" + query);
        (await Refused.ReadAsync(answer, 400)).Names(field, says);
    }

    [Fact]
    public async Task A_cursor_goes_on_in_its_own_product_lines_only()
    {
        await using var brand = await Brand.OpenAsync();
        foreach (var other in new[] { "/api/leads/changes?product=car", "/api/leads?top=1" })
        {
            await ReactAsync(brand, "hanako@example.jp", "brochure", 1, null);
            await ReactAsync(brand, "taro@example.jp", "brochure", 1, null);
            var cursor = (string)(await brand.GetAsync(other))["cursor"]!;
            using var answer = await brand.Http.GetAsync($"/api/leads/changes?product=camper&cursor={cursor}");
            await Refused.ReadAsync(answer, 400);
        }
    }

    private static async Task ReactAsync(
        Brand brand, string email, string type, int id, string? at = "2026-11-22T02:00:00Z")
    {
        var occurredAt = at ?? (string)(await brand.GetAsync("/api/dev/time"))["now"]!;
        await brand.PostAsync("/api/reactions", new
        {
            reactions = new[] { new { id = $"r-{id}", email, type, product = "car", occurredAt } },
        });
        await brand.SettleAsync();
    }

    private static async Task<(IReadOnlyList<JsonNode> Changes, string Cursor)> FollowAsync(Brand brand, string cursor)
    {
        var page = await brand.GetAsync($"/api/leads/changes?product=car&cursor={cursor}");
        return ([.. page["changes"]!.AsArray().OfType<JsonNode>()], (string)page["cursor"]!);
    }

    private static Task<IReadOnlyList<string>> LinesAsync(Brand brand) => LateMovesTests.LinesAsync(brand.Tables());

    private static string Email(JsonNode change) => (string)change["lead"]!["email"]!;
}
