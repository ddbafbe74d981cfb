using System.Net;
using LeadScoring.Tests.Bugs;
using LeadScoring.Tests.Journeys;

namespace LeadScoring.Tests.Rights;

public sealed class ErasureTests
{
    private const string Name = "山田花子";

    [Fact]
    public async Task An_erased_person_is_nowhere_in_tables_lists_and_mails()
    {
        await using var brand = await Brand.OpenAsync("2027-02-01T01:00:00Z");
        var leadId = await LiveAsync(brand);
        Assert.NotEmpty(await Traces.OfAsync(brand.Tables(), Acts.Who, Name));
        Assert.NotEmpty(brand.Mails());

        using var erased = await brand.Http.DeleteAsync($"/api/leads/{leadId}");
        Assert.Equal(HttpStatusCode.OK, erased.StatusCode);

        Assert.Empty(await Traces.OfAsync(brand.Tables(), Acts.Who, Name));
        Assert.Equal(["head|gone"], await Traces.RowsAsync(brand.Tables(), leadId));
        Assert.Empty(brand.Mails());
        await brand.GetAsync($"/api/leads/{leadId}", 404);
        Assert.Empty((await brand.GetAsync("/api/leads?product=car"))["leads"]!.AsArray());
        var classes = (await brand.GetAsync("/api/insights/classes?product=car"))["classes"]!.AsObject();
        Assert.Equal(0, classes.Sum(@class => (int)@class.Value!));
    }

    [Fact]
    public async Task The_answer_names_the_proof_that_stays_and_repeats_itself()
    {
        await using var brand = await Brand.OpenAsync("2027-02-01T01:00:00Z");
        var leadId = await LiveAsync(brand);

        var first = await (await brand.Http.DeleteAsync($"/api/leads/{leadId}")).Content.ReadAsStringAsync();
        await brand.AdvanceAsync("P1D");
        var second = await (await brand.Http.DeleteAsync($"/api/leads/{leadId}")).Content.ReadAsStringAsync();

        Assert.Equal(first, second);
        Assert.Contains("\"what\":\"email granted\"", first, StringComparison.Ordinal);
        Assert.Contains("\"how\":\"double-opt-in\"", first, StringComparison.Ordinal);
        Assert.DoesNotContain("example.jp", first, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_later_import_of_the_address_is_dropped_with_its_address()
    {
        await using var brand = await Brand.OpenAsync("2027-02-01T01:00:00Z");
        var leadId = await LiveAsync(brand);
        await brand.Http.DeleteAsync($"/api/leads/{leadId}");

        await brand.ReactAsync("quote", "2027-02-03T00:00:00Z");
        await brand.BuyAsync("late", "2027-02-03T00:00:00Z");
        await brand.AdvanceAsync("P30D");

        Assert.Empty(await Traces.OfAsync(brand.Tables(), Acts.Who));
        await brand.GetAsync($"/api/leads/{leadId}", 404);
        Assert.Empty(brand.Mails());
    }

    [Fact]
    public async Task Who_enters_and_confirms_again_is_back_with_nothing_of_the_past()
    {
        await using var brand = await Brand.OpenAsync("2027-02-01T01:00:00Z");
        var leadId = await LiveAsync(brand);
        await brand.Http.DeleteAsync($"/api/leads/{leadId}");
        await brand.AdvanceAsync("P1D");

        await brand.EnterAsync("car-launch-2026", "again", new { });
        await brand.SettleAsync();
        Assert.Empty((await brand.GetAsync("/api/leads?product=car"))["leads"]!.AsArray());
        await brand.ConfirmAsync(brand.Mails().Single());

        var back = Assert.Single((await brand.GetAsync("/api/leads?product=car"))["leads"]!.AsArray())!;
        Assert.Equal(leadId, (string?)back["leadId"]);
        Assert.Null((string?)back["name"]);
        Assert.Equal(3, (double)back["points"]!); // an entry and a confirmation
        await brand.ReactAsync("quote", "2027-02-03T00:00:00Z");
        await brand.SettleAsync();
        var moved = Assert.Single((await brand.GetAsync("/api/leads?product=car"))["leads"]!.AsArray())!;
        Assert.True((double)moved["points"]! > (double)back["points"]!);
    }

    [Fact]
    public async Task Nobody_of_that_id_is_a_problem_that_says_where_to_look()
    {
        await using var brand = await Brand.OpenAsync();
        foreach (var id in new[] { "nobody", new string('0', 32) })
        {
            using var answer = await brand.Http.DeleteAsync($"/api/leads/{id}");
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            Assert.Contains(
                "/api/leads/find", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    /// <summary>
    /// Everything a lead can leave rows of: entry, consent, mails, reactions in two products, a purchase.
    /// </summary>
    private static async Task<string> LiveAsync(Brand brand)
    {
        await brand.EnterAsync("car-launch-2026", "e-1", new { prefecture = "Tokyo" }, Name);
        await brand.SettleAsync();
        await brand.ConfirmAsync(brand.Mails().Single());
        await brand.ReactAsync("test-drive", "2027-02-01T00:00:00Z");
        await brand.ReactAsync("page-view", "2027-02-01T00:00:00Z", "camper");
        await brand.AdvanceAsync("P1D");
        await brand.BuyAsync("p-1", "2027-02-02T00:00:00Z");
        await brand.SettleAsync();
        return brand.IdOf(Acts.Who);
    }
}
