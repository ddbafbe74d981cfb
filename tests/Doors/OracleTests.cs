using System.Text.RegularExpressions;
using LeadScoring.Tests.Journeys;

namespace LeadScoring.Tests.Doors;

/// <summary>Nobody learns from an anonymous door whether somebody is known here.</summary>
public sealed class OracleTests
{
    private const string Launch = "/api/campaigns/car-launch-2026/entries";
    private const string Known = "hanako@example.jp";
    private const string Unknown = "nobody@example.jp";

    [Theory]
    [InlineData("{\"entryId\":\"e-2\",\"email\":\"ADDRESS\",\"optIn\":true}")]
    [InlineData("{\"entryId\":\"e-1\",\"email\":\"ADDRESS\"}")] // her first entry's id
    [InlineData("{\"entryId\":\"e-2\",\"email\":\"ADDRESS\",\"phone\":\"x\"}")]
    [InlineData("{\"entryId\":\"e-2\",\"email\":\"ADDRESS\",\"elapsedMs\":1}")]
    [InlineData("{\"entryId\":\"e-2\",\"email\":\"ADDRESS\",\"website\":\"x\"}")]
    public async Task An_entry_is_answered_alike_to_the_byte_for_known_and_unknown_addresses(string body)
    {
        await using var brand = await Brand.OpenAsync("2027-02-01T00:00:00Z");
        await brand.PostAsync(Launch, new { entryId = "e-1", email = Known, optIn = true });
        await brand.SettleAsync();
        await brand.ConfirmAsync(Assert.Single(brand.Mails()));

        foreach (var path in new[] { Launch, "/api/campaigns/owners-night-2026/entries" })
            Assert.Equal(await AnswerAsync(brand, path, body, Known), await AnswerAsync(brand, path, body, Unknown));
    }

    [Fact]
    public async Task A_link_of_somebody_erased_is_answered_as_one_that_never_was()
    {
        await using var brand = await Brand.OpenAsync("2027-02-01T00:00:00Z");
        await brand.PostAsync(Launch, new { email = Known, optIn = true });
        await brand.SettleAsync();
        var link = Brand.Link(Assert.Single(brand.Mails()), "opt-in");
        var leadId = (string)(await brand.FindAsync(Known))["leadId"]!;
        using var erased = await brand.Http.DeleteAsync($"/api/leads/{leadId}");
        Assert.True(erased.IsSuccessStatusCode);

        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head, HttpMethod.Post })
            Assert.Equal(await AnswerAsync(brand, method, link), await AnswerAsync(brand, method, "/api/opt-in/AAAA"));
    }

    private static async Task<string> AnswerAsync(Brand brand, string path, string body, string address)
    {
        using var answer = await brand.Http.PostAsync(
            path, OpenDoors.Json(body.Replace("ADDRESS", address, StringComparison.Ordinal)));
        return await TextOfAsync(answer);
    }

    private static async Task<string> AnswerAsync(Brand brand, HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path);
        using var answer = await brand.Http.SendAsync(request);
        return await TextOfAsync(answer);
    }

    /// <summary>All of it but the second at which it was given and the number of the request.</summary>
    private static async Task<string> TextOfAsync(HttpResponseMessage answer)
    {
        answer.Headers.Date = null;
        var body = Regex.Replace(await answer.Content.ReadAsStringAsync(), "\"traceId\":\"[^\"]+\"", "");
        return $"{(int)answer.StatusCode}\n{answer.Headers}{answer.Content.Headers}{body}";
    }
}
