using System.Net;
using LeadScoring.Leads;
using LeadScoring.Sales;
using LeadScoring.Tests.Identity;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.Publishing;
using LeadScoring.Tests.Sales;
using Microsoft.Extensions.DependencyInjection;

namespace LeadScoring.Tests.Bugs;

/// <summary>A person known under two addresses is worked: nothing counts twice, nobody keeps a place.</summary>
public sealed class MergedSalesTests
{
    private const string Now = "2027-02-01T01:00:00Z";
    private const string Earlier = "2027-01-31T01:00:00Z";

    [Fact]
    public async Task A_won_that_the_shop_tells_of_the_other_address_counts_once()
    {
        await using var brand = await Brand.OpenAsync(Now);
        var (_, home) = await MergedAsync(brand);
        await brand.PostAsync($"{home}/outcome", Won("order-77"), 200);
        await ShopAsync(brand, People.Work, "order-77", 3_000_000);
        Assert.Equal(1, await PurchasesAsync(brand, People.Hanako));

        await ShopAsync(brand, People.Work, "order-78", 2_000_000);
        await brand.PostAsync($"{home}/outcome", Won("order-78", 2_000_000), 200);
        Assert.Equal(2, await PurchasesAsync(brand, People.Hanako));

        await brand.UnmergeAsync(People.Work);
        await brand.SettleAsync();
        Assert.Equal(2, await PurchasesAsync(brand, People.Work));
    }

    [Fact]
    public async Task A_report_told_again_after_a_merge_is_the_same_report()
    {
        await using var brand = await Brand.OpenAsync(Now);
        var (work, home) = await AddressesAsync(brand);
        var first = await brand.PostAsync($"{work}/outcome", Won("order-1"), 200);
        await brand.MergeAsync(People.Work, People.Hanako);
        await brand.SettleAsync();

        var again = await brand.PostAsync($"{work}/outcome", Won("order-1"), 200);
        Assert.Equal((string?)first["at"], (string?)again["at"]);
        await brand.PostAsync($"{home}/outcome", Won("order-1"), 200);
        await brand.PostAsync($"{home}/outcome", Won("order-1", 5), 409);
        await brand.SettleAsync();
        Assert.Equal(1, await PurchasesAsync(brand, People.Hanako));

        await brand.UnmergeAsync(People.Work);
        await brand.SettleAsync();
        Assert.Equal(
            (1, 0), (await PurchasesAsync(brand, People.Work), await PurchasesAsync(brand, People.Hanako)));
    }

