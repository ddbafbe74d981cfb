using LeadScoring.Leads;
using LeadScoring.Tests.Crash;

namespace LeadScoring.Tests.Bugs;

/// <summary>
/// A second entry into a one-per-person campaign does not count, but its answers do: they used to change the fit in the
/// profile and leave the lead at its old place in the lists until it reacted again.
/// </summary>
public sealed class RefusedEntryTests
{
    [Fact]
    public async Task The_answers_of_a_refused_entry_move_the_lead_in_the_lists_at_once()
    {
        await using var brand = await StormyBrand.OpenAsync(new Weather());
        var journey = new OneJourney(brand, "twice@example.jp");
        await EnterAsync(brand, "e-1", "Osaka");
        await journey.ReactAsync(("r-1", "brochure", "car", 0));
        await brand.SettleAsync();
        var before = await PlacedAsync(brand, journey);

        await EnterAsync(brand, "e-2", "Tokyo");
        await brand.SettleAsync();
        var after = await PlacedAsync(brand, journey);
        Assert.True(
            string.CompareOrdinal(after.Key, before.Key) < 0, "Tokyo fits better than Osaka: the key must come first.");
        await ListRows.AssertWholeAsync(
            brand.Tables, (await brand.Get<LeadStore>().LoadAsync(journey.LeadId, default)).Lead);
    }

    private static Task EnterAsync(StormyBrand brand, string entryId, string prefecture) => brand.PostAsync(
        "/api/campaigns/car-launch-2026/entries",
        new { entryId, email = "twice@example.jp", attributes = new { prefecture } });

    private static async Task<Placement> PlacedAsync(StormyBrand brand, OneJourney journey)
    {
        await brand.SettleAsync();
        return (await brand.Get<LeadStore>().LoadAsync(journey.LeadId, default)).Lead.Product("car").Placed!;
    }
}
