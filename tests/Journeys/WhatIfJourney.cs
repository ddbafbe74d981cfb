using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using LeadScoring.Runtime.SelfHost;
using LeadScoring.Storage;
using LeadScoring.Tests.Crash;
using LeadScoring.Tests.Publishing;
using LeadScoring.Tests.Rights;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LeadScoring.Tests.Journeys;

/// <summary>A marketer asks what a draft would change, publishes it, and finds what was foretold.</summary>
public abstract class WhatIfJourney(IReadOnlyList<string> store) : IDisposable
{
    private readonly SpoiledContent _content = new();

    [Fact]
    public async Task What_was_foretold_comes_true_when_the_draft_is_published()
    {
        string[] settings = [.. store, "--LeadScoring:ContentPath=" + _content.Folder];
        await using var brand = await Brand.OpenAsync("2027-02-01T01:00:00Z", settings: settings);
        await ReactAsync(brand);
        var draft = Draft();

        var answer = await brand.PostAsync("/api/scoring/what-if", new { rules = draft, product = "car" }, 200);

        Assert.Equal((1, 2), ((int)answer["versions"]!["before"]!, (int)answer["versions"]!["after"]!));
        var line = answer["lines"]!.AsArray().Single()!;
        Assert.Equal((30, 30, false), (
            (int)line["leads"]!["lookedAt"]!, (int)line["leads"]!["of"]!, (bool)line["leads"]!["isSample"]!));
        var before = await ListAsync(brand);
        File.WriteAllText(Path.Combine(_content.Folder, "scoring.json"), draft.ToJsonString());
        await brand.RestartAsync(settings);
        await brand.SettleAsync();
        var after = await ListAsync(brand);

        var moves = line["moves"]!["shown"]!.AsArray();
        Assert.NotEmpty(moves);
        Assert.Equal(after.Where(lead => lead.Value.Stage != before[lead.Key].Stage).Select(lead => lead.Key).Order(),
            moves.Select(move => (string)move!["leadId"]!).Order());
        foreach (var move in moves)
        {
            var (id, found) = ((string)move!["leadId"]!, after[(string)move["leadId"]!]);
            Assert.Equal((before[id].Stage, before[id].Score), ((string)move["from"]!, (double)move["scoreBefore"]!));
            Assert.Equal((found.Stage, found.Score), ((string)move["to"]!, (double)move["scoreAfter"]!));
        }
        foreach (var stage in line["stages"]!.AsArray())
            Assert.Equal(after.Values.Count(lead => lead.Stage == (string)stage!["id"]!), (int)stage!["after"]!);
    }

    [Fact]
    public async Task To_ask_writes_nothing_and_sends_nothing()
    {
        var watch = new OneMishap();
        await using var brand = await Brand.OpenAsync("2027-02-01T01:00:00Z", builder =>
        {
            builder.Services.Replace(ServiceDescriptor.Singleton<TableServiceClient>(
                made => new StormyTables(made.GetRequiredService<Stores>().Tables, watch)));
            builder.Services.Replace(ServiceDescriptor.Singleton<QueueServiceClient>(
                made => new StormyQueues(made.GetRequiredService<Stores>().Queues, watch)));
        }, [.. store]);
        await ReactAsync(brand);
        Assert.True(watch.Writes > 30);
        await using var paused = await brand.Services.GetRequiredService<Pumps>().PauseAsync(default);
        watch.Arm(0, Mishap.DiesBefore);

        var answer = await brand.PostAsync(
            "/api/scoring/what-if?lang=ja",
            new { rules = Draft(), backtest = new { horizonDays = 30, months = 6 } }, 200);

        Assert.Equal(0, watch.Writes);
        Assert.Empty(brand.Mails());
        Assert.Equal(["car", "camper"], answer["lines"]!.AsArray().Select(line => (string)line!["product"]!));
        var back = answer["lines"]![0]!["backtest"]!;
        Assert.Equal(
            ["2026-08-01", "2026-09-01", "2026-10-01", "2026-11-01", "2026-12-01", "2027-01-01"],
            back["after"]!["months"]!.AsArray().Select(month => (string)month!["day"]!));
        Assert.Equal("too little data", (string?)back["before"]!["pooled"]!["reason"]);
    }

