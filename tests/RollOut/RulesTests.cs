using LeadScoring.Leads;
using LeadScoring.RollOut;
using LeadScoring.Storage;
using LeadScoring.Tests.Crash;
using LeadScoring.Tests.Journeys;
using Microsoft.Extensions.DependencyInjection;

namespace LeadScoring.Tests.RollOut;

/// <summary>A marketer publishes rules while the app runs.</summary>
public abstract class RulesTests(IReadOnlyList<string> store)
{
    private const string Quoter = "quoter@example.jp";
    private const string Driver = "driver@example.jp";

    [Fact]
    public async Task All_leads_come_under_a_published_version_marked_so_and_without_a_mail()
    {
        await using var brand = await OpenAsync();
        await ReactAsync(brand, Quoter, "quote");
        await ReactAsync(brand, Driver, "test-drive");
        Assert.Equal([Driver, Quoter], await ListAsync(brand));
        await brand.AdvanceAsync("P1D");

        var accepted = await brand.PublishAsync(Rulebook.Version(2, rules => rules.Points("quote", 400)));
        Assert.Equal(2, (int)accepted["version"]!);
        await brand.SettleAsync();

        Assert.Equal([Quoter, Driver], await ListAsync(brand));
        var lead = await brand.FindAsync(Quoter);
        Assert.Equal("ready", (string?)lead["stage"]);
        Assert.Equal("rules 2", (string?)lead["stageHistory"]!.AsArray()[^1]!["reason"]);

        var since = await brand.PostAsync("/api/leads/find?since=2027-02-02", new { email = Quoter }, 200);
        var changes = since["products"]![0]!["changes"]!;
        Assert.Equal(30, (double)changes["then"]!["points"]!, 1.0);
        Assert.Equal("The rules changed, from version 1 to 2", (string?)changes["parts"]![0]!["text"]);
        Assert.Equal(370, (double)changes["parts"]![0]!["points"]!, 10.0);

        await AssertAllUnderAsync(brand, 2);
        var rules = await brand.GetAsync("/api/scoring/rules");
        Assert.Equal(2, (int)rules["version"]!);
        Assert.Equal(400, (int)rules["rules"]!["reactions"]!["quote"]!["points"]!);
        Assert.Equal(
            [(2, "Sato", "api"), (1, "file", "file")],
            rules["history"]!.AsArray().Select(
                one => ((int)one!["version"]!, (string)one["author"]!, (string)one["origin"]!)));
        var rollOut = rules["rollOut"]!;
        Assert.Equal(("finished", 2, 2), (
            (string)rollOut["phase"]!, (int)rollOut["leads"]!, (int)rollOut["of"]!));
        Assert.NotNull(rollOut["finishedAt"]);
    }

    [Fact]
    public async Task A_stage_that_changes_by_new_rules_begins_its_scenario_only_if_the_version_says_so()
    {
        await using var brand = await OpenAsync();
        await ReactAsync(brand, Quoter, "quote");
        await brand.PublishAsync(Rulebook.Version(2, rules => rules.Points("quote", 400)));
        await brand.SettleAsync();
        Assert.DoesNotContain("car-ready", await ScenariosAsync(brand, Quoter));

        await brand.PublishAsync(Rulebook.Version(3, rules => rules.Points("quote", 1)));
        await brand.SettleAsync();
        await brand.PublishAsync(Rulebook.Version(4, rules => rules.Points("quote", 400)), mails: true);
        await brand.SettleAsync();

        Assert.Contains("car-ready", await ScenariosAsync(brand, Quoter));
    }

    [Fact]
    public async Task Of_two_who_publish_the_same_number_one_is_told_which_version_to_build_on()
    {
        await using var brand = await OpenAsync();
        var mine = Rulebook.Version(2, rules => rules.Points("quote", 31));
        await brand.PublishAsync(mine);
        await brand.PublishAsync(mine); // the same call again, after a lost answer

        var refused = await brand.PublishAsync(
            Rulebook.Version(2, rules => rules.Points("quote", 32)), author: "Kato", status: 409);
        Assert.Contains("The newest version is 2, by Sato", (string)refused["detail"]!, StringComparison.Ordinal);
        Assert.Contains("as version 3", (string)refused["detail"]!, StringComparison.Ordinal);
        await brand.PublishAsync(Rulebook.Version(4), status: 409);
        await brand.SettleAsync();
        Assert.Equal(2, (int)(await brand.GetAsync("/api/scoring/rules"))["version"]!);
    }

