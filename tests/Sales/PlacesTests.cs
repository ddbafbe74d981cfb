using Azure.Data.Tables;
using LeadScoring.Leads;
using LeadScoring.Sales;
using LeadScoring.Storage;
using LeadScoring.Tests.Bugs;
using LeadScoring.Tests.Crash;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.Publishing;
using LeadScoring.Tests.Rights;
using Microsoft.Extensions.DependencyInjection;

namespace LeadScoring.Tests.Sales;

/// <summary>A place among what an owner holds, for which no claim was ever saved.</summary>
public sealed class PlacesTests
{
    private const string Now = "2027-02-01T01:00:00Z";
    private static readonly string[] Others = [new('b', 32), new('c', 32)];

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

        Assert.Empty(await PlacesAsync(brand.Tables(), leadId));
    }

    [Fact]
    public async Task A_place_of_a_process_that_died_goes_when_its_owner_is_looked_at()
    {
        await using var brand = await Brand.OpenAsync(Now);
        var path = await ClaimTests.LeadAsync(brand, Acts.Who);
        var (leadId, places) = (brand.IdOf(Acts.Who), brand.Services.GetRequiredService<ClaimIndex>());
        await brand.PostAsync($"{path}/claim", new { owner = "aoki" }, 200);
        Assert.True(await places.HoldAsync("endo", leadId, DateTimeOffset.Parse(Now, null).AddDays(14), 50, default));
        Assert.Equal(2, (await PlacesAsync(brand.Tables(), leadId)).Count);

        using var erased = await brand.Http.DeleteAsync(path);
        Assert.True(erased.IsSuccessStatusCode);

        Assert.Single(await PlacesAsync(brand.Tables(), leadId)); // of a claim the lead never heard of
        Assert.Equal(0, await places.HeldAsync("endo", default));
        Assert.Empty(await PlacesAsync(brand.Tables(), leadId));
    }

    [Fact]
    public async Task At_the_limit_the_leads_of_others_are_read_at_most_once_in_a_while()
    {
        await using var brand = await Brand.OpenAsync(Now);
        await ClaimTests.LeadAsync(brand, Acts.Who);
        var (leadId, places) = (brand.IdOf(Acts.Who), brand.Services.GetRequiredService<ClaimIndex>());
        var until = DateTimeOffset.Parse(Now, null).AddDays(14);

        Assert.True(await places.HoldAsync("endo", leadId, until, 1, default)); // and dies
        Assert.True(await places.HoldAsync("endo", Others[0], until, 1, default)); // the first lead is not held
        var before = await VersionAsync(brand, leadId);
        Assert.False(await places.HoldAsync("endo", leadId, until, 1, default));
        Assert.Equal(before, await VersionAsync(brand, leadId));
        await brand.AdvanceAsync("PT6M");
        Assert.True(await places.HoldAsync("endo", leadId, until, 1, default));

        Assert.False(await places.HoldAsync("endo", Others[1], until, 1, default));
        await brand.AdvanceAsync("P14D"); // what ran out is taken out at once
        Assert.True(await places.HoldAsync("endo", Others[1], until.AddDays(30), 1, default));
    }

    [Fact]
    public async Task A_report_that_loses_its_race_leaves_no_place()
    {
        var weather = new Interloping();
        await using var brand = await StormyBrand.OpenAsync(weather);
        var number = 0;
        var email = brand.NextAddress(ref number);
        await brand.PostAsync("/api/reactions", new
        {
            reactions = new[]
            {
                new { id = "a", email, type = "quote", product = "car", occurredAt = StormyBrand.Start },
            },
        });
        await brand.SettleAsync();
        var path = $"/api/leads/{brand.IdOf(email)}";
        await brand.PostAsync($"{path}/claim", new { owner = "aoki" });

        weather.BeforeNext = () => TakeAsync(brand, brand.IdOf(email), "aoki");
        await brand.PostAsync(
            $"{path}/outcome",
            new { id = "o-1", outcome = "not-now", product = "car", until = StormyBrand.Start.AddDays(90) });

        Assert.Null(weather.BeforeNext);
        Assert.Single(await PlacesAsync(brand.Tables, brand.IdOf(email))); // Baba's
    }

    /// <summary>As another process does it, which waits for nobody here.</summary>
    private static async Task TakeAsync(StormyBrand brand, string leadId, string from)
    {
        var leads = new LeadStore(brand.Tables);
        var baba = new Claim("baba", StormyBrand.Start, StormyBrand.Start.AddDays(9), "Baba");
        await leads.ChangeAsync(
            leadId, (snapshot, _) => Claiming.Claim(snapshot.Lead, baba, mayTake: true, SampleContent.Edition).Change,
            default);
        await new ClaimIndex(brand.Tables, leads, brand.Get<TimeProvider>()).DropAsync(from, leadId, default);
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

    private static async Task<string> VersionAsync(Brand brand, string leadId) =>
        $"{(await brand.Tables().Leads.GetEntityAsync<TableEntity>(leadId, LeadRows.Profile)).Value.ETag}";

    private static async Task<IReadOnlyList<string>> PlacesAsync(Tables tables, string leadId) =>
        await tables.Sales.QueryAsync<TableEntity>().Where(row => row.RowKey == "h|" + leadId)
            .Select(row => row.PartitionKey).ToListAsync();

    /// <summary>Before the next write, once, something else happens from end to end.</summary>
    private sealed class Interloping : Weather
    {
        public Func<Task>? BeforeNext { get; set; }

        public override async Task<T> WriteAsync<T>(Func<Task<T>> write)
        {
            if (BeforeNext is { } act)
            {
                BeforeNext = null;
                await act();
            }
            return await write();
        }
    }
}
