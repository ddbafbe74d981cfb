using System.Text.Json.Nodes;
using LeadScoring.Demo;
using LeadScoring.Leads;
using LeadScoring.Tests.Storage;

namespace LeadScoring.Tests.Demo;

/// <summary>A small demo, filled through the app's doors as the verb does it, and looked at from outside.</summary>
public sealed class DemoTests
{
    private static readonly DateTimeOffset End = new(2026, 11, 20, 3, 0, 0, TimeSpan.Zero);
    private static readonly string[] Stages = ["new", "aware", "considering", "ready"];

    [Fact]
    public async Task A_small_demo_shows_a_living_brand_that_keeps_the_laws()
    {
        using var folder = new TemporaryFolder();
        var options = new DemoOptions(Leads: 120, Months: 2);
        await using var app = await FilledAsync(folder, options);

        foreach (var queue in Queues.All) Assert.Empty(await ListAsync(app, $"/api/parked?queue={queue}", "parked"));
        var listed = await ListedAsync(app);
        Assert.Equal(Stages.Order(), listed.Select(lead => (string)lead["stage"]!).Distinct().Order());
        var classes = listed.Select(lead => (string?)lead["class"]).OfType<string>().ToHashSet();
        Assert.Superset(new HashSet<string> { CustomerClass.FirstTime, CustomerClass.Steady }, classes);
        Assert.True(classes.Count >= 3, string.Join(' ', classes));
        Assert.NotEmpty(await ListAsync(app, "/api/insights/alerts?open=true", "alerts"));
        Assert.NotEmpty(Directory.GetFiles(folder.File("outbox"), "*.eml"));

        var sends = (await SendsAsync(app, "2026-09-20"))["totals"]!;
        string[] ends = ["sent", "suppressed", "heldOut", "failed", "unknown"];
        Assert.Equal((int)sends["intended"]!, ends.Sum(end => (int)sends[end]!));
        Assert.True((int)sends["sent"]! > 50 && (int)sends["heldOut"]! > 0 && (int)sends["failed"]! == 0);
        await NobodyWasWrittenToAgainstTheirWillAsync(app, options);
    }

    [Fact]
    public async Task The_same_seed_is_the_same_brand() =>
        Assert.Equal(await DigestAsync(seed: 7), await DigestAsync(seed: 7));

    [Fact]
    public async Task A_demo_that_is_broken_off_is_begun_anew_and_a_finished_one_stays()
    {
        using var folder = new TemporaryFolder();
        using var breaking = new CancellationTokenSource();
        var options = new DemoOptions(Leads: 5, Months: 1);
        var stops = 0;
        var (place, data) = (new DemoFolder(folder.File("data")), folder.File("data"));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => DemoCommand.FillAsync(
            options, data, End, (_, _) => { if (++stops == 20) breaking.Cancel(); }, cancel: breaking.Token));
        Assert.True(place.Clear(fresh: false));
        var tally = await DemoCommand.FillAsync(options, data, End, (_, _) => { });
        Assert.True(tally.Entries > 0);
        Assert.Throws<StartRefusedException>(() => place.Clear(fresh: false));
    }

    private static async Task<DemoApp> FilledAsync(TemporaryFolder folder, DemoOptions options)
    {
        var start = DemoYear.StartOf(End, options.Months);
        var app = await DemoApp.OpenAsync(
            Path.GetDirectoryName(folder.File("x"))!, options.Seed, start, End, TestContext.Current.CancellationToken);
        await new DemoYear(app, options, Truth.Usual, start, End)
            .RunAsync(_ => { }, TestContext.Current.CancellationToken);
        return app;
    }

    private static async Task<string> DigestAsync(int seed)
    {
        using var folder = new TemporaryFolder();
        await using var app = await FilledAsync(folder, new DemoOptions(Leads: 40, Seed: seed, Months: 1));
        var sends = await SendsAsync(app, "2026-10-20");
        var leads = (await ListedAsync(app)).Select(lead => lead.ToJsonString());
        return $"{sends.ToJsonString()}\n{string.Join('\n', leads.Order(StringComparer.Ordinal))}";
    }

    /// <summary>Mails of scenarios go to nobody who did not ask for mail.</summary>
    private static async Task NobodyWasWrittenToAgainstTheirWillAsync(DemoApp app, DemoOptions options)
    {
        var days = (int)(End - DemoYear.StartOf(End, options.Months)).TotalDays + 1;
        var unwilling = Enumerable.Range(0, options.Leads)
            .Select(index => Person.Of(index, options.Seed, options.Leads, days, Truth.Usual))
            .Where(person => person is { OptsIn: false, Arrives: < 58 }).ToList();
        Assert.NotEmpty(unwilling);
        foreach (var person in unwilling)
        {
            var lead = await app.Doors.AsAdminAsync("/api/leads/find", new { email = person.Email }, default);
            Assert.DoesNotContain(lead!["sends"]!.AsArray(), send =>
                (string?)send!["status"] == "sent" && (string?)send["scenario"] is not null);
        }
    }

    private static async Task<JsonNode> SendsAsync(DemoApp app, string from) => (await app.Doors.AsAdminAsync(
        $"/api/insights/sends?from={from}&to=2026-11-20&groupBy=scenario,step", default))!;

    private static Task<List<JsonNode>> ListedAsync(DemoApp app) => ListAsync(app, "/api/leads?top=1000", "leads");

    private static async Task<List<JsonNode>> ListAsync(DemoApp app, string path, string name) =>
        [.. (await app.Doors.AsAdminAsync(path, default))![name]!.AsArray().Select(one => one!)];
}
