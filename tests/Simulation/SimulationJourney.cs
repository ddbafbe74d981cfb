using System.Globalization;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using LeadScoring.Runtime.SelfHost;
using LeadScoring.Storage;
using LeadScoring.Tests.Crash;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.Publishing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LeadScoring.Tests.Simulation;

/// <summary>A year is simulated and then lived: what was foretold comes true, mail by mail.</summary>
public abstract class SimulationJourney(IReadOnlyList<string> store)
{
    private const string Start = "2027-02-01T01:00:00Z";
    private static readonly string[] Types =
        ["page-view", "brochure", "configurator", "test-drive", "quote", "shop-visit"];

    [Fact]
    public async Task What_was_simulated_happens_when_the_year_is_lived()
    {
        using var content = new SpoiledContent();
        RankScenarios(content);
        await using var brand = await Brand.OpenAsync(
            Start, null, [.. store, "--LeadScoring:ContentPath=" + content.Folder]);
        await EnterAsync(brand, 60);

        var told = await brand.PostAsync("/api/scenarios/car-new/simulate", new { days = 365 }, 200);
        var again = await brand.PostAsync("/api/scenarios/car-new/simulate", new { days = 365 }, 200);
        Assert.Equal(told.ToJsonString(), again.ToJsonString());
        var mailsBefore = brand.Mails().Count;
        await brand.TravelAsync(new { now = (string)told["until"]! });

        var lived = (await SendsAsync(brand)).Where(send => send.Status == "sent").ToList();
        Assert.True(lived.Count > 60, $"{lived.Count} mails are too few to say anything.");
        var days = lived.GroupBy(send => (send.Date, send.Scenario, send.Step))
            .Select(day => $"{day.Key.Date} {day.Key.Scenario} {day.Key.Step}: {day.Count()}").ToList();
        var foretold = told["perDay"]!.AsArray().Select(day => day!)
            .Select(day => $"{day["date"]} {day["scenario"]} {day["step"]}: {day["mails"]}").ToList();
        Assert.True(
            days.ToHashSet().SetEquals(foretold),
            $"Lived and not foretold: {string.Join(", ", days.Except(foretold).Order())}; "
            + $"foretold and not lived: {string.Join(", ", foretold.Except(days).Order())}");
        Assert.Equal(await DecidedAsync(brand), told["scenarios"]!.AsArray().SelectMany(ToldSteps)
            .Order(StringComparer.Ordinal));
        Assert.Equal(brand.Mails().Count - mailsBefore, (int)told["mails"]!["count"]!);
    }

