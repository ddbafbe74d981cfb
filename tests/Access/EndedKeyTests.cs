using LeadScoring.Tests.Journeys;

namespace LeadScoring.Tests.Access;

/// <summary>Keys that open nothing any more.</summary>
public sealed class EndedKeyTests
{
    [Fact]
    public async Task What_opens_nothing_is_forgotten_after_a_year_and_what_opens_stays()
    {
        await using var brand = await Brand.OpenAsync("2027-02-01T00:00:00Z");
        var (revoked, kept) = (await MakeAsync(brand), await MakeAsync(brand));
        await brand.PostAsync($"/api/keys/{revoked}/rotate", new { grace = "PT1H" }, 200);
        using (await brand.Http.DeleteAsync($"/api/keys/{revoked}")) { }
        await brand.PostAsync("/api/keys",
            new { name = "campaign", scopes = new[] { "read" }, expiresAt = "2027-02-02T00:00:00Z" }, 201);
        await brand.AdvanceAsync("P364D");
        var refused = await brand.PostAsync($"/api/keys/{revoked}/rotate", new { }, 409);
        Assert.Null((string?)refused["oldKeyUntil"]); // which is past

        await MakeAsync(brand);
        Assert.Equal(4, await CountAsync());
        await brand.AdvanceAsync("P2D");
        var newest = await MakeAsync(brand);

        Assert.Equal(3, await CountAsync());
        foreach (var id in new[] { kept, newest })
            await brand.PostAsync($"/api/keys/{id}/rotate", new { }, 200);
        async Task<int> CountAsync() => (await brand.GetAsync("/api/keys"))["keys"]!.AsArray().Count;
    }

    private static async Task<string> MakeAsync(Brand brand) =>
        (string)(await brand.PostAsync("/api/keys", new { name = "試験", scopes = new[] { "read" } }, 201))["id"]!;
}
