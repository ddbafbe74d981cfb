using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LeadScoring.Campaigns;
using LeadScoring.Intake;
using LeadScoring.Tests.Conventions;
using LeadScoring.Tests.Doors;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;
using static LeadScoring.Tests.Campaigns.CampaignBrand;

namespace LeadScoring.Tests.Campaigns;

/// <summary>A draw from its commitment to the proof that anybody can make of it.</summary>
public sealed partial class DrawTests
{
    private const string Open = "2027-07-01T03:00:00Z";
    private const string Closed = "2027-08-02T03:00:00Z";
    private const string Draw = $"/api/campaigns/{Lid}/draw";

    [Fact]
    public async Task The_commitment_comes_first_the_draw_when_it_is_closed_and_both_stay()
    {
        await using var brand = await OpenAsync(winners: 2);
        Assert.Null((string?)(await brand.GetAsync(Draw))["commitment"]);
        Assert.Equal("The campaign is still open.", await RefusedAsync(brand, Draw));
        var committed = await brand.PostAsync(Draw + "/commit", new { }, 200);
        var again = await brand.PostAsync(Draw + "/commit", new { }, 200);
        Assert.Equal((string?)committed["commitment"], (string?)again["commitment"]);
        Assert.Null((string?)committed["seed"]);
        await brand.GetAsync(Draw + "/entries", 404);

        await brand.TravelAsync(new { now = Closed });
        var draws = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => brand.PostAsync(Draw, new { }, 200)));
        var later = await brand.PostAsync(Draw, new { }, 200);

        Assert.All(draws, draw => Assert.Equal(later.ToJsonString(), draw.ToJsonString()));
        Assert.Equal(
            (string?)committed["commitment"], DrawOrder.CommitmentOf((string)later["draw"]!["seed"]!));
        Assert.Equal(2, later["winners"]!.AsArray().Count);
        Assert.Single(later["substitutes"]!.AsArray());
        Assert.Equal(5, (int)later["draw"]!["entries"]!);

    }

    [Fact]
    public async Task Who_draws_second_and_finds_their_copy_taken_away_keeps_the_first_result()
    {
        await using var brand = await OpenAsync(winners: 1);
        var store = brand.Services.GetRequiredService<DrawStore>();
        var mine = await store.CopyAsync(Lid, "mine", default);
        var theirs = await store.CopyAsync(Lid, "theirs", default);
        var result = new DrawResult(theirs, DateTimeOffset.UnixEpoch, [], [], []);
        await store.SaveAsync(Lid, result, default);

        Assert.Empty(await store.EntriesAsync(Lid, mine, default).ToListAsync());
        Assert.NotEmpty(await store.EntriesAsync(Lid, theirs, default).ToListAsync());
        Assert.Equal("theirs", (await store.SaveAsync(Lid, result with { List = mine }, default)).List.Attempt);
    }

    [Fact]
    public async Task A_stranger_sees_the_draw_and_nobody_in_it()
    {
        await using var brand = await OpenAsync(winners: 5);
        await brand.PostAsync(Draw + "/commit", new { }, 200);
        await brand.TravelAsync(new { now = Closed });
        var staff = (await brand.PostAsync(Draw, new { }, 200)).ToJsonString();
        using var anybody = new HttpClient { BaseAddress = brand.Http.BaseAddress };
        var seen = await anybody.GetStringAsync(Draw) + await anybody.GetStringAsync(Draw + "/entries");

        Assert.Contains("person-1@example.jp", staff, StringComparison.Ordinal);
        Assert.DoesNotContain("@example.jp", seen, StringComparison.Ordinal);
        foreach (var winner in JsonNode.Parse(staff)!["winners"]!.AsArray())
        {
            Assert.DoesNotContain((string)winner!["leadId"]!, seen, StringComparison.Ordinal);
            var own = (await brand.FindAsync((string)winner["email"]!))["timeline"]!.AsArray()
                .Select(item => (string?)item!["entry"]);
            Assert.Contains((string?)winner["entry"], own);
        }
    }

    [Fact]
    public async Task The_script_of_the_readme_finds_the_same_winners()
    {
        await using var brand = await OpenAsync(winners: 3);
        await brand.PostAsync(Draw + "/commit", new { }, 200);
        await brand.TravelAsync(new { now = Closed });
        await brand.PostAsync(Draw, new { }, 200);
        using var folder = new TemporaryFolder();
        var view = await brand.Http.GetStringAsync(Draw);
        await File.WriteAllTextAsync(folder.File("draw.json"), view);
        await File.WriteAllTextAsync(folder.File("entries.txt"), await brand.Http.GetStringAsync(Draw + "/entries"));
        var script = ReadmeScript().Match(SourceTree.ReadText("README.md")).Value;
        script = Regex.Replace(script, "^    ", "", RegexOptions.Multiline);
        await File.WriteAllTextAsync(folder.File("draw.mjs"), script);

        var found = await NodeAsync(folder.File("draw.mjs"), folder.File("draw.json"), folder.File("entries.txt"));

        Assert.True((bool)found["seed"]! && (bool)found["list"]!);
        Assert.Equal(JsonNode.Parse(view)!["winners"]!.ToJsonString(), found["winners"]!.ToJsonString());
    }

    [Fact]
    public async Task Without_a_commitment_in_time_there_is_no_draw()
    {
        await using var brand = await OpenAsync(winners: 1);
        await brand.TravelAsync(new { now = Closed });

        Assert.Equal("It is too late to commit to a seed.", await RefusedAsync(brand, Draw + "/commit"));
        Assert.Equal("There is no seed to draw with.", await RefusedAsync(brand, Draw));
        await brand.GetAsync("/api/campaigns/car-test-drive/draw", 404);
    }

    [Fact]
    public async Task Who_was_erased_cannot_win_and_leaves_a_number_only()
    {
        await using var brand = await OpenAsync(winners: 5);
        await brand.PostAsync(Draw + "/commit", new { }, 200);
        var id = (string)(await brand.FindAsync("person-0@example.jp"))["leadId"]!;
        using (await brand.Http.DeleteAsync($"/api/leads/{id}")) await brand.SettleAsync();
        await brand.TravelAsync(new { now = Closed });

        var draw = await brand.PostAsync(Draw, new { }, 200);

        Assert.Contains(draw["draw"]!["excluded"]!.AsArray(), one => (string?)one!["reason"] == "erased"
            && (string?)one["entry"] == CampaignLedger.ClaimOf(id, Entry.HashOf(Lid, "e-0")));
        Assert.Equal(3, draw["winners"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_draw_of_the_launch_takes_who_confirmed_and_each_person_once()
    {
        await using var brand = await Brand.OpenAsync(Open);
        brand.Change("car-launch-2026", campaign => campaign with
        {
            Entries = EntryLimit.Unlimited,
            Closes = DateTimeOffset.Parse(Closed, System.Globalization.CultureInfo.InvariantCulture),
        });
        const string Launch = "/api/campaigns/car-launch-2026/draw";
        await brand.PostAsync(Launch + "/commit", new { }, 200);
        await brand.EnterAsync("car-launch-2026", new { email = "bot@example.jp", optIn = true });
        await brand.EnterAsync("car-launch-2026", new { email = "hanako@example.jp", optIn = true });
        await brand.PressAsync();
        await brand.EnterAsync("car-launch-2026", new { email = "hanako@example.jp" });
        await brand.TravelAsync(new { now = Closed });

        var draw = await brand.PostAsync(Launch, new { }, 200);

        Assert.Equal(2, (int)draw["draw"]!["entries"]!);
        Assert.Equal("hanako@example.jp", (string?)Assert.Single(draw["winners"]!.AsArray())!["email"]);
        Assert.Equal("drawn already", (string?)Assert.Single(draw["draw"]!["excluded"]!.AsArray())!["reason"]);
    }

    /// <summary>Five entries of people the brand knows, one of them an employee.</summary>
    private static async Task<Brand> OpenAsync(int winners)
    {
        var brand = await Brand.OpenAsync(Open);
        brand.Change(Lid, campaign => campaign with
        {
            PrizeDraw = campaign.PrizeDraw! with { Winners = winners, Substitutes = 1 },
        });
        await brand.ImportAsync([.. Enumerable.Range(0, 5).Select(number => $"TABI-000{number}")]);
        foreach (var (email, number) in new[]
            { "person-0@example.jp", "person-1@example.jp", "person-2@example.jp", "person-3@example.jp",
              "ken@hoshikawa.example" }.Index().Select(person => (person.Item, person.Index)))
        {
            await brand.MeetAsync(email);
            await brand.EnterAsync(Lid, new { entryId = $"e-{number}", email, serialCode = $"TABI-000{number}" });
        }
        return brand;
    }

    private static async Task<string> RefusedAsync(Brand brand, string path)
    {
        using var answer = await brand.Http.PostAsync(path, null);
        return (await Refused.ReadAsync(answer, 409)).Title;
    }

    private static async Task<JsonNode> NodeAsync(params string[] arguments)
    {
        Process? node = null;
        try
        {
            node = Process.Start(new ProcessStartInfo("node", arguments) { RedirectStandardOutput = true });
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("Node is not installed.");
        }
        var said = await node!.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        node.Dispose();
        return JsonNode.Parse(said)!;
    }

    [GeneratedRegex(@"^    // draw\.mjs[\s\S]*?\n(?=\n)", RegexOptions.Multiline)]
    private static partial Regex ReadmeScript();
}
