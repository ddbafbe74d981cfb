using System.Globalization;
using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Reactions;
using LeadScoring.Storage;
using LeadScoring.Tests.Journeys;
using Microsoft.Extensions.DependencyInjection;

namespace LeadScoring.Tests.Bugs;

/// <summary>
/// A worker that adds a product's first row does not write the profile it was decided with; when another process
/// changed the profile in between, the product's list row kept the old name and fit.
/// </summary>
public sealed class ProfileChangedMeanwhileTests
{
    private const string Now = "2027-02-01T00:00:00Z";

    [Fact]
    public async Task A_new_product_is_decided_with_the_profile_that_is_saved()
    {
        await using var brand = await Brand.OpenAsync(Now);
        await brand.ReactAsync("quote", "2027-01-31T00:00:00Z");
        await brand.SettleAsync();
        var leadId = (string)(await brand.FindAsync(Acts.Who))["leadId"]!;

        var outcome = await ReactElsewhereAsync(brand, leadId, async () =>
        {
            await brand.EnterAsync("car-launch-2026", "e-1", new { budget = "5000000" }, "New Name");
            await brand.SettleAsync();
        });
        await brand.Services.GetRequiredService<LeadFollowUp>().AfterAsync(outcome, isRepeat: false, default);

        var view = await brand.GetAsync($"/api/leads/{leadId}?product=camper");
        var row = Assert.Single((await brand.GetAsync("/api/leads?product=camper"))["leads"]!.AsArray())!;
        Assert.Equal(
            ((string?)view["name"], (double)view["points"]!), ((string?)row["name"], (double)row["points"]!));
    }

    /// <summary>Handles a reaction as another process would: with a store, and turns, of its own.</summary>
    private static Task<LeadOutcome> ReactElsewhereAsync(Brand brand, string leadId, Func<Task> meanwhile)
    {
        var edition = brand.Services.GetRequiredService<InForce>().Edition;
        var now = DateTimeOffset.Parse(Now, CultureInfo.InvariantCulture);
        var quote = new Reaction { Id = "r-2", Type = "quote", OccurredAt = now, Product = "camper" };
        var isFirstTry = true;
        return new LeadStore(brand.Services.GetRequiredService<Tables>()).ChangeAsync(leadId, (snapshot, known) =>
        {
            if (isFirstTry) Task.Run(meanwhile).GetAwaiter().GetResult();
            isFirstTry = false;
            return Touch.Decide(
                snapshot.Lead, null, new InboxBatch(Acts.Who, true, [quote], []), known, edition, now);
        }, default);
    }
}
