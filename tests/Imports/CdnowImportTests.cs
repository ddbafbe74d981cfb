using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.RealData;

namespace LeadScoring.Tests.Imports;

/// <summary>
/// The purchases of real customers, who have no addresses, as the file that they were published in: parted by spaces,
/// with equal lines that are real. What the import makes of it is what the reference has counted.
/// </summary>
public sealed class CdnowImportTests
{
    /// <summary>
    /// One customer of ten, counted beforehand by plain arithmetic; the benchmark (<see cref="ImportSpeed"/>) takes the
    /// whole file.
    /// </summary>
    [Fact]
    public async Task A_tenth_of_the_customers_of_a_real_shop_come_in_with_their_classes()
    {
        var lines = SharedData.Lines("cdnow_master.txt.gz")
            .Where((line, at) => at == 0 || line.TrimStart()[..5].EndsWith('0'));
        var file = string.Join('\n', lines);
        using var content = new OwnContent("cd", CdnowTests.Rules);
        await using var brand = await Brand.OpenAsync(now: "1998-07-01T03:00:00Z", null, content.Setting);

        var shown = await brand.ImportAsync(Definition("cdnow"), file);

        Assert.Equal((6787, 6787, 0, 0, 0), ImportBrand.Lines(shown));
        Assert.Equal([1202, 0, 960, 0, 195], await ClassesAsync(brand));
    }

    internal static object Definition(string id) => new
    {
        id,
        kind = "purchases",
        product = "cd",
        delimiter = "whitespace",
        @namespace = "cdnow",
        mapping = new
        {
            customer = "customer_id", occurredAt = new { column = "date", format = "yyyyMMdd" },
            amount = "dollar_value", sku = new { value = "cd" }, quantity = "number_of_cds",
        },
    };

    internal static async Task<IEnumerable<int>> ClassesAsync(Brand brand)
    {
        var classes = (await brand.GetAsync("/api/insights/classes?product=cd&asOf=1998-06-30"))["classes"]!;
        return CdnowTests.Classes.Select(name => (int)classes[name]!);
    }
}
