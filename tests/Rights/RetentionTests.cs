using LeadScoring.Tests.Bugs;
using LeadScoring.Tests.Journeys;

namespace LeadScoring.Tests.Rights;

/// <summary>The sample content: unconfirmed entries 30 days, leads 5 years, customers 12.</summary>
public sealed class RetentionTests
{
    [Fact]
    public async Task An_entry_that_nobody_confirms_is_forgotten_without_a_trace()
    {
        await using var brand = await Brand.OpenAsync("2027-02-01T01:00:00Z");
        await brand.EnterAsync("car-launch-2026", "e-1", new { }, "花子");
        await brand.AdvanceAsync("P29D");
        Assert.NotEmpty(await Traces.OfAsync(brand.Tables(), Acts.Who));

        await brand.AdvanceAsync("P2D");

        Assert.Empty(await Traces.OfAsync(brand.Tables(), Acts.Who));
        Assert.Empty(await Traces.RowsAsync(brand.Tables(), brand.IdOf(Acts.Who)));
        Assert.Empty(brand.Mails());
    }

    [Fact]
    public async Task A_second_entry_prolongs_what_the_first_began()
    {
        await using var brand = await Brand.OpenAsync("2027-02-01T01:00:00Z");
        await brand.EnterAsync("car-launch-2026", "e-1", new { });
        await brand.AdvanceAsync("P20D");
        await brand.EnterAsync("car-test-drive", "e-2", new { });
        await brand.AdvanceAsync("P20D");
        Assert.NotEmpty(await Traces.OfAsync(brand.Tables(), Acts.Who));

        await brand.AdvanceAsync("P11D");

        Assert.Empty(await Traces.OfAsync(brand.Tables(), Acts.Who));
    }

    [Fact]
    public async Task A_confirmed_lead_is_kept_five_years_from_its_last_touch_and_leaves_a_tombstone()
    {
        await using var brand = await Brand.OpenAsync("2027-02-01T01:00:00Z");
        await EnterAndConfirmAsync(brand);
        await brand.AdvanceAsync("P2Y");
        await brand.ReactAsync("page-view", "2029-02-01T00:00:00Z");
        await brand.AdvanceAsync("P4Y11M");
        Assert.NotEmpty(await Traces.OfAsync(brand.Tables(), Acts.Who));

        await brand.AdvanceAsync("P2M");

        Assert.Empty(await Traces.OfAsync(brand.Tables(), Acts.Who));
        Assert.Equal(["head|gone"], await Traces.RowsAsync(brand.Tables(), brand.IdOf(Acts.Who)));
    }

    [Fact]
    public async Task A_customer_is_kept_for_longer()
    {
        await using var brand = await Brand.OpenAsync("2027-02-01T01:00:00Z");
        await EnterAndConfirmAsync(brand);
        await brand.BuyAsync("p-1", "2027-02-01T00:30:00Z");
        await brand.AdvanceAsync("P11Y11M");
        Assert.NotEmpty(await Traces.OfAsync(brand.Tables(), Acts.Who));

        await brand.AdvanceAsync("P2M");

        Assert.Empty(await Traces.OfAsync(brand.Tables(), Acts.Who));
    }

    private static async Task EnterAndConfirmAsync(Brand brand)
    {
        await brand.EnterAsync("car-launch-2026", "e-1", new { });
        await brand.SettleAsync();
        await brand.ConfirmAsync(brand.Mails().Single());
    }
}
