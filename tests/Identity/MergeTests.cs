using LeadScoring.Identity;
using LeadScoring.Leads;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.Rights;
using Microsoft.Extensions.DependencyInjection;

namespace LeadScoring.Tests.Identity;

public sealed class MergeTests
{
    private const string Now = "2027-02-01T01:00:00Z";
    private const string Day = "2027-01-31T01:00:00Z";

    [Fact]
    public async Task Two_leads_become_one_in_lists_and_score_and_two_again_as_they_were()
    {
        await using var brand = await OpenAsync();
        var (hanako, work) = (await brand.TermsAsync(People.Hanako), await brand.TermsAsync(People.Work));
        Assert.Equal([People.Hanako, People.Work], await brand.ListedAsync());

        await brand.MergeAsync(People.Work, People.Hanako);
        await brand.SettleAsync();

        Assert.Equal([People.Hanako], await brand.ListedAsync());
        var one = await brand.LeadAsync(People.Work);
        Assert.Equal(brand.IdOf(People.Hanako), (string?)one["leadId"]);
        Assert.Equal(40 + 12 + 1, (double)one["points"]!, 0.5);
        Assert.Equal(People.Work, (string?)one["merged"]![brand.IdOf(People.Work)]!["email"]);
        Assert.Contains(one["timeline"]!.AsArray(), item => (string?)item!["kind"] == "merge");

        await brand.UnmergeAsync(People.Work);
        await brand.SettleAsync();

        Assert.Equal([People.Hanako, People.Work], await brand.ListedAsync());
        Assert.Equal(hanako, await brand.TermsAsync(People.Hanako));
        Assert.Equal(work, await brand.TermsAsync(People.Work));
        Assert.Equal("considering", (string?)(await brand.LeadAsync(People.Hanako))["stage"]);
        Assert.Equal("aware", (string?)(await brand.LeadAsync(People.Work))["stage"]);
    }

    [Fact]
    public async Task What_comes_for_the_merged_lead_counts_for_the_person_and_goes_back_with_it()
    {
        await using var brand = await OpenAsync();
        await brand.MergeAsync(People.Work, People.Hanako);
        await brand.SettleAsync();
        var before = (double)(await brand.LeadAsync(People.Hanako))["points"]!;

        await brand.ReactAsync(People.Work, "w-2", "quote", Day);
        await brand.ReactAsync(People.Work, "w-2", "quote", Day);
        await brand.SettleAsync();
        Assert.Equal(before + 30, (double)(await brand.LeadAsync(People.Hanako))["points"]!, 0.5);

        await brand.UnmergeAsync(People.Work);
        await brand.SettleAsync();
        Assert.Equal(12 + 30, (double)(await brand.LeadAsync(People.Work))["points"]!, 0.5);
        Assert.Equal(40 + 1, (double)(await brand.LeadAsync(People.Hanako))["points"]!, 0.5);
    }

    [Fact]
    public async Task The_same_event_told_of_both_counts_once_and_an_id_used_for_two_things_twice()
    {
        await using var brand = await OpenAsync();
        await brand.ReactAsync(People.Hanako, "both", "shop-visit", Day);
        await brand.ReactAsync(People.Work, "both", "shop-visit", Day);
        await brand.ReactAsync(People.Hanako, "clash", "quote", Day);
        await brand.ReactAsync(People.Work, "clash", "dealer-search", Day);
        await brand.SettleAsync();

        await brand.MergeAsync(People.Work, People.Hanako);
        await brand.SettleAsync();

        var types = (await brand.LeadAsync(People.Hanako))["explanation"]!["terms"]!.AsArray()
            .ToDictionary(term => (string)term!["type"]!, term => (int)term!["count"]!, StringComparer.Ordinal);
        Assert.Equal((1, 1, 1), (types["shop-visit"], types["quote"], types["dealer-search"]));
    }

    [Fact]
    public async Task A_consent_stays_with_its_address()
    {
        await using var brand = await Brand.OpenAsync(Now);
        await brand.PostAsync("/api/campaigns/car-launch-2026/entries", new { email = People.Work, optIn = true });
        await brand.SettleAsync();
        await brand.ConfirmAsync(brand.Mails().Single());
        await brand.ReactAsync(People.Hanako, "h-1", "test-drive", Day);
        await brand.SettleAsync();

        await brand.MergeAsync(People.Work, People.Hanako);
        await brand.AdvanceAsync("P30D");

        Assert.False((bool)(await brand.LeadAsync(People.Work))["consents"]!["mayMail"]!);
        Assert.Single(brand.Mails());
    }

