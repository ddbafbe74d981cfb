using System.Net;
using LeadScoring.Doors;
using LeadScoring.Tests.Journeys;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace LeadScoring.Tests.Doors;

public sealed class RateLimitsTests
{
    private const string Launch = "/api/campaigns/car-launch-2026/entries";

    [Theory]
    [InlineData("203.0.113.7", null, "203.0.113.7", null, true)]
    [InlineData("203.0.113.7", null, "203.0.113.8", null, false)]
    [InlineData("2001:db8::1", null, "2001:db8::ffff:2", null, true)] // one home has a /64 of its own
    [InlineData("2001:db8::1", null, "2001:db8:0:1::1", null, false)]
    [InlineData("::ffff:203.0.113.7", null, "203.0.113.7", null, true)]
    [InlineData("127.0.0.1", "198.51.100.1:443", "::ffff:127.0.0.1", "198.51.100.1", true)]
    [InlineData("127.0.0.1", "10.0.0.1, 198.51.100.1", "127.0.0.1", "10.9.9.9, 198.51.100.1", true)] // the last is ours
    [InlineData("127.0.0.1", "198.51.100.1", "127.0.0.1", "198.51.100.2", false)]
    [InlineData("203.0.113.7", "198.51.100.1", "203.0.113.7", "198.51.100.2", true)] // no proxy of ours: not believed
    [InlineData("127.0.0.1", "unknown", "127.0.0.1", "999.9.9.9", true)]
    public void Whose_request_it_is(string from, string? forwarded, string next, string? nextForwarded, bool same)
    {
        var limits = Limits(("RequestsPerMinute", "1"));

        Assert.Null(limits.WaitFor(Request(from, forwarded), DoorKind.Other));
        Assert.Equal(same, limits.WaitFor(Request(next, nextForwarded), DoorKind.Other) is not null);
    }

    [Fact]
    public void A_kind_of_door_has_a_limit_of_its_own_within_that_of_all()
    {
        var limits = Limits(("RequestsPerMinute", "10"), ("EntriesPerMinute", "2"));
        var request = Request("203.0.113.7", null);

        Assert.Equal(2, Enumerable.Range(0, 4).Count(_ => limits.WaitFor(request, DoorKind.Entries) is null));
        Assert.Equal(6, Enumerable.Range(0, 9).Count(_ => limits.WaitFor(request, DoorKind.Links) is null));
    }

    [Theory]
    [InlineData("RequestsPerMinute", "0")]
    [InlineData("LinksPerMinute", "many")]
    [InlineData("EntriesPerAddressAndHour", "-1")]
    [InlineData("MinimumFillMilliseconds", "3600000")]
    public void A_limit_that_is_none_stops_the_start(string name, string value) =>
        Assert.StartsWith(
            $"LeadScoring__{name} must be a whole number from",
            Assert.Throws<StartRefusedException>(() => Limits((name, value))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Too_many_entries_of_a_network_are_429_and_say_when_to_come_back()
    {
        await using var brand = await Brand.OpenAsync(null, null, "--LeadScoring:EntriesPerMinute=3");
        for (var n = 0; n < 3; n++) await brand.PostAsync(Launch, new { email = $"a{n}@example.jp" });

        using var answer = await brand.Http.PostAsync(Launch, OpenDoors.Json("{\"email\":\"b@example.jp\"}"));
        Assert.Equal("Too many requests from this network.", (await Refused.ReadAsync(answer, 429)).Title);
        Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 20);
        using var page = await brand.Http.GetAsync("/api/pages/en");
        Assert.True(page.IsSuccessStatusCode);
    }

    [Fact]
    public async Task Too_many_entries_of_an_address_are_429_whether_it_is_known_or_not()
    {
        await using var brand = await Brand.OpenAsync(null, null, "--LeadScoring:EntriesPerAddressAndHour=2");
        for (var n = 0; n < 2; n++) await brand.PostAsync(Launch, new { email = "A@Example.jp" });

        using var answer = await brand.Http.PostAsync(Launch, OpenDoors.Json("{\"email\":\"ａ@example.jp\"}"));
        Assert.Equal("Too many entries of this address.", (await Refused.ReadAsync(answer, 429)).Title);
        Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalMinutes, 20, 31);
        await brand.PostAsync(Launch, new { email = "b@example.jp" });
    }

    [Fact]
    public async Task Who_tries_many_keys_is_429_and_who_has_the_key_is_not_held_up()
    {
        await using var brand = await Brand.OpenAsync(null, null, "--LeadScoring:RequestsPerMinute=10");
        using var stranger = new HttpClient { BaseAddress = brand.Http.BaseAddress };
        var answers = new List<int>();
        for (var n = 0; n < 5; n++)
        {
            using var answer = await stranger.GetAsync($"/api/leads?code=guess-{n}");
            answers.Add((int)answer.StatusCode);
        }

        Assert.Equal([401, 401, 429, 429, 429], answers);
        using var none = await stranger.GetAsync("/api/leads");
        Assert.Equal(401, (int)none.StatusCode); // no key at all is not a wrong one
        await brand.GetAsync("/api/leads");
    }

    private static RateLimits Limits(params (string Name, string Value)[] settings) => new(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(
            setting => new KeyValuePair<string, string?>($"LeadScoring:{setting.Name}", setting.Value))).Build(),
        TimeProvider.System);

    private static HttpContext Request(string from, string? forwarded)
    {
        var http = new DefaultHttpContext();
        http.Connection.RemoteIpAddress = IPAddress.Parse(from);
        if (forwarded is not null) http.Request.Headers["X-Forwarded-For"] = forwarded;
        return http;
    }
}