    [Fact]
    public async Task A_draft_is_simulated_without_a_trace()
    {
        var watch = new OneMishap();
        await using var brand = await Brand.OpenAsync(Start, builder =>
        {
            builder.Services.Replace(ServiceDescriptor.Singleton<TableServiceClient>(
                made => new StormyTables(made.GetRequiredService<Stores>().Tables, watch)));
            builder.Services.Replace(ServiceDescriptor.Singleton<QueueServiceClient>(
                made => new StormyQueues(made.GetRequiredService<Stores>().Queues, watch)));
        }, [.. store]);
        await EnterAsync(brand, 30);
        Assert.True(watch.Writes > 30);
        await using var paused = await brand.Services.GetRequiredService<Pumps>().PauseAsync(default);
        watch.Arm(0, Mishap.DiesBefore);

        var answer = await brand.PostAsync("/api/scenarios/car-considering/simulate?lang=ja", new
        {
            draft = Draft(),
            launchAt = "2027-02-10T00:00:00Z",
            days = 200,
            costPerMail = 1.5,
        }, 200);

        Assert.Equal(0, watch.Writes);
        Assert.Empty(brand.Mails());
        Assert.True((bool)answer["scenario"]!["isDraft"]!);
        var mails = (int)answer["mails"]!["count"]!;
        Assert.Equal((mails * 1.5m, mails), (
            (decimal)answer["mails"]!["cost"]!, (int)answer["estimated"]!["count"]!));
        Assert.False((bool)answer["leads"]!["isSample"]!);
        Assert.StartsWith("現在のリード", (string)answer["notes"]![0]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mistakes_are_named_and_the_key_is_asked_for()
    {
        await using var brand = await Brand.OpenAsync(Start, null, [.. store]);
        var draft = Draft();
        draft["steps"]![0]!["template"] = "no-such-mail";

        var refused = await brand.PostAsync(
            "/api/scenarios/car-considering/simulate", new { draft, days = 0, whom = "all" }, 400);

        Assert.Equal(
            ["days", "draft.steps[0].template", "whom"],
            refused["errors"]!.AsObject().Select(error => error.Key).Order(StringComparer.Ordinal));
        await brand.PostAsync("/api/scenarios/no-such-scenario/simulate", new { }, 404);
        brand.Http.DefaultRequestHeaders.Remove("x-functions-key");
        await brand.PostAsync("/api/scenarios/car-new/simulate", new { }, 401);
    }

    /// <summary>
    /// Of two mails with the same priority, due in one minute, either may go first: here are no such two.
    /// </summary>
    private static void RankScenarios(SpoiledContent content)
    {
        foreach (var (index, file) in Directory.EnumerateFiles(Path.Combine(content.Folder, "scenarios"))
            .Order(StringComparer.Ordinal).Index())
        {
            var scenario = JsonNode.Parse(File.ReadAllText(file))!;
            scenario["priority"] = 10 + index;
            File.WriteAllText(file, scenario.ToJsonString());
        }
    }

    private static JsonNode Draft()
    {
        var file = Path.Combine(SampleContent.Folder, "scenarios", "car-considering.json");
        var scenario = JsonNode.Parse(File.ReadAllText(file))!;
        scenario["version"] = (int)scenario["version"]! + 1;
        scenario["steps"]![0]!["after"] = "P1D";
        return scenario;
    }

    /// <summary>People of both lines at several heights; some never consented, one in ten is held out.</summary>
    internal static async Task EnterAsync(Brand brand, int people)
    {
        await brand.PostAsync("/api/reactions", new
        {
            reactions = Enumerable.Range(0, people).SelectMany(i => Enumerable.Range(0, 1 + i % 4).Select(n => new
            {
                id = $"r-{i}-{n}",
                email = $"lead-{i}@example.jp",
                type = Types[(i + n * 2) % Types.Length],
                product = (i + n) % 5 == 0 ? "camper" : "car",
                occurredAt = DateTimeOffset.Parse(Start, CultureInfo.InvariantCulture).AddDays(-(i * 7 + n * 3) % 80),
            })),
        });
        await brand.SettleAsync();
        var taken = await brand.PostAsync("/api/consents", new
        {
            consents = Enumerable.Range(0, people).Where(i => i % 6 != 5).Select(i => new
            {
                email = $"lead-{i}@example.jp",
                channel = "email",
                grantedAt = "2027-01-31T00:00:00Z",
                how = "paper form",
                proof = "archive",
            }),
        });
        Assert.Empty(taken["rejected"]!.AsArray());
        await brand.SettleAsync();
    }

    private static async Task<List<Lived>> SendsAsync(Brand brand)
    {
        var leads = new HashSet<string>(StringComparer.Ordinal);
        foreach (var product in new[] { "car", "camper" })
            foreach (var lead in (await brand.GetAsync($"/api/leads?product={product}&top=1000"))["leads"]!.AsArray())
                leads.Add((string)lead!["leadId"]!);
        var sends = new List<Lived>();
        foreach (var lead in leads)
            sends.AddRange((await brand.GetAsync($"/api/leads/{lead}"))["sends"]!.AsArray()
                .Where(send => send!["scenario"] is not null).Select(send => Lived.Of(send!)));
        return sends;
    }

    /// <summary>How often each step of the ledger ended how; a step at which its scenario ended as such.</summary>
    private static async Task<IEnumerable<string>> DecidedAsync(Brand brand) => (await SendsAsync(brand))
        .GroupBy(send => $"{send.Scenario} {send.Step} {send.End}")
        .Select(end => $"{end.Key}: {end.Count()}").Order(StringComparer.Ordinal);

    private static IEnumerable<string> ToldSteps(JsonNode? scenario)
    {
        foreach (var step in scenario!["steps"]!.AsArray())
        {
            var name = $"{(string)scenario["id"]!} {(string)step!["step"]!}";
            if (step["template"] is null) continue; // waits and branches have no row in the ledger
            foreach (var (end, field) in new[] { ("sent", "sent"), ("heldOut", "heldOut"), ("ended", "ended") })
                if ((int)step[field]! is > 0 and var times) yield return $"{name} {end}: {times}";
            foreach (var (reason, times) in step["suppressed"]!.AsObject())
                yield return $"{name} {reason}: {(int)times!}";
        }
    }

    private sealed record Lived(string Date, string Scenario, string Step, string Status, string? Reason)
    {
        public string End => Status != "suppressed" ? Status
            : Reason!.StartsWith("exit: ", StringComparison.Ordinal) ? "ended" : Reason;

        public static Lived Of(JsonNode send) => new(
            DateTimeOffset.Parse((string)send["decidedAt"]!, CultureInfo.InvariantCulture)
                .ToOffset(TimeSpan.FromHours(9)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            (string)send["scenario"]!, (string)send["step"]!, (string)send["status"]!, (string?)send["reason"]);
    }
}
