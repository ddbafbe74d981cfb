using LeadScoring.Leads;

namespace LeadScoring.Tests.Crash;

/// <summary>
/// Messages overtake each other. The way a lead takes through the stages may differ then, but where it ends may not:
/// counts, purchases, stage, class, and its place in the lists.
/// </summary>
public sealed class OrderTests
{
    private static readonly string[] Types =
        ["page-view", "brochure", "quote", "dealer-search", "shop-visit", "complaint"];

    [Fact]
    public async Task A_burst_of_reactions_purchases_and_refunds_ends_the_same_in_whatever_order_it_is_handled()
    {
        await using var calm = await StormyBrand.OpenAsync(new Weather());
        var number = 0;
        var expected = await BurstAsync(calm, calm.NextAddress(ref number));
        Assert.Equal(("considering", "first-time"), (expected.Stage, expected.Class));
        for (var seed = 1; seed <= 3; seed++)
        {
            await using var brand = await StormyBrand.OpenAsync(new Echo(seed), batchSize: 16);
            for (var round = 0; round < 4; round++)
                Assert.Equal(expected, await BurstAsync(brand, brand.NextAddress(ref number)));
        }
    }

    private static async Task<End> BurstAsync(StormyBrand brand, string email)
    {
        var journey = new OneJourney(brand, email);
        for (var i = 0; i < 24; i++)
        {
            await journey.ReactAsync(
                ($"r-{i}", Types[i % Types.Length], "car", -i * 3), ($"again-{i / 2}", "configurator", "camper", -1));
        }
        await PurchasesAsync(brand, email, ("p-1", -20, 3_000_000, null), ("p-2", -30, 2_000_000, null));
        await PurchasesAsync(brand, email, ("b-2", -5, 2_000_000, "p-2"));
        await PurchasesAsync(brand, email, ("p-1", -20, 3_000_000, null));
        await brand.SettleAsync(StormyBrand.Start);

        var lead = (await brand.Get<LeadStore>().LoadAsync(journey.LeadId, default)).Lead;
        await ListRows.AssertWholeAsync(brand.Tables, lead);
        Assert.Equal(0, await brand.MessagesLeftAsync());
        var (car, camper) = (lead.Product("car"), lead.Product("camper"));
        return new End(
            Convert.ToHexString(car.Counts.Pack()), Convert.ToHexString(camper.Counts.Pack()),
            Convert.ToHexString(car.Purchases.Pack()), car.CycleStart, car.Stage, car.Class, car.Placed!.Key,
            camper.Placed!.Key, string.Join(' ', car.Placed.Lists));
    }

    private static Task PurchasesAsync(
        StormyBrand brand, string email, params (string Id, int Day, decimal Amount, string? RefundOf)[] purchases) =>
        brand.PostAsync("/api/purchases", new
        {
            purchases = purchases.Select(p => new
            {
                id = p.Id,
                email,
                product = "car",
                occurredAt = StormyBrand.Start.AddDays(p.Day),
                amount = p.Amount,
                currency = "JPY",
                refundOf = p.RefundOf,
            }),
        });

    private sealed record End(
        string CarCounts, string CamperCounts, string Purchases, int? CycleStart, string? Stage, string? Class,
        string CarKey, string CamperKey, string Lists);
}
