using System.Globalization;
using System.Text;
using LeadScoring.Leads;
using LeadScoring.Reactions;
using LeadScoring.Storage;
using LeadScoring.Tests.Crash;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.Rights;
using Microsoft.Extensions.DependencyInjection;

namespace LeadScoring.Tests.Imports;

/// <summary>Files that tell an order in several lines, one for each thing that was bought.</summary>
public sealed class OrderLinesTests
{
    private const int Orders = 700;

    private static object Definition(string id, string amountOf = "line") => new
    {
        id,
        kind = "purchases",
        product = "car",
        mapping = new
        {
            email = "mail", id = "order", occurredAt = "day", amount = new { column = "sum", of = amountOf },
            sku = "sku", quantity = "n", unitPrice = "price",
        },
    };

    /// <summary>The second line of each order lies a slice behind the first; the third one again.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(0.01)]
    public async Task Lines_far_apart_are_one_order_however_often_workers_die_and_can_be_undone(double deaths)
    {
        var file = new StringBuilder("mail,order,day,sum,sku,n,price\n");
        foreach (var (n, item) in new[] { "door", "wheel", "lamp" }.Index())
            for (var order = 0; order < Orders; order++)
                file.Append(CultureInfo.InvariantCulture,
                    $"buyer-{order % 90}@example.jp,o-{order},2026-05-{order % 28 + 1},{order + n},{item},2,{order}\n");
        await using var storm = new Storm(7, deaths);
        await using var brand = await StormyBrand.OpenAsync(storm, batchSize: 4);
        storm.IsRaging = deaths > 0;

        await UndoLaws.RunAsync(brand, storm, "items", file.ToString(), Definition("items"));
        storm.IsRaging = false;
        await brand.SettleAsync();

        Assert.Equal((3 * Orders, 3 * Orders, 0, 0, 0), ImportBrand.Lines(await brand.GetAsync("/api/imports/items")));
        var bought = await PurchasesAsync(brand.Services, brand.IdOf("buyer-17@example.jp"));
        Assert.Equal(Enumerable.Range(0, Orders).Where(order => order % 90 == 17), bought.Keys);
        Assert.All(bought, order =>
        {
            Assert.Equal(3 * order.Key + 3, order.Value.Amount);
            Assert.Equal(["door", "wheel", "lamp"], order.Value.Items.Select(item => item.Sku));
        });
        Assert.Empty(await Traces.OfAsync(brand.Tables, "sorted|"));

        if (deaths > 0) return;
        await brand.PostAsync("/api/imports/items/undo", new { });
        await UndoLaws.FinishAsync(brand, storm, "items", "undone", "undo");
        await brand.SettleAsync();
        Assert.Empty(await Traces.OfAsync(brand.Tables, "buyer-17", "wheel"));
    }

    [Fact]
    public async Task What_the_first_line_says_holds_for_the_order_and_one_wrong_line_holds_all_of_it_back()
    {
        // As a shop program writes it: the order's own columns on its first line only.
        const string File = """
            mail,order,day,sum,sku,n,price
            a@example.jp,o-1,2026/3/5,"1,200",door,1,1000
            a@example.jp,o-1,,,wheel,2,100
            b@example.jp,o-2,2026/3/5,500,door,1,500
            b@example.jp,o-2,,,wheel,two,0
            c@example.jp,o-3,2026/3/5,500,door,1,500
            c@example.jp,o-3,2026/3/6,,wheel,1,0
            c@example.jp,,2026/3/7,40,lamp,1,40
            d@example.jp,o-1,2026/3/8,70,lamp,1,70
            """;
        await using var brand = await Brand.OpenAsync("2027-02-01T00:00:00Z");

        var shown = await brand.ImportAsync(Definition("shop", amountOf: "order"), File);

        Assert.Equal((8, 4, 0, 0, 4), ImportBrand.Lines(shown));
        Assert.Equal(
            [
                "4 quantity: Must be a number like 1234.50.",
                "5 Is of the order of line 4, which cannot be taken.",
                "6 occurredAt: Is not the same on all lines of this order.",
                "7 Is of the order of line 6, which cannot be taken.",
            ],
            shown["errors"]!.AsArray().Select(error => $"{error!["line"]} {error["errors"]![0]}"));
        var again = await brand.ImportAsync(Definition("again", amountOf: "order"), File, dryRun: true);
        Assert.Equal((8, 0, 0, 4, 4), ImportBrand.Lines(again));
        var order = Assert.Single(await PurchasesAsync(brand.Services, brand.IdOf("a@example.jp"))).Value;
        Assert.Equal(1200, order.Amount);
        Assert.Equal([("door", 1m), ("wheel", 2m)], order.Items.Select(item => (item.Sku, item.Quantity)));
    }

    [Fact]
    public async Task A_column_that_is_no_order_number_is_told_and_takes_nothing_along()
    {
        var file = new StringBuilder("mail,order,day,sum,sku,n,price\n");
        for (var line = 0; line < 1500; line++) file.Append("a@example.jp,shop-1,2026/3/5,1,door,1,1\n");
        file.Append("b@example.jp,shop-1,2026/3/5,1,door,1,1\n");
        await using var brand = await Brand.OpenAsync("2027-02-01T00:00:00Z");

        var shown = await brand.ImportAsync(Definition("shop"), file.ToString(), dryRun: true);

        Assert.Equal((1501, 1, 0, 0, 1500), ImportBrand.Lines(shown));
        Assert.Contains(
            "is id the order's number?", (string?)shown["errors"]![0]!["errors"]![0]!, StringComparison.Ordinal);
    }

    private static async Task<SortedDictionary<int, PurchaseNote>> PurchasesAsync(
        IServiceProvider services, string lead)
    {
        var found = new SortedDictionary<int, PurchaseNote>();
        await foreach (var row in services.GetRequiredService<LeadStore>()
            .HistoryAsync(lead, "purchase", default))
        {
            var note = Rows.Body<PurchaseNote>(row);
            found[int.Parse(note.Id[2..], CultureInfo.InvariantCulture)] = note;
        }
        return found;
    }
}
