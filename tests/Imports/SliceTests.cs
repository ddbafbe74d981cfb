using System.Globalization;
using System.Text;
using LeadScoring.Imports;
using LeadScoring.Tests.Identity;
using LeadScoring.Tests.Journeys;
using Microsoft.Extensions.DependencyInjection;

namespace LeadScoring.Tests.Imports;

/// <summary>Leads whose lines fill more than a part or a slice, and slices that are worked off twice.</summary>
public sealed class SliceTests
{
    [Fact]
    public async Task Many_equal_lines_of_one_lead_end_and_are_told_as_they_were_tried()
    {
        var file = new StringBuilder("mail,day,sum\n");
        for (var line = 0; line < 1_201; line++) file.Append("guest@example.jp,2026-03-05,1000\n");
        await using var brand = await Brand.OpenAsync("2027-02-01T00:00:00Z");
        object Definition(string id) => new
        {
            id, kind = "purchases", product = "car",
            mapping = new { email = "mail", occurredAt = "day", amount = "sum" },
        };
        var tried = await brand.ImportAsync(Definition("first"), file.ToString(), dryRun: true);
        Assert.Equal((1_201, 1_201, 0, 0, 0), ImportBrand.Lines(tried));
        Assert.Equal(ImportBrand.Lines(tried), ImportBrand.Lines(await brand.StartAsync("first")));
        Assert.Equal(1_201, (await brand.LoadAsync("guest@example.jp")).Product("car").Purchases.Purchases.Count);

        file.Append("guest@example.jp,2026-03-05,1000\n");
        tried = await brand.ImportAsync(Definition("second"), file.ToString(), dryRun: true);
        Assert.Equal((1_202, 1, 0, 1_201, 0), ImportBrand.Lines(tried));
        Assert.Equal(ImportBrand.Lines(tried), ImportBrand.Lines(await brand.StartAsync("second")));
    }

    [Fact]
    public async Task A_trial_of_a_lead_that_fills_more_than_a_slice_says_what_the_run_does()
    {
        var file = new StringBuilder("mail,order,day,sum\n");
        foreach (var order in Enumerable.Range(0, 1_100).Concat(Enumerable.Range(0, 100)))
            file.Append(CultureInfo.InvariantCulture, $"guest@example.jp,o-{order},2026-03-05,1000\n");
        await using var brand = await Brand.OpenAsync("2027-02-01T00:00:00Z");

        var tried = await brand.ImportAsync(new
        {
            id = "a", kind = "purchases", product = "car",
            mapping = new { email = "mail", id = "order", occurredAt = "day", amount = "sum" },
        }, file.ToString(), dryRun: true);

        Assert.Equal((1_200, 1_100, 0, 100, 0), ImportBrand.Lines(tried));
        Assert.Equal(ImportBrand.Lines(tried), ImportBrand.Lines(await brand.StartAsync("a")));
    }

    [Fact]
    public async Task A_slice_of_people_that_is_worked_off_twice_is_told_of_as_once()
    {
        object Definition(string id) => new { id, kind = "leads", mapping = new { email = "mail", name = "name" } };
        await using var brand = await Brand.OpenAsync("2027-02-01T00:00:00Z");
        await brand.ImportAsync(Definition("one"), "mail,name\na@example.jp,Ann\nb@example.jp,Bob\n");
        var tried = await brand.ImportAsync(
            Definition("two"), "mail,name\na@example.jp,Anna\na@example.jp,Anna\nb@example.jp,Bob\nc@example.jp,Cy\n",
            dryRun: true);
        Assert.Equal((4, 1, 1, 2, 0), ImportBrand.Lines(tried));
        var (imports, slices) = (
            brand.Services.GetRequiredService<ImportStore>(), brand.Services.GetRequiredService<SliceHandler>());
        var import = (await imports.FindAsync("two", default))!.Value.State.Starting(
            isDry: false, new DateTimeOffset(2027, 2, 1, 0, 0, 10, TimeSpan.Zero), ["mail", "name"]);

        for (var runs = 0; runs < 2; runs++)
        {
            var after = await slices.NextAsync(import, default);
            Assert.Equal((4, 1, 1, 2, 0), (
                after.Read, after.Accepted, after.Changed, after.Unchanged, after.Rejected));
        }
    }
}