    [Fact]
    public async Task A_new_address_takes_the_old_lead_in_and_is_mailed_only_after_its_own_confirmation()
    {
        await using var brand = await OpenAsync();
        const string moved = "yamada@new.example.jp";

        await brand.PostAsync(
            $"/api/leads/{brand.IdOf(People.Hanako)}/address", new { email = moved, why = "married" });
        await brand.SettleAsync();

        Assert.Equal([moved, People.Work], await brand.ListedAsync());
        var lead = await brand.LeadAsync(People.Hanako);
        Assert.Equal((brand.IdOf(moved), moved), ((string?)lead["leadId"], (string?)lead["email"]));
        Assert.Equal(41, (double)lead["points"]!, 0.5);
        Assert.False((bool)lead["consents"]!["mayMail"]!);
        await brand.UnmergeAsync(People.Hanako);
        await brand.SettleAsync();
        Assert.Equal([People.Hanako, People.Work, moved], await brand.ListedAsync());
    }

    [Fact]
    public async Task Who_is_erased_is_erased_under_every_address()
    {
        await using var brand = await OpenAsync();
        await brand.MergeAsync(People.Work, People.Hanako);
        await brand.SettleAsync();

        using var erased = await brand.Http.DeleteAsync($"/api/leads/{brand.IdOf(People.Work)}");
        Assert.True(erased.IsSuccessStatusCode);
        await brand.SettleAsync();

        Assert.Empty(await Traces.OfAsync(brand.Tables(), People.Hanako, People.Work));
        Assert.Empty(await brand.ListedAsync());
    }

    [Fact]
    public async Task Who_was_unmerged_stays_when_the_other_is_erased()
    {
        await using var brand = await OpenAsync();
        await brand.MergeAsync(People.Work, People.Hanako);
        await brand.SettleAsync();
        var half = Merging.LetGo(
            await brand.LoadAsync(People.Hanako), brand.IdOf(People.Work), DateTimeOffset.UnixEpoch)!;
        await brand.Services.GetRequiredService<LeadStore>().ChangeAsync(
            brand.IdOf(People.Hanako), (_, _) => half, default); // its process died here

        using var erased = await brand.Http.DeleteAsync($"/api/leads/{brand.IdOf(People.Hanako)}");
        Assert.True(erased.IsSuccessStatusCode);
        await brand.UnmergeAsync(People.Work);
        await brand.SettleAsync();

        Assert.Empty(await Traces.OfAsync(brand.Tables(), People.Hanako));
        Assert.Equal([People.Work], await brand.ListedAsync());
    }

    [Fact]
    public async Task What_cannot_be_merged_is_a_problem_that_says_why()
    {
        await using var brand = await OpenAsync();
        const string third = "third@example.jp";
        await brand.ReactAsync(third, "t-1", "quote", Day);
        await brand.SettleAsync();
        await brand.MergeAsync(People.Hanako, People.Hanako, 409);
        await brand.PostAsync($"/api/leads/{brand.IdOf(third)}/merge", new { into = new string('0', 32) }, 400);
        await brand.PostAsync($"/api/leads/{new string('0', 32)}/merge", new { into = brand.IdOf(third) }, 404);
        await brand.UnmergeAsync(third, 409);
        await brand.MergeAsync(People.Work, People.Hanako);
        await brand.MergeAsync(People.Work, People.Hanako); // a caller that lost the answer
        var taken = await brand.MergeAsync(People.Work, third, 409);
        Assert.Contains("un-merge it first", (string?)taken["detail"], StringComparison.Ordinal);
        await brand.PostAsync($"/api/leads/{brand.IdOf(People.Work)}/address", new { email = "new@example.jp" }, 409);
        await brand.PostAsync("/api/leads/find", new { email = "new@example.jp" }, 404);
        var moved = await brand.MergeAsync(third, People.Work, 409);
        Assert.Contains("merge into that one", (string?)moved["detail"], StringComparison.Ordinal);
    }

    /// <summary>Hanako: a test drive and a page. The same person at work, perhaps: a brochure.</summary>
    private static async Task<Brand> OpenAsync()
    {
        var brand = await Brand.OpenAsync(Now);
        await brand.ReactAsync(People.Hanako, "h-1", "test-drive", Day);
        await brand.ReactAsync(People.Hanako, "h-2", "page-view", Day);
        await brand.ReactAsync(People.Work, "w-1", "brochure", Day);
        await brand.SettleAsync();
        return brand;
    }
}
