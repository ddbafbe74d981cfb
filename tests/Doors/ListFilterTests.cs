using System.Text.Json.Nodes;
using LeadScoring.Access;
using LeadScoring.Doors;
using LeadScoring.Leads;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using LeadScoring.Sales;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.Publishing;
using LeadScoring.Tests.Rights;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace LeadScoring.Tests.Doors;

/// <summary>Lists narrowed by answers, pictures of the past, and cursors that were tampered with.</summary>
public sealed class ListFilterTests
{
    [Fact]
    public async Task A_list_is_narrowed_by_an_answer_and_follows_it_when_it_changes()
    {
        await using var brand = await Brand.OpenAsync("2026-11-22T03:00:00Z");
        await EnterAsync(brand, "hanako@example.jp", "Osaka");
        await EnterAsync(brand, "taro@example.jp", "Kyoto");

        Assert.Equal(["hanako@example.jp"], await FoundAsync(brand, "attribute.prefecture=%20oSaKa"));
        var shown = (await brand.GetAsync("/api/leads?attribute.prefecture=Kyoto"))["leads"]![0]!;
        Assert.Equal("""{"prefecture":"Kyoto"}""", shown["attributes"]!.ToJsonString());

        await brand.AdvanceAsync("P2D");
        var before = (double)(await brand.FindAsync("hanako@example.jp"))["products"]![0]!["score"]!;
        await EnterAsync(brand, "hanako@example.jp", "Kyoto", "car-test-drive");
        Assert.Equal(["hanako@example.jp"], await FoundAsync(brand, "attribute.prefecture=Osaka"));
        await brand.ConfirmAsync(brand.Mails()[^1]); // anybody can type in her address: until now it proved nothing

        Assert.True(before > 0);
        Assert.Empty(await FoundAsync(brand, "attribute.prefecture=Osaka"));
        Assert.Equal(
            ["hanako@example.jp", "taro@example.jp"],
            (await FoundAsync(brand, "attribute.prefecture=Kyoto")).Order());
        Assert.Empty(await FoundAsync(brand, "attribute.prefecture=Kyoto&reactedSince=2026-11-25T00:00:00Z"));
    }

    [Fact]
    public async Task Leads_that_somebody_works_are_told_from_those_that_nobody_does()
    {
        await using var brand = await Brand.OpenAsync("2026-11-22T03:00:00Z");
        await EnterAsync(brand, "hanako@example.jp", "Osaka");
        await EnterAsync(brand, "taro@example.jp", "Kyoto");
        await brand.PostAsync($"/api/leads/{brand.IdOf("taro@example.jp")}/claim", new { owner = "aoki" }, 200);
        await brand.SettleAsync();

        Assert.Equal(["taro@example.jp"], await FoundAsync(brand, "claimed=yes"));
        Assert.Equal(["hanako@example.jp"], await FoundAsync(brand, "claimed=no"));

        await brand.AdvanceAsync("P15D"); // a claim holds for fourteen
        Assert.Empty(await FoundAsync(brand, "claimed=yes"));
        Assert.Equal(2, (await FoundAsync(brand, "claimed=no")).Count());
    }

    [Fact]
    public async Task Who_is_to_be_contacted_soon_is_found_by_the_day()
    {
        await using var brand = await Brand.OpenAsync("2026-11-22T03:00:00Z");
        await EnterAsync(brand, "hanako@example.jp", "Osaka");
        await EnterAsync(brand, "taro@example.jp", "Kyoto");
        await brand.PostAsync($"/api/leads/{brand.IdOf("taro@example.jp")}/outcome", new
        {
            id = "o-1", outcome = "not-now", product = "car", until = "2026-12-24T03:00:00Z",
        }, 200);
        await brand.SettleAsync();

        Assert.Equal(["taro@example.jp"], await FoundAsync(brand, "product=car&contactBefore=2026-12-25T00:00:00Z"));
        Assert.Empty(await FoundAsync(brand, "product=car&contactBefore=2026-12-24T00:00:00Z"));
    }

    [Fact]
    public async Task A_picture_of_the_past_months_comes_where_it_is_asked_for()
    {
        await using var brand = await Brand.OpenAsync("2026-11-22T03:00:00Z");
        await EnterAsync(brand, "hanako@example.jp", "Osaka");

        var plain = (await brand.GetAsync("/api/leads"))["leads"]![0]!.AsObject();
        var drawn = (await brand.GetAsync("/api/leads?curve=true"))["leads"]![0]!;

        Assert.False(plain.ContainsKey("curve"));
        Assert.Equal(13, drawn["curve"]!.AsArray().Count);
        Assert.Equal(Math.Round((double)drawn["score"]!, 1), (double)drawn["curve"]![12]!);
        Assert.Equal(0, (double)drawn["curve"]![11]!);
    }

