using System.Net;
using System.Net.Http.Json;
using LeadScoring.Identity;
using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Tests.Identity;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.Rights;
using Microsoft.Extensions.DependencyInjection;

namespace LeadScoring.Tests.Bugs;

/// <summary>
/// Merges at once closed a ring that every door followed for ever, and a merge that met an erasure kept the erased.
/// </summary>
public sealed class RacingMergeTests
{
    private const string Now = "2027-02-01T00:00:00Z";

    [Fact]
    public async Task Of_merges_that_would_close_a_ring_one_at_least_is_refused_and_one_holds()
    {
        await using var brand = await OpenAsync();
        string[] ring = [brand.IdOf(People.Hanako), brand.IdOf(People.Work), brand.IdOf(Acts.Who)];

        var answers = await Task.WhenAll(ring.Select((lead, at) => brand.Http.PostAsJsonAsync(
            $"/api/leads/{lead}/merge", new { into = ring[(at + 1) % ring.Length], why = "" })));
        await brand.SettleAsync();

        Assert.Contains(answers, answer => answer.StatusCode == HttpStatusCode.Conflict);
        Assert.Contains(answers, answer => answer.StatusCode == HttpStatusCode.Accepted);
        var leads = brand.Services.GetRequiredService<LeadStore>();
        foreach (var lead in ring) Assert.Null((await leads.LoadPersonAsync(lead, default)).Profile!.MergedInto);
    }

    [Fact]
    public async Task A_ring_that_lies_in_the_store_hangs_nobody_and_is_broken()
    {
        await using var brand = await OpenAsync();
        await JoinedAsync(brand, People.Hanako, People.Work);
        await JoinedAsync(brand, People.Work, People.Hanako);

        await brand.LeadAsync(People.Work);
        await brand.UnmergeAsync(People.Work);
        await brand.SettleAsync();

        Assert.Null((await brand.LoadAsync(People.Work)).Profile!.MergedInto);
    }

    [Fact]
    public async Task Who_was_erased_while_they_were_merged_is_let_go_of()
    {
        await using var brand = await OpenAsync();
        await HeldAsync(brand, People.Work, People.Hanako); // its process waits between the two saves

        using var erased = await brand.Http.DeleteAsync($"/api/leads/{brand.IdOf(People.Work)}");
        await brand.MergeAsync(People.Work, People.Hanako, 404);
        await brand.SettleAsync();

        var person = (await brand.LoadAsync(People.Hanako)).Profile!;
        Assert.Equal((true, true), (person.Merged.IsEmpty, person.Unmerging.IsEmpty));
    }

    [Fact]
    public async Task The_lead_that_is_named_is_erased_also_while_it_is_taken_out_of_another()
    {
        await using var brand = await OpenAsync();
        await JoinedAsync(brand, People.Work, People.Hanako); // the other let go of it, and it has not left

        using var erased = await brand.Http.DeleteAsync($"/api/leads/{brand.IdOf(People.Work)}");
        await brand.SettleAsync();

        Assert.Null((await brand.LoadAsync(People.Work)).Profile);
        Assert.NotNull((await brand.LoadAsync(People.Hanako)).Profile);
    }

    private static async Task HeldAsync(Brand brand, string part, string person)
    {
        var from = await brand.LoadAsync(part);
        await brand.Services.GetRequiredService<LeadStore>().ChangeAsync(
            brand.IdOf(person),
            (snapshot, _) => Merging.TakeIn(snapshot.Lead, from, "", Edition(brand), DateTimeOffset.UnixEpoch),
            default);
    }

    private static Task JoinedAsync(Brand brand, string part, string person) =>
        brand.Services.GetRequiredService<LeadStore>().ChangeAsync(
            brand.IdOf(part),
            (snapshot, _) => Merging.Join(
                snapshot.Lead, brand.IdOf(person), "", Edition(brand), DateTimeOffset.UnixEpoch),
            default);

    private static Edition Edition(Brand brand) => brand.Services.GetRequiredService<InForce>().Edition;

    private static async Task<Brand> OpenAsync()
    {
        var brand = await Brand.OpenAsync(Now);
        foreach (var who in new[] { People.Hanako, People.Work, Acts.Who })
            await brand.ReactAsync(who, "r-" + who, "brochure", "2027-01-31T00:00:00Z");
        await brand.SettleAsync();
        return brand;
    }
}