    [Fact]
    public async Task What_was_won_under_the_merged_address_goes_with_it_when_they_part()
    {
        await using var brand = await Brand.OpenAsync(Now);
        var (work, home) = await MergedAsync(brand);
        var first = await brand.PostAsync($"{work}/outcome", Won("order-1"), 200);
        Assert.Equal(1, await PurchasesAsync(brand, People.Hanako)); // before anything else has run
        await brand.SettleAsync();
        Assert.Equal(1, await PurchasesAsync(brand, People.Hanako));

        await brand.UnmergeAsync(People.Work);
        await brand.SettleAsync();
        var again = await brand.PostAsync($"{work}/outcome", Won("order-1"), 200);
        Assert.Equal((string?)first["at"], (string?)again["at"]);
        Assert.Equal(
            (1, 0), (await PurchasesAsync(brand, People.Work), await PurchasesAsync(brand, People.Hanako)));
        Assert.DoesNotContain("order-1", await brand.Http.GetStringAsync($"{home}/export"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_order_that_the_shop_told_with_another_amount_is_not_won_again()
    {
        await using var brand = await Brand.OpenAsync(Now);
        var path = await ClaimTests.LeadAsync(brand, People.Hanako);
        await ShopAsync(brand, People.Hanako, "order-1", 2_500_000);
        var refused = await brand.PostAsync($"{path}/outcome", Won("order-1"), 409);
        Assert.Contains("another amount", (string?)refused["title"]);
        await brand.PostAsync($"{path}/outcome", Won("order-1", 2_500_000), 200);
        Assert.Equal(1, await PurchasesAsync(brand, People.Hanako));
    }

    [Fact]
    public async Task Who_handed_a_merged_person_over_does_not_get_them_back()
    {
        await using var brand = await Brand.OpenAsync(Now);
        var (work, home) = await AddressesAsync(brand);
        await brand.PostAsync($"{work}/claim", new { owner = "aoki" }, 200);
        await brand.MergeAsync(People.Work, People.Hanako);
        await brand.SettleAsync();
        await brand.PostAsync($"{home}/claim/transfer", new { to = "baba" }, 200);
        Assert.Equal((0, 1), await HeldAsync(brand));
        using var released = await brand.Http.DeleteAsync($"{home}/claim");
        Assert.Equal(HttpStatusCode.OK, released.StatusCode);
        Assert.Null((await brand.GetAsync(home))["claim"]);
        Assert.Equal((0, 0), await HeldAsync(brand));

        await brand.PostAsync($"{work}/claim", new { owner = "aoki" }, 200);
        await brand.PostAsync($"{home}/claim", new { owner = "baba", take = true }, 200);
        Assert.Equal((0, 1), await HeldAsync(brand));
    }

    [Fact]
    public async Task Not_now_and_a_claim_made_again_prolong_the_claim_that_holds_the_person()
    {
        await using var brand = await Brand.OpenAsync(Now);
        var (work, home) = await AddressesAsync(brand);
        await brand.PostAsync($"{work}/claim", new { owner = "aoki" }, 200);
        await brand.MergeAsync(People.Work, People.Hanako);
        await brand.SettleAsync();
        var asked = new { owner = "aoki", until = "2027-03-01T01:00:00Z" };
        var prolonged = await brand.PostAsync($"{home}/claim", asked, 200);
        Assert.Equal("2027-03-01T01:00:00Z", (string?)prolonged["until"]);
        Assert.Equal((1, 0), await HeldAsync(brand));

        var notNow = new { id = "o-1", outcome = "not-now", product = "car", until = "2027-05-01T01:00:00Z" };
        var answer = await brand.PostAsync($"{home}/outcome", notNow, 200);
        Assert.Equal("2027-05-02T01:00:00Z", (string?)answer["claim"]!["until"]);
        Assert.Equal("2027-05-02T01:00:00Z", (string?)(await brand.GetAsync(home))["claim"]!["until"]);
        var release = new
        {
            id = "o-2", outcome = "not-now", product = "car", until = "2027-05-01T01:00:00Z", release = true,
        };
        Assert.Null((await brand.PostAsync($"{home}/outcome", release, 200))["claim"]);
        Assert.Null((await brand.GetAsync(home))["claim"]);
        Assert.Equal((0, 0), await HeldAsync(brand));
    }

    [Fact]
    public void A_region_is_met_however_its_name_is_spaced_and_cased()
    {
        var share = Assert.Single(Sharing.Of([new ShareLead("1", " tokyo ")], [new ShareOwner("a", 0, 1, ["Tokyo"])]));
        Assert.Equal("a", share.Owner);
    }

    [Fact]
    public async Task A_wait_that_was_over_before_the_next_began_is_told_with_the_next()
    {
        await using var brand = await Brand.OpenAsync(Now);
        var rules = SampleContent.Edition.Rules;
        var (began, ended, again) = (At(1), At(2), At(3));
        var state = Responding.Follow(null, new ProductState { Product = "car", Stage = "ready" }, rules, null, began);
        state = Responding.Follow("ready", state with { Stage = "new" }, rules, null, ended); // its worker died
        state = Responding.Follow("new", state with { Stage = "ready" }, rules, null, again);

        var responses = brand.Services.GetRequiredService<ResponseIndex>();
        await responses.PutAsync(new Lead { Id = new string('a', 32) }.With(state), "car", default);

        var days = rules.Products["car"];
        var (spells, _) = await responses.ReadAsync("car", days.DayOf(began), days.DayOf(again), default);
        Assert.Equal(
            [(began, ended), (again, null)],
            spells.OrderBy(spell => spell.Since).Select(spell => (spell.Since, spell.EndedAt)));

        static DateTimeOffset At(int day) => DateTimeOffset.Parse(Now, null).AddDays(day);
    }

    /// <summary>The leads of two addresses of one person, who are to be merged.</summary>
    private static async Task<(string Work, string Home)> AddressesAsync(Brand brand) => (
        await ClaimTests.LeadAsync(brand, People.Work), await ClaimTests.LeadAsync(brand, People.Hanako));

    private static object Won(string id, decimal amount = 3_000_000) =>
        new { id, outcome = "won", product = "car", amount, currency = "JPY" };

    private static async Task<(string Work, string Home)> MergedAsync(Brand brand)
    {
        var both = (await ClaimTests.LeadAsync(brand, People.Work), await ClaimTests.LeadAsync(brand, People.Hanako));
        await brand.MergeAsync(People.Work, People.Hanako);
        await brand.SettleAsync();
        return both;
    }

    private static async Task ShopAsync(Brand brand, string email, string id, decimal amount)
    {
        var order = new { id, email, occurredAt = Earlier, product = "car", amount, currency = "JPY" };
        await brand.PostAsync("/api/purchases", new { purchases = new[] { order } });
        await brand.SettleAsync();
    }

    private static async Task<int> PurchasesAsync(Brand brand, string email) =>
        (await brand.LoadAsync(email)).Product("car").Purchases.Purchases.Count;

    /// <summary>The places that Aoki and Baba have filled.</summary>
    private static async Task<(int Aoki, int Baba)> HeldAsync(Brand brand)
    {
        var owners = (await brand.GetAsync("/api/owners"))["owners"]!.AsArray();
        return (Of("aoki"), Of("baba"));

        int Of(string id) => (int)owners.Single(owner => (string?)owner!["id"] == id)!["held"]!;
    }
}
