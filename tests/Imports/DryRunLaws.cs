using System.Globalization;
using System.Text;
using LeadScoring.Storage;
using LeadScoring.Tests.Journeys;
using Microsoft.Extensions.DependencyInjection;

namespace LeadScoring.Tests.Imports;

/// <summary>
/// What a dry run says is what the run then does, line for line, whatever files and doors told before; and the dry run
/// changes no lead.
/// </summary>
public sealed class DryRunLaws
{
    [Fact]
    public async Task A_dry_run_says_what_the_run_then_does()
    {
        var random = new Random(11);
        await using var brand = await Brand.OpenAsync("2027-02-01T00:00:00Z");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var round = 0; round < 12; round++)
        {
            if (round % 4 == 3)
                await brand.PostAsync("/api/purchases", new { purchases = new[] { AtTheDoor(random) } });
            await brand.SettleAsync();
            var (definition, file) = Make(random, round);
            var before = await LeadsAsync(brand);

            var tried = ImportBrand.Lines(await brand.ImportAsync(definition, file, dryRun: true));
            Assert.Equal(before, await LeadsAsync(brand));
            var done = await brand.StartAsync($"round-{round}");

            Assert.True(tried == ImportBrand.Lines(done), $"{round}: {tried}, {ImportBrand.Lines(done)}\n{file}");
            if (tried.New > 0) seen.Add("new");
            if (tried.Changed > 0) seen.Add("changed");
            if (tried.Known > 0) seen.Add("known");
            if (tried.Wrong > 0) seen.Add("wrong");
        }
        Assert.Equal(4, seen.Count);
    }

    private static object AtTheDoor(Random random) => new
    {
        id = $"o-{random.Next(6)}", email = "p0@example.jp", product = "car", amount = random.Next(1, 3),
        currency = "JPY", occurredAt = "2026-03-01T03:00:00Z",
    };

    private static (object Definition, string Lines) Make(Random random, int round)
    {
        var (id, text) = ($"round-{round}", new StringBuilder("a,b,c,d,e\n"));
        for (var line = random.Next(5, 30); line > 0; line--)
        {
            var (who, what, sum) = (random.Next(4), random.Next(6), random.Next(1, 3));
            var mail = random.Next(20) == 0 ? "nobody" : $"p{who}@example.jp";
            text.Append(CultureInfo.InvariantCulture,
                $"{mail},o-{what},2026-03-0{(random.Next(9) == 0 ? 9 : 1)},{sum},sku-{random.Next(2)}\n");
        }
        return (Definition(id, round % 4), text.ToString());
    }

    private static object Definition(string id, int kind)
    {
        var mapping = new Dictionary<string, object> { ["email"] = "a" };
        if (kind == 2) mapping["name"] = "d";
        else (mapping["occurredAt"], mapping["amount"]) = ("c", "d");
        if (kind is 1 or 3) mapping["id"] = "b";
        if (kind == 3) mapping["sku"] = "e";
        return new { id, kind = kind == 2 ? "leads" : "purchases", product = "car", mapping };
    }

    /// <summary>All rows of all leads.</summary>
    private static async Task<IReadOnlyList<string>> LeadsAsync(Brand brand) =>
        await brand.Services.GetRequiredService<Tables>().Leads
            .QueryAsync<Azure.Data.Tables.TableEntity>()
            .Select(row => $"{row.PartitionKey} {row.RowKey} {row.ETag}").ToListAsync();
}
