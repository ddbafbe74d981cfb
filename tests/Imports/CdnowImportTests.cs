using System.Globalization;
using System.Text.Json.Nodes;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.RealData;
using LeadScoring.Tests.Value;

namespace LeadScoring.Tests.Imports;

/// <summary>
/// The purchases of real customers, who have no addresses, as the file that they were published in: parted by spaces,
/// with equal lines that are real. What the import makes of it is what the reference has counted.
/// </summary>
public sealed class CdnowImportTests
{
    /// <summary>The last day that the published parameters look at.</summary>
    private const string HalfTime = "19970930";

    /// <summary>
    /// The tenth of the customers that the published figures are of, their classes counted beforehand by plain
    /// arithmetic; the benchmark (<see cref="ImportSpeed"/>) takes the whole file.
    /// </summary>
    [Fact]
    public async Task A_tenth_of_the_customers_of_a_real_shop_come_in_with_their_published_worth_and_their_classes()
    {
        var (numbers, all) = (PublishedTenth.Numbers(), SharedData.Lines("cdnow_master.txt.gz"));
        var lines = all.Skip(1)
            .Select(line => (Text: line, Cells: line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))
            .Where(line => numbers.Contains(int.Parse(line.Cells[0], CultureInfo.InvariantCulture))).ToList();
        var early = lines.Where(line => string.CompareOrdinal(line.Cells[1], HalfTime) <= 0);
        using var content = new OwnContent("cd", CdnowTests.Rules);
        // Still 30 September in New York.
        await using var brand = await Brand.OpenAsync(now: "1997-10-01T03:00:00Z", null, content.Setting);

        var half = await brand.ImportAsync(Definition("cdnow"), File([all[0], .. early.Select(line => line.Text)]));
        await brand.RefreshInsightsAsync();

        Assert.Equal((4960, 4960, 0, 0, 0), ImportBrand.Lines(half));
        Assert.Equal([1411, 0, 837, 21, 88], await ClassesAsync(brand, "1997-09-30"));
        ExpectPublishedWorth((await brand.GetAsync("/api/insights/ltv?product=cd"))["report"]!);

        // Nine months later the shop sends its whole file: what is known of it changes nothing.
        await brand.TravelAsync(new { now = "1998-07-01T03:00:00Z" });
        var whole = await brand.ImportAsync(
            Definition("cdnow-again"), File([all[0], .. lines.Select(line => line.Text)]));
        Assert.Equal((6919, 6919 - 4960, 0, 4960, 0), ImportBrand.Lines(whole));
        Assert.Equal([1218, 0, 929, 0, 210], await ClassesAsync(brand, "1998-06-30"));
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

    internal static async Task<IEnumerable<int>> ClassesAsync(Brand brand, string asOf = "1998-06-30")
    {
        var classes = (await brand.GetAsync($"/api/insights/classes?product=cd&asOf={asOf}"))["classes"]!;
        return CdnowTests.Classes.Select(name => (int)classes[name]!);
    }

    /// <summary>
    /// As published by Fader, Hardie and Lee 2005 (BG/NBD) and in their note 025 (Gamma-Gamma; its search ended at
    /// a v of 15.44, a hair beside the maximum), and as Newton's method finds it elsewhere, to six digits.
    /// </summary>
    private static void ExpectPublishedWorth(JsonNode report)
    {
        Assert.Equal(("1997-09-30", 2_357, 2_357), (
            (string?)report["asOf"], (int)report["customers"]!, (int)report["fittedOn"]!));
        Assert.False((bool)report["withPrior"]!);
        var found = report["parameters"]!.AsArray().ToDictionary(
            one => $"{one!["model"]} {one["name"]}", one => (double)one!["value"]!);
        (string Name, double Value, double Within)[] known =
        [
            ("BG/NBD r", .243, .0005), ("BG/NBD alpha", 4.414, .0005), ("BG/NBD a", .793, .0005),
            ("BG/NBD b", 2.426, .0005), ("Gamma-Gamma p", 6.25, .005), ("Gamma-Gamma q", 3.74, .005),
            ("Gamma-Gamma v", 15.44, .01),
            ("BG/NBD r", .242595, 2e-6), ("BG/NBD alpha", 4.413602, 2e-6), ("BG/NBD a", .792922, 2e-6),
            ("BG/NBD b", 2.425907, 2e-6),
        ];
        Assert.Equal(7, found.Count);
        foreach (var (name, value, within) in known) Assert.Equal(value, found[name], within);
        var orders = report["fits"]!.AsArray().Single(fit => (string?)fit!["model"] == "BG/NBD")!;
        Assert.Equal(-9582.43, (double)orders["logLikelihood"]!, .005);
    }

    private static string File(IEnumerable<string> lines) => string.Join('\n', lines);
}
