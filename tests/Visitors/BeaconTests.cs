using System.Net;
using System.Text.Json.Nodes;
using LeadScoring.Tests.Doors;

namespace LeadScoring.Tests.Visitors;

/// <summary>What the door of landing pages turns away; nothing of it may be kept.</summary>
[Collection(nameof(OpenDoors))]
public sealed class BeaconTests(OpenDoors doors)
{
    private const string At = "occurredAt";
    private const string Item = "{\"id\":\"b-1\",\"type\":\"page-view\"}";

    [Theory]
    [InlineData("", "", "The body is empty")]
    [InlineData("[]", "", "Must be an object, but is an array.")]
    [InlineData("{\"campaignId\":\"car-launch-2026\",\"reactions\":[]}", "visitorId", "Is required.")]
    [InlineData("{\"visitorId\":\"v\",\"reactions\":[]}", "campaignId", "Is required.")]
    [InlineData("{\"visitorId\":\"v\",\"campaignId\":\"boat\",\"reactions\":[]}", "campaignId", "Is not a campaign")]
    [InlineData("{\"visitorId\":\"v\",\"campaignId\":\"car-launch-2026\"}", "reactions", "Is required")]
    [InlineData("{\"visitorId\":5,\"campaignId\":\"car-launch-2026\",\"reactions\":[]}", "visitorId", "Must be text")]
    public async Task A_body_with_a_mistake_is_refused_whole(string body, string field, string remedy)
    {
        using var answer = await doors.Anybody.PostAsync("/api/beacon", OpenDoors.Json(body));

        (await Refused.ReadAsync(answer, 400)).Names(field, remedy);
        await doors.NothingWasStoredAsync();
    }

    [Theory]
    [InlineData("{\"type\":\"page-view\"}", "id", "Is required.")]
    [InlineData("{\"id\":\"b\",\"type\":\"purchase\"}", "type", "Must be one of page-view")]
    [InlineData("{\"id\":\"b\",\"type\":\"test-drive\"}", "type", "Must be one of page-view")]
    [InlineData("{\"id\":\"b\",\"type\":\"entry\"}", "type", "Must be one of page-view")]
    [InlineData("{\"id\":\"b\",\"type\":\"complaint\"}", "type", "Must be one of page-view")]
    [InlineData("{\"id\":\"b\",\"type\":\"page-view\",\"occurredAt\":\"2026-11-22T09:00:00Z\"}", At, "not ahead")]
    [InlineData("{\"id\":\"b\",\"type\":\"page-view\",\"occurredAt\":\"2026-11-21T02:59:59Z\"}", At, "last day")]
    [InlineData("{\"id\":\"b\",\"type\":\"page-view\",\"occurredAt\":\"soon\"}", "occurredAt", "Must be a time")]
    [InlineData("{\"id\":\"b\",\"type\":\"page-view\",\"properties\":[]}", "properties", "Must be an object")]
    [InlineData("7", "", "Must be an object")]
    public async Task A_reaction_with_a_mistake_is_rejected_with_its_field(string item, string field, string remedy)
    {
        using var answer = await PostAsync(item);
        var read = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal(0, (int)read["accepted"]!);
        var errors = Assert.Single(read["rejected"]!.AsArray())!["errors"]!;
        Assert.Contains(remedy, (string)errors[field]![0]!, StringComparison.Ordinal);
        await doors.NothingWasStoredAsync();
    }

    [Fact]
    public async Task More_than_1_kB_of_properties_is_rejected()
    {
        using var answer = await PostAsync(
            $"{{\"id\":\"b\",\"type\":\"page-view\",\"properties\":{{\"x\":\"{new string('x', 1020)}\"}}}}");

        Assert.Contains("at most 1 kB", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await doors.NothingWasStoredAsync();
    }

    [Fact]
    public async Task More_than_50_reactions_are_refused_whole()
    {
        using var answer = await PostAsync(string.Join(',', Enumerable.Repeat(Item, 51)));

        (await Refused.ReadAsync(answer, 400)).Names("reactions", "Must hold at most 50 items");
    }

    [Fact]
    public async Task More_than_64_kB_are_refused()
    {
        using var answer = await PostAsync($"{{\"id\":\"{new string('x', 65_536)}\",\"type\":\"page-view\"}}");

        await Refused.ReadAsync(answer, 413);
        await doors.NothingWasStoredAsync();
    }

    [Fact]
    public async Task A_page_of_another_site_is_turned_away()
    {
        using var answer = await PostAsync(Item, "https://evil.example");

        await Refused.ReadAsync(answer, 403);
        await doors.NothingWasStoredAsync();
    }

    [Theory]
    [InlineData("https://tabi.hoshikawa.example", HttpStatusCode.NoContent)]
    [InlineData("https://evil.example", HttpStatusCode.Forbidden)]
    public async Task A_browser_may_ask_first(string origin, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, "/api/beacon");
        request.Headers.Add("Origin", origin);
        using var answer = await doors.Anybody.SendAsync(request);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(status == HttpStatusCode.NoContent, answer.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task The_script_is_small_and_can_be_kept_by_browsers_of_any_page()
    {
        using var answer = await doors.Anybody.GetAsync("/api/lead.js");
        using var again = new HttpRequestMessage(HttpMethod.Get, "/api/lead.js");
        again.Headers.IfNoneMatch.Add(answer.Headers.ETag!);
        using var known = await doors.Anybody.SendAsync(again);

        Assert.Equal("text/javascript", answer.Content.Headers.ContentType!.MediaType);
        Assert.InRange((await answer.Content.ReadAsByteArrayAsync()).Length, 1000, 5999);
        Assert.Equal("*", Assert.Single(answer.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Equal(TimeSpan.FromHours(1), answer.Headers.CacheControl!.MaxAge);
        Assert.Equal(HttpStatusCode.NotModified, known.StatusCode);
    }

    private async Task<HttpResponseMessage> PostAsync(string items, string? origin = null)
    {
        var body = $"{{\"visitorId\":\"v-1\",\"campaignId\":\"car-launch-2026\",\"reactions\":[{items}]}}";
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/beacon");
        request.Content = new StringContent(body); // text/plain, as a closing page sends it
        if (origin is not null) request.Headers.Add("Origin", origin);
        return await doors.Anybody.SendAsync(request);
    }
}
