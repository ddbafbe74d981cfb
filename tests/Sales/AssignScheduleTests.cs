using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadScoring.Parsing;
using LeadScoring.RollOut;
using LeadScoring.Sales;
using LeadScoring.Tests.Contracts;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.Publishing;
using LeadScoring.Tests.Rights;
using LeadScoring.Tests.RollOut;

namespace LeadScoring.Tests.Sales;

public sealed class EmbeddedAssignSchedule() : AssignScheduleTests([])
{
    [Fact]
    public async Task A_restart_changes_nothing_and_a_plan_that_was_taken_out_does_nothing_any_more()
    {
        using var content = ContentWith(Plan.Replace("\"most\": 2", "\"most\": 1", StringComparison.Ordinal));
        await using var brand = await Brand.OpenAsync(Monday, settings: Setting(content));
        foreach (var n in Enumerable.Range(0, 3)) await EnterAsync(brand, $"l{n}@example.jp", "Tokyo", "quote");
        await brand.RestartAsync(Setting(content));
        await brand.AdvanceAsync("PT2H");
        Assert.Single(await HeldAsync(brand));
        await brand.RestartAsync(Setting(content));
        await brand.AdvanceAsync("PT2H");
        Assert.Single(await HeldAsync(brand));

        await brand.RestartAsync();
        await brand.AdvanceAsync("P3D");
        Assert.Single(await HeldAsync(brand));
    }

    [Fact]
    public void A_plan_needs_owners_and_rules_keep_what_it_names()
    {
        using var alone = new SpoiledContent().Write(
            "sales.json", Encoding.UTF8.GetBytes("""{ "assign": { "at": "0 9 * * *" } }"""));
        Assert.Equal(["sales.json: assign: Has nobody to share leads out to: name the owners."], alone.Problems);

        var sample = SampleContent.Edition;
        var plan = new AssignPlan("0 9 * * *", ["boat"], 0, null, 10);
        var refusals = new Refusals();
        var fields = JsonFields.Parse(JsonSerializer.SerializeToUtf8Bytes(Rulebook.Version(2)), refusals)!;
        Assert.Null(RulesDraft.Read(fields, sample with { Sales = sample.Sales with { Assign = plan } }));
        Assert.Contains(
            refusals.ToErrors()["version"],
            message => message.StartsWith("sales.json: assign.products[0]: ", StringComparison.Ordinal));
    }
}

[Collection(Azurite.Name), Trait("needs", Azurite.Name)]
public sealed class AzuriteAssignSchedule(AzuriteBackEnd azurite) : AssignScheduleTests(azurite.NewStore());

/// <summary>Leads that are shared out by the clock.</summary>
public abstract class AssignScheduleTests(IReadOnlyList<string> store)
{
    /// <summary>Monday, ten o'clock in Tokyo.</summary>
    private protected const string Monday = "2027-02-01T01:00:00Z";

    private protected const string Plan =
        """{ "at": "0 11 * * MON-FRI", "products": ["car"], "minScore": 1, "most": 2 }""";

    [Fact]
    public async Task The_best_are_given_at_their_time_those_whom_nobody_can_take_are_passed_over_and_it_is_noted()
    {
        using var content = ContentWith(Plan);
        await using var brand = await Brand.OpenAsync(Monday, settings: [.. store, Setting(content)]);
        await EnterAsync(brand, "osaka@example.jp", "Osaka", "quote");
        await EnterAsync(brand, "later@example.jp", "Tokyo", "quote");
        await EnterAsync(brand, "tokyo@example.jp", "tokyo ", "configurator");
        await EnterAsync(brand, "yokohama@example.jp", "Kanagawa", "brochure");
        await EnterAsync(brand, "chiba@example.jp", "Chiba", "page-view");
        await brand.PostAsync($"/api/leads/{brand.IdOf("later@example.jp")}/outcome", new
        {
            id = "o-1", outcome = "not-now", product = "car", until = "2027-02-02T12:00:00Z", release = true,
        }, 200);

        await brand.TravelAsync(new { now = "2027-02-01T01:59:00Z" });
        Assert.Empty(await HeldAsync(brand));
        await brand.AdvanceAsync("PT1M");
        string[] first = ["aoki tokyo@example.jp", "baba yokohama@example.jp"];
        Assert.Equal(first, await HeldAsync(brand));
        await brand.AdvanceAsync("PT23H");
        Assert.Equal(first, await HeldAsync(brand));
        await brand.AdvanceAsync("PT1H");
        Assert.Equal(["aoki chiba@example.jp", .. first], await HeldAsync(brand));
        await brand.AdvanceAsync("P1D");
        Assert.Equal(["aoki chiba@example.jp", "aoki later@example.jp", .. first], await HeldAsync(brand));

        var reads = (await brand.GetAsync("/api/audit?caller=schedule:assign"))["reads"]!.AsArray();
        Assert.Equal(
            [("AssignOnSchedule", 1), ("AssignOnSchedule", 1), ("AssignOnSchedule", 2)],
            reads.Select(read => ((string?)read!["door"], (int)read["leads"]!)));
        Assert.Equal("minScore=1&product=car&stage", (string?)reads[0]!["query"]);
    }

    /// <summary>The sample with a plan, and without anybody who takes leads from anywhere.</summary>
    private protected static SpoiledContent ContentWith(string plan) => new SpoiledContent()
        .Replace("sales.json", "\"name\": \"遠藤 梢\"", "\"name\": \"遠藤 梢\", \"regions\": [\"Kyoto\"]")
        .Replace("sales.json", "\"region\":", $"\"assign\": {plan}, \"region\":");

    private protected static string Setting(SpoiledContent content) => $"--LeadScoring:ContentPath={content.Folder}";

    private protected static async Task<IReadOnlyList<string>> HeldAsync(Brand brand)
    {
        var leads = (JsonArray)(await brand.GetAsync("/api/leads?product=car&claimed=yes"))["leads"]!;
        return [.. leads.Select(lead => $"{lead!["claim"]!["owner"]} {lead["email"]}").Order(StringComparer.Ordinal)];
    }

    private protected static async Task EnterAsync(Brand brand, string email, string prefecture, string type)
    {
        await brand.PostAsync(
            "/api/campaigns/car-launch-2026/entries", new { email, optIn = true, attributes = new { prefecture } });
        await ClaimTests.LeadAsync(brand, email, type);
    }
}
