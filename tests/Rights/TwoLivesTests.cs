using LeadScoring.Tests.Journeys;

namespace LeadScoring.Tests.Rights;

/// <summary>Somebody is erased and comes back: what is still told of old mails must not meet the new ones.</summary>
public sealed class TwoLivesTests
{
    [Fact]
    public async Task No_mail_of_the_second_life_has_the_name_of_one_of_the_first()
    {
        await using var brand = await Brand.OpenAsync("2027-02-01T00:00:00Z");

        var first = await LiveAsync(brand);
        var second = await LiveAsync(brand);

        Assert.Equal(first.Keys.Order(StringComparer.Ordinal), second.Keys.Order(StringComparer.Ordinal));
        Assert.Contains("car-welcome", first.Keys);
        Assert.Contains("confirm", first.Keys);
        Assert.Empty(first.Values.Intersect(second.Values));
    }

    /// <summary>Up to the welcome, then the erasure; the names of the mails by their templates.</summary>
    private static async Task<Dictionary<string, string>> LiveAsync(Brand brand)
    {
        await brand.PostAsync("/api/campaigns/car-launch-2026/entries", new
        {
            entryId = "e-1", email = "hanako@example.jp", locale = "ja", optIn = true,
        });
        await brand.SettleAsync();
        await brand.ConfirmAsync(brand.Mails()[^1]);
        await brand.AdvanceAsync("P2D");
        var lead = await brand.FindAsync("hanako@example.jp");
        using var gone = await brand.Http.DeleteAsync($"/api/leads/{lead["leadId"]}");
        Assert.True(gone.IsSuccessStatusCode);
        await brand.AdvanceAsync("P1D");
        return lead["sends"]!.AsArray().ToDictionary(
            send => (string)send!["template"]!, send => (string)send!["sendId"]!);
    }
}
