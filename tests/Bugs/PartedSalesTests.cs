using System.Net;
using LeadScoring.Leads;
using LeadScoring.Sales;
using LeadScoring.Tests.Identity;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.Rights;
using LeadScoring.Tests.Sales;
using Microsoft.Extensions.DependencyInjection;

namespace LeadScoring.Tests.Bugs;

/// <summary>
/// What sales said of one of a person's addresses holds for the person, and goes with the address when they part.
/// </summary>
public sealed class PartedSalesTests
{
    private const string Now = "2027-02-01T01:00:00Z";
    private const string Until = "2027-05-01T01:00:00Z";
    private const string Later = "2027-06-01T01:00:00Z";
    private const string Club = "hanako@club.example.jp";

    [Fact]
    public async Task A_plan_to_get_in_touch_and_a_no_to_calls_go_with_the_address_they_were_told_of()
    {
        await using var brand = await Brand.OpenAsync(Now);
        var (work, home) = await TwoAsync(brand);
        await brand.PostAsync($"{home}/outcome", NotNow("o-1", Until), 200);
        await brand.MergeAsync(People.Work, People.Hanako);
        await brand.SettleAsync();
        await brand.PostAsync($"{work}/outcome", NotNow("o-2", Later), 200);
        await brand.PostAsync(
            $"{work}/calls", new { id = "c-1", result = "reached", product = "car", at = Now, doNotCall = true }, 200);
        await brand.PostAsync($"{work}/outcome", NotNow("o-3", Later), 200);
        Assert.Equal((Later, false), await SaidAsync(brand, home)); // before anything else has run
        await brand.SettleAsync();
        Assert.Equal((Later, false), await SaidAsync(brand, home));
        Assert.False((bool)Assert.Single(await ClaimTests.ListAsync(brand, ""))!["mayCall"]!);

        await brand.UnmergeAsync(People.Work);
        await brand.SettleAsync();
        Assert.Equal((Later, false), await SaidAsync(brand, work));
        Assert.Equal((Until, true), await SaidAsync(brand, home));
    }

    [Fact]
    public async Task The_owner_of_the_person_is_reminded_once_of_what_was_planned_with_a_merged_address()
    {
        await using var brand = await Brand.OpenAsync(Now);
        var (work, home) = await TwoAsync(brand);
        await brand.PostAsync($"{home}/claim", new { owner = "aoki", until = Later }, 200);
        await brand.PostAsync($"{work}/outcome", NotNow("o-1", Until), 200);
        await brand.MergeAsync(People.Work, People.Hanako);
        await brand.SettleAsync();
        await brand.TravelAsync(new { now = "2027-05-02T00:00:00Z" });
        Assert.Equal(["aoki"], await RemindedAsync(brand));
        await brand.UnmergeAsync(People.Work);
        await brand.AdvanceAsync("P2D");
        Assert.Equal(["aoki"], await RemindedAsync(brand));
    }

    [Fact]
    public async Task What_was_planned_while_two_were_one_reminds_after_they_have_parted()
    {
        await using var brand = await Brand.OpenAsync(Now);
        var (work, _) = await TwoAsync(brand);
        await brand.MergeAsync(People.Work, People.Hanako);
        await brand.SettleAsync();
        await brand.PostAsync($"{work}/outcome", NotNow("o-1", Until), 200);
        await brand.SettleAsync();
        await brand.UnmergeAsync(People.Work);
        await brand.SettleAsync();
        await brand.PostAsync($"{work}/claim", new { owner = "baba", until = Later }, 200);
        await brand.TravelAsync(new { now = "2027-05-02T00:00:00Z" });
        Assert.Equal(["baba"], await RemindedAsync(brand));
    }

    [Fact]
    public async Task A_claim_holds_the_person_through_two_merges_and_is_given_up_and_parted_there()
    {
        await using var brand = await Brand.OpenAsync(Now);
        var (work, home) = await TwoAsync(brand);
        var club = await ClaimTests.LeadAsync(brand, Club);
        await brand.PostAsync($"{work}/claim", new { owner = "aoki" }, 200);
        await brand.MergeAsync(People.Work, People.Hanako);
        await brand.MergeAsync(People.Hanako, Club);
        await brand.SettleAsync();
        Assert.Equal("aoki", (string?)(await brand.GetAsync(club))["owner"]);
        await brand.PostAsync($"{club}/claim", new { owner = "baba" }, 409);
        var longer = await brand.PostAsync($"{club}/claim", new { owner = "aoki", until = Until }, 200);
        Assert.Equal(Until, (string?)longer["until"]);
        Assert.Equal(Until, (string?)(await brand.GetAsync(home))["claim"]!["until"]);
        Assert.Equal(1, await HeldAsync(brand, "aoki"));

        await brand.UnmergeAsync(People.Work); // out of the middle
        Assert.Null((await brand.GetAsync(club))["claim"]);
        Assert.Equal("aoki", (string?)(await brand.GetAsync(work))["owner"]);
        await brand.MergeAsync(People.Work, Club);
        await brand.SettleAsync();
        using var released = await brand.Http.DeleteAsync($"{club}/claim");
        Assert.Equal(HttpStatusCode.OK, released.StatusCode);
        Assert.Equal(0, await HeldAsync(brand, "aoki"));
    }

