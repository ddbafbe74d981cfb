using System.Net.Http.Json;
using System.Text.Json.Nodes;
using LeadScoring.Exports;
using LeadScoring.Tests.Doors;
using Microsoft.Extensions.DependencyInjection;

namespace LeadScoring.Tests.Exports;

/// <summary>A list under a name is the list of its filters, today and when the content has changed.</summary>
public sealed class ViewTests(ListTests.Crowd crowd) : IClassFixture<ListTests.Crowd>
{
    private static readonly object Hot = new
    {
        name = "熱いリード", filters = new Dictionary<string, string> { ["product"] = "car", ["minScore"] = "10" },
    };

    [Fact]
    public async Task A_view_is_the_list_of_its_filters()
    {
        var saved = await PutAsync("hot", Hot, 200);
        var asked = (await crowd.ListAsync("product=car&minScore=10&top=1000")).Leads;

        Assert.Equal("熱いリード", (string?)saved["name"]);
        Assert.Equal("admin", (string?)saved["savedBy"]);
        Assert.Equal(
            asked.Select(lead => lead.ToJsonString()),
            (await crowd.WalkAsync("view=hot&top=7")).Select(lead => lead.ToJsonString()));
        Assert.Equal(saved.ToJsonString(), (await crowd.Brand.GetAsync("/api/views/hot")).ToJsonString());
        Assert.Contains(
            (await crowd.Brand.GetAsync("/api/views"))["views"]!.AsArray(), view => (string?)view!["id"] == "hot");
    }

    [Fact]
    public async Task Who_saves_last_wins_and_what_is_taken_out_is_gone()
    {
        await PutAsync("mine", Hot, 200);
        await PutAsync("mine", new { name = "Campers", filters = new { product = "camper" } }, 200);
        Assert.All(
            (await crowd.ListAsync("view=mine")).Leads, lead => Assert.Equal("camper", (string?)lead["product"]));

        for (var twice = 0; twice < 2; twice++)
        {
            using var removed = await crowd.Brand.Http.DeleteAsync("/api/views/mine");
            Assert.Equal(204, (int)removed.StatusCode);
        }
        foreach (var path in new[] { "/api/views/mine", "/api/leads?view=mine", "/api/leads?view=%2e%2e" })
        {
            using var answer = await crowd.Brand.Http.GetAsync(path);
            Assert.Equal("There is no such view.", (await Refused.ReadAsync(answer, 404)).Title);
        }
    }

    [Theory]
    [InlineData("Hot", """{"name":"x","filters":{}}""", "id", "small letters")]
    [InlineData("x", """{"filters":{}}""", "name", "")]
    [InlineData("x", """{"name":"x","filters":{"product":"boat"}}""", "filters.product", "Must be one of car, camper")]
    [InlineData("x", """{"name":"x","filters":{"top":"5"}}""", "filters.top", "Is not a parameter here")]
    [InlineData("x", """{"name":"x","filters":{"minScore":"50","maxScore":"5"}}""", "filters.maxScore", "Must not be")]
    [InlineData("x", """{"name":"x","query":{}}""", "query", "")]
    public async Task What_cannot_be_a_view_is_refused(string id, string body, string field, string says)
    {
        using var answer = await crowd.Brand.Http.PutAsync(
            $"/api/views/{id}", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));
        (await Refused.ReadAsync(answer, 400)).Names(field, says);
    }

    [Fact]
    public async Task A_filter_beside_the_view_is_refused()
    {
        await PutAsync("beside", Hot, 200);
        using var answer = await crowd.Brand.Http.GetAsync("/api/leads?view=beside&stage=new");
        (await Refused.ReadAsync(answer, 400)).Names("stage", "Comes from the view");
    }

    [Fact]
    public async Task A_view_that_the_content_no_longer_knows_says_so()
    {
        await crowd.Brand.Services.GetRequiredService<ViewStore>().TrySaveAsync(
            "old", new SavedView("Boats", new Dictionary<string, string> { ["product"] = "boat" }, "admin", default),
            null, default);

        using var answer = await crowd.Brand.Http.GetAsync("/api/leads?view=old");

        var refused = await Refused.ReadAsync(answer, 409);
        Assert.Contains("filters.product: Must be one of car, camper", refused.Detail, StringComparison.Ordinal);
        Assert.Contains("Save it anew", refused.Detail, StringComparison.Ordinal);
        Assert.Contains("filters.product", (string?)(await crowd.Brand.GetAsync("/api/views/old"))["problems"]![0]);
    }

    private async Task<JsonNode> PutAsync(string id, object view, int status)
    {
        using var answer = await crowd.Brand.Http.PutAsJsonAsync($"/api/views/{id}", view);
        Assert.Equal(status, (int)answer.StatusCode);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }
}
