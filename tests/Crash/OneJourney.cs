using LeadScoring.Consent;
using LeadScoring.Intake;

namespace LeadScoring.Tests.Crash;

/// <summary>
/// A short journey that passes every door, queue and timer: entry, confirmation, a nurture step, reactions in two
/// products, a purchase that closes the cycle, a step for buyers, unsubscribing, and three days of silence.
/// </summary>
internal sealed class OneJourney(StormyBrand brand, string email)
{
    private const string Campaign = "car-launch-2026";

    // A mail may be lost in the storm; its reader's way is not what is looked at here.
    private static readonly string NoReference = new('0', 32);

    private static DateTimeOffset After(double days) => StormyBrand.Start.AddDays(days);

    public string LeadId { get; } = brand.IdOf(email);

    public async Task WalkAsync()
    {
        await brand.SettleAsync(After(0));
        await brand.PostAsync($"/api/campaigns/{Campaign}/entries", new
        {
            entryId = "e-1",
            email,
            name = "山田花子",
            locale = "ja",
            optIn = true,
            attributes = new { prefecture = "Tokyo" },
        });
        await brand.SettleAsync();
        await brand.PostAsync(Link("opt-in", LinkPurpose.OptIn, Entry.HashOf(Campaign, "e-1")), new { });
        await brand.SettleAsync();
        await brand.SettleAsync(After(1));
        await ReactAsync(
            ("r-1", "configurator", "car", -1), ("r-2", "test-drive", "car", 0), ("r-3", "page-view", "camper", 0));
        await brand.SettleAsync();
        await ReactAsync(("r-2", "test-drive", "car", 0), ("r-4", "brochure", "car", 1));
        await brand.SettleAsync();
        await BuyAsync("p-1", 3_800_000);
        await brand.SettleAsync();
        await brand.SettleAsync(After(3));
        await brand.SettleAsync(After(4));
        await brand.PostAsync(Link("unsubscribe", LinkPurpose.Unsubscribe, NoReference), new { });
        await brand.SettleAsync();
        // What got lost between a claim and its answer is given up after 72 hours.
        await brand.SettleAsync(After(7.5));
    }

    public Task ReactAsync(params (string Id, string Type, string Product, double Day)[] reactions) =>
        brand.PostAsync("/api/reactions", new
        {
            reactions = reactions.Select(
                r => new { id = r.Id, email, type = r.Type, product = r.Product, occurredAt = After(r.Day) }),
        });

    public Task BuyAsync(string id, decimal amount) => brand.PostAsync("/api/purchases", new
    {
        purchases = new[] { new { id, email, occurredAt = After(1), product = "car", amount, currency = "JPY" } },
    });

    public Task<LeadTrace> TraceAsync() => LeadTrace.ReadAsync(brand, LeadId, email);

    private string Link(string door, LinkPurpose purpose, string reference) =>
        $"/api/{door}/{brand.Links.Make(purpose, LeadId, reference, StormyBrand.Start)}";
}