    [Fact]
    public async Task What_two_merged_leads_had_in_common_stays_when_one_of_them_leaves()
    {
        await using var brand = await Brand.OpenAsync(Now);
        await TwoAsync(brand);
        await ClaimTests.LeadAsync(brand, Club);
        foreach (var email in new[] { People.Work, People.Hanako })
            await brand.ReactAsync(email, "r-1", "brochure", Now);
        await brand.SettleAsync();
        await brand.MergeAsync(People.Work, Club);
        await brand.SettleAsync();
        await brand.MergeAsync(People.Hanako, Club);
        await brand.SettleAsync();
        Assert.Equal(1, await BrochuresAsync(brand));
        await brand.UnmergeAsync(People.Work);
        await brand.SettleAsync();
        Assert.Equal(1, await BrochuresAsync(brand));
        await brand.UnmergeAsync(People.Hanako);
        await brand.SettleAsync();
        Assert.Equal(0, await BrochuresAsync(brand));
    }

    [Fact]
    public async Task A_refund_finds_its_order_under_whichever_address_either_was_told()
    {
        await using var brand = await Brand.OpenAsync(Now);
        var (work, _) = await TwoAsync(brand);
        await brand.MergeAsync(People.Work, People.Hanako);
        await brand.SettleAsync();
        await brand.PostAsync(
            $"{work}/outcome",
            new { id = "order-1", outcome = "won", product = "car", at = Now, amount = 500, currency = "JPY" }, 200);
        var refund = new
        {
            id = "back-1", email = People.Hanako, occurredAt = Now, product = "car", amount = 500, currency = "JPY",
            refundOf = "order-1",
        };
        await brand.PostAsync("/api/purchases", new { purchases = new[] { refund } });
        await brand.SettleAsync();
        Assert.Empty((await brand.LoadAsync(People.Hanako)).Product("car").Purchases.NetAsOf(30_000));
        await brand.UnmergeAsync(People.Work);
        await brand.SettleAsync();
        Assert.Single((await brand.LoadAsync(People.Work)).Product("car").Purchases.NetAsOf(30_000));
    }

    [Fact]
    public async Task A_place_that_a_dead_process_took_for_an_erased_lead_is_given_back_at_the_next_look()
    {
        await using var brand = await Brand.OpenAsync(Now);
        var (_, home) = await TwoAsync(brand);
        var (id, until) = (brand.IdOf(People.Hanako), DateTimeOffset.Parse(Until, null));
        using var erased = await brand.Http.DeleteAsync(home);
        Assert.True(erased.IsSuccessStatusCode);
        var claims = brand.Services.GetRequiredService<ClaimIndex>();
        Assert.True(await claims.HoldAsync("aoki", id, until, 5, default)); // and dies before it saves the lead
        Assert.Equal(0, await HeldAsync(brand, "aoki"));
        Assert.DoesNotContain(
            await Traces.OfAsync(brand.Tables(), id), row => row.StartsWith("sales ", StringComparison.Ordinal));
    }

    private static object NotNow(string id, string until) =>
        new { id, outcome = "not-now", product = "car", until };

    private static async Task<(string Work, string Home)> TwoAsync(Brand brand) =>
        (await ClaimTests.LeadAsync(brand, People.Work), await ClaimTests.LeadAsync(brand, People.Hanako));

    private static async Task<(string? NextContactAt, bool MayCall)> SaidAsync(Brand brand, string path)
    {
        var page = await brand.GetAsync(path);
        return ((string?)page["nextContactAt"], (bool)page["mayCall"]!);
    }

    private static async Task<IEnumerable<string?>> RemindedAsync(Brand brand) =>
        (await brand.GetAsync("/api/insights/alerts?kind=contact"))["alerts"]!.AsArray()
            .Select(alert => (string?)alert!["owner"]);

    private static async Task<int> HeldAsync(Brand brand, string owner) =>
        (int)(await brand.GetAsync("/api/owners"))["owners"]!.AsArray()
            .Single(one => (string?)one!["id"] == owner)!["held"]!;

    private static async Task<int> BrochuresAsync(Brand brand)
    {
        var all = 0;
        foreach (var count in (await brand.LoadAsync(Club)).Product("car").Counts.Items)
            if (count.Type == "brochure") all += count.Count;
        return all;
    }
}
