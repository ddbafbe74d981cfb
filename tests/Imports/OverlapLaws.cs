using System.Text;
using System.Text.Json.Nodes;
using LeadScoring.Leads;
using LeadScoring.Storage;
using LeadScoring.Tests.Identity;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.Rights;
using LeadScoring.Tests.Tracks;
using Microsoft.Extensions.DependencyInjection;

namespace LeadScoring.Tests.Imports;

/// <summary>
/// Files that tell the same, for people of whom doors tell as well, and who are merged meanwhile: whichever is undone
/// first, what is left is what it would be without, in every figure.
/// </summary>
public sealed class OverlapLaws
{
    private static readonly string[] People = ["xenia@example.jp", "yuki@example.jp", "zen@example.jp"];

    /// <summary>Each as two imports of one content: A and B of orders, R and S of reactions.</summary>
    private static readonly Dictionary<char, (object Mapping, string Kind, string File)> Files = new()
    {
        ['a'] = (
            new { email = "mail", id = "order", occurredAt = "day", amount = "sum", product = "line" }, "purchases",
            """
            mail,order,day,sum,line
            yuki@example.jp,o-1,2026-03-01,4000000,car
            yuki@example.jp,o-2,2026-12-02,3000000,car
            yuki@example.jp,o-3,2026-12-05,5000000,camper
            zen@example.jp,o-4,2026-12-05,5000000,camper
            """),
        ['r'] = (
            new { email = "mail", occurredAt = "day", type = "type", product = "line" }, "reactions",
            """
            mail,day,type,line
            yuki@example.jp,2027-01-01,configurator,car
            yuki@example.jp,2027-01-01,configurator,car
            yuki@example.jp,2027-01-20,quote,car
            yuki@example.jp,2027-01-21,quote,camper
            zen@example.jp,2027-01-21,quote,camper
            """),
    };

