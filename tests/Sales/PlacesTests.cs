using Azure.Data.Tables;
using LeadScoring.Leads;
using LeadScoring.Sales;
using LeadScoring.Tests.Bugs;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.Publishing;
using LeadScoring.Tests.Rights;
using Microsoft.Extensions.DependencyInjection;

namespace LeadScoring.Tests.Sales;

/// <summary>A place among what an owner holds, for which no claim was ever saved.</summary>
public sealed class PlacesTests
{
    private const string Now = "2027-02-01T01:00:00Z";

    [Fact]
    public async Task A_claim_that_cannot_be_saved_leaves_no_place()
    {
        await using var brand = await Brand.OpenAsync(Now);
        await ClaimTests.LeadAsync(brand, Acts.Who);
        var (leadId, doors) = (brand.IdOf(Acts.Who), brand.Services.GetRequiredService<ClaimDoor>());

        await Assert.ThrowsAsync<LeadBusyException>(() => doors.TryClaimAsync(
            leadId, "aoki", null,
            (lead, asked) =>
            {
                Move(brand, leadId);
                return Claiming.Claim(lead, asked, mayTake: false, SampleContent.Edition);
            },
            default));

        Assert.Empty(await PlacesAsync(brand, leadId));
    }

    [Fact]
    public async Task A_place_of_a_process_that_died_goes_with_the_erasure()
    {
        await using var brand = await Brand.OpenAsync(Now);
        var path = await ClaimTests.LeadAsync(brand, Acts.Who);
        var (leadId, places) = (brand.IdOf(Acts.Who), brand.Services.GetRequiredService<ClaimIndex>());
        await brand.PostAsync($"{path}/claim", new { owner = "aoki" }, 200);
        Assert.True(await places.HoldAsync("endo", leadId, DateTimeOffset.Parse(Now, null).AddDays(14), 50, default));
        Assert.Equal(2, (await PlacesAsync(brand, leadId)).Count);

        using var erased = await brand.Http.DeleteAsync(path);
        Assert.True(erased.IsSuccessStatusCode);

        Assert.Empty(await PlacesAsync(brand, leadId));
        Assert.Equal(0, await places.HeldAsync("endo", default));
    }

    /// <summary>Another worker saves the lead in this moment, each time.</summary>
    private static void Move(Brand brand, string leadId)
    {
        var rows = brand.Tables().Leads;
        var moved = Task.Run(async () =>
        {
            var profile = (await rows.GetEntityAsync<TableEntity>(leadId, LeadRows.Profile)).Value;
            await rows.UpdateEntityAsync(profile, profile.ETag, TableUpdateMode.Replace);
        });
        moved.GetAwaiter().GetResult(); // a decision is not asynchronous
    }

    private static async Task<IReadOnlyList<string>> PlacesAsync(Brand brand, string leadId) =>
        await brand.Tables().Sales.QueryAsync<TableEntity>().Where(row => row.RowKey == "h|" + leadId)
            .Select(row => row.PartitionKey).ToListAsync();
}
