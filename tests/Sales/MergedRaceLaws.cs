using LeadScoring.Leads;
using LeadScoring.Tests.Crash;

namespace LeadScoring.Tests.Sales;

/// <summary>
/// The same report and the same order are told of two addresses of one person in the same instant, by callers who try
/// again, while workers take turns by lot and die: the person counts one, and so does whoever is left of them.
/// </summary>
public sealed class MergedRaceLaws
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(3, 0.05)]
    public async Task What_is_told_of_two_addresses_at_once_counts_once(int seed, double deaths)
    {
        await using var storm = new Storm(seed, deaths);
        await using var brand = await StormyBrand.OpenAsync(storm, batchSize: 8);
        for (var n = 0; n < 4; n++)
        {
            string[] emails = [$"work-{n}@example.jp", $"home-{n}@example.jp"];
            await MeetAsync(brand, emails);
            storm.IsRaging = deaths > 0;
            await Task.WhenAll(emails.Select(email => WinAsync(brand, email))
                .Concat(emails.Select((email, at) => SellAsync(brand, email, at))));
            storm.IsRaging = false;
            await brand.SettleAsync();

            await AssertWonOnceAsync(brand, emails[1]);
            await brand.PostAsync($"/api/leads/{brand.IdOf(emails[0])}/unmerge", new { });
            await brand.SettleAsync();
            var lefts = 0;
            foreach (var email in emails) lefts += await WonAsync(brand, email);
            Assert.Equal(1, lefts); // the report lies with the address under which it was taken
        }
    }

    private static async Task MeetAsync(StormyBrand brand, string[] emails)
    {
        foreach (var email in emails)
            await brand.PostAsync("/api/reactions", new
            {
                reactions = new[]
                {
                    new { id = "a", email, type = "quote", product = "car", occurredAt = StormyBrand.Start },
                },
            });
        await brand.SettleAsync();
        await brand.PostAsync(
            $"/api/leads/{brand.IdOf(emails[0])}/merge", new { into = brand.IdOf(emails[1]), why = "same phone" });
        await brand.SettleAsync();
    }

    private static Task WinAsync(StormyBrand brand, string email) =>
        brand.PostAsync($"/api/leads/{brand.IdOf(email)}/outcome", new
        {
            id = "order-1", outcome = "won", product = "car", at = StormyBrand.Start, amount = 500, currency = "JPY",
        });

    private static Task SellAsync(StormyBrand brand, string email, int at) =>
        brand.PostAsync("/api/purchases", new
        {
            purchases = new[]
            {
                new
                {
                    id = "order-1", email, product = "car", occurredAt = StormyBrand.Start.AddMinutes(-at - 1),
                    amount = 500, currency = "JPY",
                },
            },
        });

    private static async Task AssertWonOnceAsync(StormyBrand brand, string email)
    {
        Assert.Equal(1, await WonAsync(brand, email));
        var lead = (await brand.Get<LeadStore>().LoadAsync(brand.IdOf(email), default)).Lead;
        Assert.Single(lead.Product("car").Purchases.Purchases);
        await ListRows.AssertWholeAsync(brand.Tables, lead);
    }

    private static async Task<int> WonAsync(StormyBrand brand, string email)
    {
        var lead = (await brand.Get<LeadStore>().LoadAsync(brand.IdOf(email), default)).Lead;
        var all = 0;
        foreach (var count in lead.Product("car").Counts.Items)
            if (count.Type == "outcome-won") all += count.Count;
        return all;
    }
}