    /// <summary>
    /// A capital takes the import in, its small letter undoes it; M merges Yuki into Xenia, U parts them; P takes A and
    /// B in at once; D is a refund and G a reaction that a door tells, X an erasure.
    /// </summary>
    [Theory]
    [InlineData("Aa", "")]
    [InlineData("ARar", "")]
    [InlineData("ARra", "")]
    [InlineData("ABab", "")]
    [InlineData("ABba", "")]
    [InlineData("Pab", "")]
    [InlineData("RSrs", "")]
    [InlineData("ADa", "D")]
    [InlineData("AGRar", "G")]
    [InlineData("AMa", "M")]
    [InlineData("MAa", "M")]
    [InlineData("RMr", "M")]
    [InlineData("MRr", "M")]
    [InlineData("MABab", "M")]
    [InlineData("ABaMb", "M")]
    [InlineData("AMaU", "MU")]
    [InlineData("MRrU", "MU")]
    [InlineData("AXa", "X")]
    public async Task What_is_left_is_what_it_would_be_without(string way, string without)
    {
        await using var brand = await Brand.OpenAsync("2027-02-01T00:00:00Z");
        await using var other = await Brand.OpenAsync("2027-02-01T00:00:00Z");

        Assert.Equal(await WalkAsync(other, without), await WalkAsync(brand, way));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_quiet_file_begins_nothing_with_who_is_merged_and_another_does(bool isQuiet)
    {
        await using var brand = await Brand.OpenAsync("2027-02-01T00:00:00Z");
        await WalkAsync(brand, "M");
        var before = (await brand.LoadAsync(People[0])).Enrolments.Keys;

        var (mapping, kind, file) = Files['r'];
        await brand.ImportAsync(new { kind, mapping, quiet = isQuiet }, file);

        var lead = await brand.LoadAsync(People[0]);
        Assert.Equal("considering", lead.Product("camper").Stage);
        Assert.Equal(isQuiet, before.SequenceEqual(lead.Enrolments.Keys));
    }

    private static object Definition(char step)
    {
        var (mapping, kind, _) = Files[FileOf(step)];
        return new { id = $"{step}", kind, mapping };
    }

    private static char FileOf(char step) => step is 'a' or 'b' ? 'a' : 'r';

    /// <summary>What is known of all three at the end; the figures of all leads follow it on the way.</summary>
    private static async Task<string> WalkAsync(Brand brand, string way)
    {
        await brand.PostAsync("/api/reactions", new
        {
            reactions = People[..2].Select(email => new
            {
                id = email[..1], email, type = "page-view", product = "car", occurredAt = "2027-01-01T00:00:00Z",
            }),
        });
        await brand.SettleAsync();
        foreach (var step in way)
        {
            await WalkAsync(brand, step);
            await brand.SettleAsync();
        }
        await brand.RefreshInsightsAsync();
        await KeptTracks.AssertSumsAsync(brand.Tables());
        await KeptTracks.AssertFreshAsync(brand.Services, People.Select(brand.IdOf));
        var said = new StringBuilder();
        foreach (var person in People) said.AppendLine(person).AppendLine(await StateAsync(brand, person));
        return said.ToString();
    }

    private static async Task WalkAsync(Brand brand, char step)
    {
        var small = char.ToLowerInvariant(step);
        switch (step)
        {
            case 'A' or 'B' or 'R' or 'S':
                ExpectAll(await brand.ImportAsync(Definition(small), Files[FileOf(small)].File));
                break;
            case 'P':
                foreach (var id in "ab")
                {
                    await brand.PostAsync("/api/imports", Definition(id), 201);
                    await brand.PutFileAsync($"{id}", Encoding.UTF8.GetBytes(Files['a'].File));
                    await brand.PostAsync($"/api/imports/{id}/start", new { dryRun = false });
                }
                await brand.SettleAsync();
                foreach (var id in "ab") ExpectAll(await brand.GetAsync($"/api/imports/{id}"));
                break;
            case 'a' or 'b' or 'r' or 's':
                Assert.Equal("undone", (string?)(await brand.UndoAsync($"{step}"))["state"]);
                break;
            case 'M':
                await brand.MergeAsync(People[1], People[0]);
                break;
            case 'U':
                await brand.UnmergeAsync(People[1]);
                break;
            case 'D':
                await brand.PostAsync("/api/purchases", new
                {
                    purchases = new[]
                    {
                        new
                        {
                            id = "refund", email = People[1], product = "car", occurredAt = "2027-01-15T00:00:00Z",
                            amount = 1_000_000, currency = "JPY", refundOf = "o-1",
                        },
                    },
                });
                break;
            case 'G':
                await brand.PostAsync("/api/reactions", new
                {
                    reactions = new[]
                    {
                        new
                        {
                            id = "g", email = People[1], type = "quote", product = "camper",
                            occurredAt = "2027-01-30T00:00:00Z",
                        },
                    },
                });
                break;
            default:
                using (await brand.Http.DeleteAsync($"/api/leads/{brand.IdOf(People[1])}"))
                {
                }
                break;
        }
    }

    private static void ExpectAll(JsonNode shown)
    {
        Assert.Equal("done", (string?)shown["import"]!["state"]);
        Assert.Equal(0, ImportBrand.Lines(shown).Wrong);
    }

    /// <summary>Without ids and instants, which are those of the run.</summary>
    private static async Task<string> StateAsync(Brand brand, string person)
    {
        var lead = await brand.LoadAsync(person);
        if (lead.Profile is not { } profile) return "nobody";
        var stages = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (var row in brand.Services.GetRequiredService<LeadStore>()
            .HistoryAsync(lead.Id, "history", default))
            if (Rows.Text(row) is var text && JsonNode.Parse(text)!["stage"] is { } stage) stages.Add($"{stage}");
        return Json.Write(new
        {
            profile.Known,
            HasImports = profile.Imports is not null && profile.Merged.IsEmpty && profile.MergedInto is null,
            Stages = stages, Enrolments = lead.Enrolments.Keys,
            Products = lead.Products.Values.Select(state => new
            {
                state.Product, state.Stage, state.Class, state.Lapsed, state.Counts, state.Purchases,
                state.LastByType, state.LastReactionAt, state.LastPurchaseAt, Lists = state.Placed?.Lists.Length,
            }),
        });
    }
}
