using LeadScoring.Consent;
using LeadScoring.Intake;
using LeadScoring.Tests.Crash;
using LeadScoring.Tests.Proof;

namespace LeadScoring.Tests.Rights;

/// <summary>An erasure is whole whatever happens on the way, and whoever works on the lead at that moment.</summary>
public sealed class ErasureLaws
{
    [Theory]
    [InlineData(Mishap.DiesBefore)]
    [InlineData(Mishap.DiesAfter)]
    [InlineData(Mishap.IsSentTwice)]
    public async Task A_mishap_at_any_single_write_leaves_nothing_behind(Mishap mishap)
    {
        var weather = new OneMishap();
        await using var brand = await StormyBrand.OpenAsync(weather);
        var number = 0;
        var writes = int.MaxValue;
        for (var unlucky = 0; unlucky <= writes; unlucky++)
        {
            var email = brand.NextAddress(ref number);
            await LiveAsync(brand, email);
            weather.Arm(unlucky, mishap);
            await brand.EraseAsync(email);
            writes = unlucky == 0 ? weather.Writes : writes;
            weather.Arm(0, mishap);
            await brand.SettleAsync();

            Assert.Empty(await Traces.OfAsync(brand.Tables, email));
            Assert.Empty(await SendRows.NamingAsync(brand.Tables, brand.IdOf(email)));
            Assert.Equal(["head|gone"], await Traces.RowsAsync(brand.Tables, brand.IdOf(email)));
            Assert.Equal(0, await brand.MessagesLeftAsync());
        }
        Assert.InRange(writes, 6, 60);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Whoever_works_on_the_lead_meanwhile_leaves_nothing_behind(int seed)
    {
        await using var storm = new Storm(seed, deaths: 0.05);
        await using var brand = await StormyBrand.OpenAsync(storm, batchSize: 16);
        var number = 0;
        for (var round = 0; round < 6; round++)
        {
            var email = brand.NextAddress(ref number);
            await LiveAsync(brand, email);
            storm.IsRaging = true;
            await Task.WhenAll(
                ReactAsync(brand, email, "b-1", "quote"), ReactAsync(brand, email, "b-2", "page-view"),
                brand.EraseAsync(email), ReactAsync(brand, email, "b-3", "configurator"), brand.SettleAsync());
            storm.IsRaging = false;
            await brand.SettleAsync();

            Assert.Empty(await SendRows.NamingAsync(brand.Tables, brand.IdOf(email)));
            Assert.Empty(await Traces.OfAsync(brand.Tables, email));
            Assert.Equal(["head|gone"], await Traces.RowsAsync(brand.Tables, brand.IdOf(email)));
        }
    }

    private static async Task LiveAsync(StormyBrand brand, string email)
    {
        await brand.SettleAsync(StormyBrand.Start);
        await brand.PostAsync(
            "/api/campaigns/car-launch-2026/entries", new { entryId = "e-1", email, name = email, optIn = true });
        await brand.SettleAsync();
        var link = brand.Links.Make(
            LinkPurpose.OptIn, brand.IdOf(email), Entry.HashOf("car-launch-2026", "e-1"), StormyBrand.Start);
        await brand.PostAsync($"/api/opt-in/{link}", new { });
        await ReactAsync(brand, email, "a-1", "test-drive");
        await brand.SettleAsync();
    }

    private static Task ReactAsync(StormyBrand brand, string email, string id, string type) =>
        brand.PostAsync("/api/reactions", new
        {
            reactions = new[] { new { id, email, type, product = "car", occurredAt = StormyBrand.Start } },
        });
}
