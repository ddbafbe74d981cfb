using LeadScoring.Tests.Bugs;
using LeadScoring.Tests.Journeys;

namespace LeadScoring.Tests.Consent;

/// <summary>What forms and other systems say once more, or in their own way.</summary>
public sealed class ReportedTests
{
    private const string Now = "2027-02-01T01:00:00Z";

    [Fact]
    public async Task An_unsubscribe_that_another_system_reports_stops_the_mails()
    {
        await using var brand = await Brand.OpenAsync(Now);
        await brand.EnterAsync("car-launch-2026", "e-1", new { });
        await brand.SettleAsync();
        await brand.ConfirmAsync(brand.Mails().Single());
        await brand.AdvanceAsync("PT1M");
        Assert.True((bool)(await brand.FindAsync(Acts.Who))["consents"]!["mayMail"]!);

        await brand.ReactAsync("unsubscribe", "2027-02-01T01:00:30Z");
        await brand.AdvanceAsync("P30D");

        Assert.False((bool)(await brand.FindAsync(Acts.Who))["consents"]!["mayMail"]!);
        Assert.Single(brand.Mails());
    }

    [Fact]
    public async Task Another_content_under_a_known_id_withdraws_nothing()
    {
        await using var brand = await Brand.OpenAsync(Now);
        await brand.EnterAsync("car-launch-2026", "e-1", new { });
        await brand.SettleAsync();
        await brand.ConfirmAsync(brand.Mails().Single());
        await brand.AdvanceAsync("PT1M");
        foreach (var type in new[] { "page-view", "unsubscribe" })
            await brand.PostAsync("/api/reactions", new
            {
                reactions = new[]
                {
                    new { id = "one", email = Acts.Who, type, product = "car", occurredAt = "2027-02-01T01:00:30Z" },
                },
            });
        await brand.SettleAsync();

        Assert.True((bool)(await brand.FindAsync(Acts.Who))["consents"]!["mayMail"]!);
    }

    [Fact]
    public async Task Who_enters_again_a_day_later_without_having_confirmed_is_asked_once_more()
    {
        await using var brand = await Brand.OpenAsync(Now);
        await brand.EnterAsync("car-launch-2026", "e-1", new { });
        await brand.EnterAsync("car-launch-2026", "e-2", new { });
        await brand.SettleAsync();
        Assert.Single(brand.Mails());

        await brand.AdvanceAsync("PT25H");
        await brand.EnterAsync("car-launch-2026", "e-3", new { });
        await brand.SettleAsync();

        Assert.Equal(2, brand.Mails().Count);
        await brand.ConfirmAsync(brand.Mails()[1]);
        Assert.True((bool)(await brand.FindAsync(Acts.Who))["consents"]!["mayMail"]!);
    }
}