    [Fact]
    public async Task A_look_back_can_ask_who_booked_a_visit()
    {
        await using var brand = await Brand.OpenAsync("2027-02-01T01:00:00Z", settings: [.. store]);
        await ReactAsync(brand, month: "2026-12");
        foreach (var i in Enumerable.Range(0, 12))
            await brand.PostAsync(
                $"/api/leads/{brand.IdOf($"lead-{i * 5 / 2}@example.jp")}/outcome",
                new { id = $"o-{i}", outcome = "visit-booked", product = "car", at = "2027-01-20T01:00:00Z" }, 200);

        var visits = await LookBackAsync("visit-booked");
        var orders = await LookBackAsync("order");

        var back = visits["lines"]![0]!["backtest"]!;
        var month = back["before"]!["months"]!.AsArray().Single()!;
        Assert.Equal(
            ("visit-booked", 30, 12, null),
            ((string?)back["label"], (int)month["leads"]!, (int)month["buyers"]!, (string?)month["reason"]));
        Assert.InRange((double)month["auc"]!["value"]!, .6, 1); // they drove or asked for a quote
        Assert.Equal("too little data", (string?)back["before"]!["pooled"]!["reason"]);
        Assert.Contains("reports of sales", visits["notes"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("reports of sales", orders["notes"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(0, (int)orders["lines"]![0]!["backtest"]!["before"]!["pooled"]!["buyers"]!);

        Task<JsonNode> LookBackAsync(string label) => brand.PostAsync(
            "/api/scoring/what-if?lang=en",
            new { rules = Draft(), product = "car", backtest = new { horizonDays = 30, months = 1, label } }, 200);
    }

    [Fact]
    public async Task A_sample_says_that_it_is_one()
    {
        await using var brand = await Brand.OpenAsync("2027-02-01T01:00:00Z", settings: [.. store]);
        await ReactAsync(brand, leads: 400);

        var answer = await brand.PostAsync(
            "/api/scoring/what-if", new { rules = Draft(), product = "car", most = 100 }, 200);

        var leads = answer["lines"]![0]!["leads"]!;
        Assert.Equal((100, true), ((int)leads["lookedAt"]!, (bool)leads["isSample"]!));
        Assert.InRange((int)leads["of"]!, 250, 650);
        Assert.Contains("random sample", (string)answer["notes"]![0]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mistakes_are_named_and_the_key_is_asked_for()
    {
        await using var brand = await Brand.OpenAsync(settings: [.. store]);
        var draft = Draft();
        draft["reactions"]!["quote"]!["points"] = "many";

        var refused = await brand.PostAsync(
            "/api/scoring/what-if",
            new { rules = draft, most = 1, whom = "all", backtest = new { label = "sold" } }, 400);

        Assert.Equal(
            "Must be one of order, reached, visit-booked, quote, won, lost, wrong-person, not-now, but is 'sold'.",
            (string?)refused["errors"]!["backtest.label"]![0]);
        Assert.Equal(
            ["backtest.label", "most", "rules.reactions.quote.points", "whom"],
            refused["errors"]!.AsObject().Select(error => error.Key).Order(StringComparer.Ordinal));
        brand.Http.DefaultRequestHeaders.Remove("x-functions-key");
        await brand.PostAsync("/api/scoring/what-if", new { rules = Draft() }, 401);
    }

    public void Dispose()
    {
        _content.Dispose();
        GC.SuppressFinalize(this);
    }

    private static JsonNode Draft()
    {
        var rules = JsonNode.Parse(File.ReadAllText(Path.Combine(SampleContent.Folder, "scoring.json")))!;
        rules["version"] = 2;
        rules["reactions"]!["test-drive"]!["points"] = 20;
        rules["reactions"]!["test-drive"]!.AsObject().Remove("floorStage");
        rules["reactions"]!["shop-visit"]!["points"] = 90;
        return rules;
    }

    private static async Task ReactAsync(Brand brand, int leads = 30, string month = "2027-01")
    {
        string[] types = ["test-drive", "shop-visit", "quote", "page-view", "brochure"];
        await brand.PostAsync("/api/reactions", new
        {
            reactions = Enumerable.Range(0, leads).Select(i => new
            {
                id = $"r-{i}",
                email = $"lead-{i}@example.jp",
                type = types[i % types.Length],
                product = "car",
                occurredAt = $"{month}-{31 - i % 30:D2}T00:00:00Z",
            }),
        });
        await brand.SettleAsync();
    }

    private static async Task<Dictionary<string, (string Stage, double Score)>> ListAsync(Brand brand) =>
        (await brand.GetAsync("/api/leads?product=car"))["leads"]!.AsArray().ToDictionary(
            lead => (string)lead!["leadId"]!, lead => ((string)lead!["stage"]!, (double)lead["score"]!));
}