    [Fact]
    public async Task A_cursor_that_was_altered_anywhere_is_refused()
    {
        await using var brand = await Brand.OpenAsync("2026-11-22T03:00:00Z");
        await EnterAsync(brand, "hanako@example.jp", "Osaka");
        await EnterAsync(brand, "taro@example.jp", "Kyoto");
        var cursor = (string)(await brand.GetAsync("/api/leads?top=1"))["cursor"]!;

        Assert.Single((await brand.GetAsync($"/api/leads?top=1&cursor={cursor}"))["leads"]!.AsArray());
        foreach (var at in Enumerable.Range(0, cursor.Length - 1))
        {
            var forged = $"{cursor[..at]}{(cursor[at] == 'A' ? 'B' : 'A')}{cursor[(at + 1)..]}";
            using var answer = await brand.Http.GetAsync($"/api/leads?top=1&cursor={forged}");
            (await Refused.ReadAsync(answer, 400)).Names("cursor", "Is not a cursor of this list");
        }
    }

    [Theory]
    [InlineData("interestedIn=car&product=car", "interestedIn", "Must be another product line than product")]
    [InlineData("minInterest=10", "minInterest", "Needs interestedIn beside it")]
    [InlineData("minScore=50&maxScore=49", "maxScore", "Must not be under minScore")]
    [InlineData("attribute.budget=1", "attribute.budget", "Is not a parameter here")]
    [InlineData("curve=yes", "curve", "Must be one of true, false")]
    [InlineData("interestedIn=boat", "interestedIn", "Must be one of car, camper")]
    [InlineData("interestedIn=car&minInterest=101", "minInterest", "Must be a number from 0 to 100")]
    public void What_cannot_be_asked_for_is_refused(string query, string field, string says)
    {
        var refusals = new Refusals();

        Assert.Null(LeadListQuery.Read(
            new QueryCollection(QueryHelpers.ParseQuery(query)), SampleContent.Edition, new CursorSeal(["a secret"]),
            refusals));
        Assert.Contains(says, string.Join(' ', refusals.ToErrors()[field]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_who_may_see_an_answer_may_ask_who_gave_it()
    {
        await using var brand = await Brand.OpenAsync("2026-11-22T03:00:00Z");
        var content = brand.Services.GetRequiredService<InForce>();
        content.Use(
            content.Edition with
            {
                Sales = new SalesRules { Filters = ["budget"], Sensitive = new HashSet<string> { "budget" } },
            },
            content.Lines);

        var refused = Assert.IsType<ProblemHttpResult>(await AskAsync(brand, Scope.Read));

        Assert.Equal(403, refused.StatusCode);
        Assert.Contains("leave out attribute.budget", refused.ProblemDetails.Detail, StringComparison.Ordinal);
        foreach (var scopes in new[] { Scope.Read | Scope.Sensitive, Scope.Admin })
            Assert.IsNotType<ProblemHttpResult>(await AskAsync(brand, scopes));
    }

    private static Task<IResult> AskAsync(Brand brand, Scope scopes)
    {
        var http = new DefaultHttpContext { RequestServices = brand.Services };
        http.Request.QueryString = new QueryString("?attribute.budget=3200000");
        http.Enter(new Caller("k", "a key", scopes, null));
        return brand.Services.GetRequiredService<LeadListDoor>().AnswerAsync(http.Request, default);
    }

    private static async Task EnterAsync(
        Brand brand, string email, string prefecture, string campaign = "car-launch-2026")
    {
        await brand.PostAsync(
            $"/api/campaigns/{campaign}/entries", new { email, optIn = true, attributes = new { prefecture } });
        await brand.PostAsync("/api/reactions", new
        {
            reactions = new[]
            {
                new { id = "quote", email, type = "quote", product = "car", occurredAt = "2026-11-22T02:00:00Z" },
            },
        });
        await brand.SettleAsync();
    }

    private static async Task<IEnumerable<string>> FoundAsync(Brand brand, string query) =>
        (await brand.GetAsync("/api/leads?" + query))["leads"]!.AsArray().OfType<JsonNode>()
            .Select(lead => (string)lead["email"]!);
}