    [Fact]
    public async Task Rules_with_mistakes_are_refused_by_field_and_those_in_force_stay()
    {
        await using var brand = await OpenAsync();
        var refused = await brand.PublishAsync(
            Rulebook.Version(2, rules =>
            {
                rules.Points("quote", 1e9);
                rules["stages"]!.AsArray().RemoveAt(3);
            }),
            author: " ", status: 400);
        Assert.Contains("author", refused["errors"]!.AsObject().Select(error => error.Key));
        refused = await brand.PublishAsync(
            Rulebook.Version(2, rules => rules.Points("quote", 1e9)), status: 400);
        Assert.Contains("rules.reactions.quote.points", refused["errors"]!.AsObject().Select(error => error.Key));
        refused = await brand.PublishAsync(
            Rulebook.Version(2, rules =>
            {
                rules["stages"]!.AsArray().RemoveAt(3);
                rules["alerts"]!.AsObject().Remove("hotStage");
            }),
            status: 400);
        Assert.Contains("scenarios/car-ready.json", refused.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(1, (int)(await brand.GetAsync("/api/scoring/rules"))["rollOut"]!["version"]!);
    }

    [Fact]
    public async Task A_rollback_publishes_the_old_content_under_the_next_number()
    {
        await using var brand = await OpenAsync();
        await ReactAsync(brand, Quoter, "quote");
        await ReactAsync(brand, Driver, "test-drive");
        await brand.PublishAsync(Rulebook.Version(2, rules => rules.Points("quote", 400)));
        await brand.SettleAsync();

        Assert.Equal(3, (int)(await brand.RollBackAsync(1))["version"]!);
        await brand.SettleAsync();

        Assert.Equal([Driver, Quoter], await ListAsync(brand));
        await AssertAllUnderAsync(brand, 3);
        Assert.Equal(3, (int)(await brand.RollBackAsync(1))["version"]!); // it is so already
        var changes = (await brand.GetAsync("/api/scoring/rules/3/diff?against=1"))["changes"]!.AsArray();
        Assert.Equal(["version"], changes.Select(change => (string)change!["path"]!));
        changes = (await brand.GetAsync("/api/scoring/rules/3/diff"))["changes"]!.AsArray();
        var quote = changes.Single(change => (string)change!["path"]! == "reactions.quote.points")!;
        Assert.Equal((400, 30), ((int)quote["before"]!, (int)quote["after"]!));
        var shown = await brand.GetAsync("/api/scoring/rules/3");
        Assert.Equal("rollback of 1", (string)shown["published"]!["origin"]!);
        await brand.RollBackAsync(9, 404);
        await brand.GetAsync("/api/scoring/rules/x", 404);
    }

    [Fact]
    public async Task Another_calendar_counts_the_leads_anew_from_their_events()
    {
        await using var brand = await OpenAsync();
        await ReactAsync(brand, Quoter, "quote", "2027-01-31T16:00:00Z"); // the next day in Tokyo already
        Assert.Equal("2027-02-01", await DayAsync(brand, Quoter));

        await brand.PublishAsync(Rulebook.Version(2, rules => rules["products"]!["car"]!["timeZone"] = "Etc/UTC"));
        await brand.SettleAsync();

        Assert.Equal("2027-01-31", await DayAsync(brand, Quoter));
        await AssertAllUnderAsync(brand, 2);
    }

    [Fact]
    public async Task What_was_published_at_run_time_stays_in_force_over_a_restart_with_the_older_file()
    {
        await using var brand = await OpenAsync();
        await ReactAsync(brand, Quoter, "quote");
        await ReactAsync(brand, Driver, "test-drive");
        await brand.PublishAsync(Rulebook.Version(2, rules => rules.Points("quote", 400)));
        await brand.SettleAsync();

        await brand.RestartAsync([.. store]);
        await ReactAsync(brand, "third@example.jp", "quote");

        Assert.Equal(2, (int)(await brand.GetAsync("/api/health"))["rules"]!);
        Assert.Equal(3, (await ListAsync(brand)).Count());
        await AssertAllUnderAsync(brand, 2);
    }

    [Fact]
    public async Task The_same_call_again_is_answered_alike_and_another_one_under_its_number_is_refused()
    {
        await using var brand = await OpenAsync();
        var rules = Rulebook.Version(2, changed => changed.Points("quote", 31));
        await brand.PublishAsync(rules);
        await brand.PublishAsync(rules);
        await brand.PublishAsync(rules, mails: true, status: 409);
        Assert.False((bool)(await brand.GetAsync("/api/scoring/rules"))["history"]![0]!["mailOnStageChange"]!);

        var without = Rulebook.Version(3, changed => changed["reactions"]!.AsObject().Remove("opt-in"));
        var refused = await brand.PublishAsync(without, status: 400);
        Assert.NotNull(refused["errors"]!["rules.reactions.opt-in"]);
    }

    private Task<Brand> OpenAsync() =>
        Brand.OpenAsync("2027-02-01T00:00:00Z", Rulebook.Quick, [.. store]);

    private static async Task AssertAllUnderAsync(Brand brand, int version)
    {
        var tables = brand.Services.GetRequiredService<Tables>();
        var leads = new LeadStore(tables);
        var all = new List<Lead>();
        for (var part = 0; part < Walk.Parts; part++)
            await foreach (var id in brand.Services.GetRequiredService<WalkStore>().IdsAsync(part, null, default))
                all.Add((await leads.LoadAsync(id, default)).Lead);
        Assert.NotEmpty(all);
        Assert.All(all, lead => Assert.Equal(version, lead.Profile!.Rules));
        await ListRows.AssertWholeAsync(tables, all);
        Assert.Equal(
            new RulesState(version, [version]),
            await brand.Services.GetRequiredService<RulesStore>().StateAsync(default));
    }

    private static async Task ReactAsync(
        Brand brand, string email, string type, string occurredAt = "2027-01-31T00:00:00Z")
    {
        await brand.PostAsync("/api/reactions", new
        {
            reactions = new[] { new { id = type, email, type, occurredAt, product = "car" } },
        });
        await brand.SettleAsync();
    }

    private static async Task<IEnumerable<string>> ListAsync(Brand brand) =>
        (await brand.GetAsync("/api/leads?product=car"))["leads"]!.AsArray().Select(lead => (string)lead!["email"]!);

    private static async Task<string?> DayAsync(Brand brand, string email) =>
        (string?)(await brand.FindAsync(email))["explanation"]!["terms"]![0]!["day"];

    private static async Task<IEnumerable<string>> ScenariosAsync(Brand brand, string email)
    {
        var leadId = (string)(await brand.FindAsync(email))["leadId"]!;
        var lead = (await brand.Services.GetRequiredService<LeadStore>().LoadAsync(leadId, default)).Lead;
        return lead.Enrolments.Values.Select(enrolment => enrolment.Scenario);
    }
}
