using System.Text.Json.Nodes;
using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.RollOut;
using LeadScoring.Tests.Contracts;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.Rights;
using LeadScoring.Tests.RollOut;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace LeadScoring.Tests.Publishing;

/// <summary>A marketer publishes scenarios and mails while the app runs.</summary>
public abstract class ScenarioPublishingTests(IReadOnlyList<string> store)
{
    private const string Taro = "taro@example.jp";

    [Fact]
    public async Task Who_is_under_way_finishes_the_version_they_began_and_who_comes_later_begins_the_new_one()
    {
        await using var brand = await OpenAsync();
        await brand.EnterAsync(Taro);
        await brand.PublishScenarioAsync(ScenarioPublishing.Scenario(
            "car-new", 2, scenario => scenario["steps"]!.AsArray().RemoveAt(1)));
        await brand.EnterAsync("jiro@example.jp");
        await brand.AdvanceAsync("P21D");

        Assert.Equal(["car-welcome", "car-story"], await MailsToAsync(brand, Taro, version: 1));
        Assert.Equal(["car-welcome"], await MailsToAsync(brand, "jiro@example.jp", version: 2));
        var shown = await brand.GetAsync("/api/scenarios/car-new");
        Assert.Equal(2, (int)shown["inForce"]!["version"]!);
        Assert.Equal(
            [(2, "Sato", "api"), (1, "file", "file")],
            shown["history"]!.AsArray().Select(
                one => ((int)one!["version"]!, (string)one["author"]!, (string)one["origin"]!)));
        Assert.Equal(2, shown["history"]![1]!["scenario"]!["steps"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_version_is_published_once_and_the_same_call_again_is_answered_alike()
    {
        await using var brand = await OpenAsync();
        var two = ScenarioPublishing.Scenario("car-new", 2, scenario => scenario["cap"]!["mails"] = 1);
        var first = await brand.PublishScenarioAsync(two);
        var again = await brand.PublishScenarioAsync(two);
        Assert.Equal(first.ToJsonString(), again.ToJsonString());
        Assert.Equal(2, (int)(await brand.GetAsync("/api/scenarios"))["publication"]!);

        var other = ScenarioPublishing.Scenario("car-new", 2, scenario => scenario["cap"]!["mails"] = 3);
        Assert.Equal(["scenario.version"], (await brand.PublishScenarioAsync(other, 400)).Errors());
        var three = ScenarioPublishing.Scenario("car-new", 3);
        await brand.PublishScenarioAsync(three);
        var back = await brand.PublishScenarioAsync(two, 400); // known, and not in force any more
        Assert.Contains("rollback", back.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(["scenario.version"], back.Errors());
    }

    [Fact]
    public async Task What_does_not_fit_the_rest_is_refused_by_field_and_what_was_in_force_stays()
    {
        await using var brand = await OpenAsync();
        var refused = await brand.PublishScenarioAsync(
            ScenarioPublishing.Scenario("car-new", 2, scenario =>
            {
                scenario["enter"]!["stage"] = "dreaming";
                scenario["steps"]![0]!["template"] = "car-wellcome";
            }), 400);
        Assert.Equal(["scenario.enter.stage", "scenario.steps[0].template"], refused.Errors());
        var template = await brand.TemplateAsync("car-welcome");
        template["ja.subject"] = "{{#if}}";
        template["ja.text"] = "{{> layout}}";
        refused = await brand.PublishTemplateAsync("car-welcome", template, 400);
        Assert.Equal(["files.ja.subject"], refused.Errors());
        template["ja.subject"] = "はじめまして";
        refused = await brand.PublishTemplateAsync("car-welcome", template, 400);
        Assert.Equal(["files.ja.text"], refused.Errors());
        template["ja.subject"] = "{{#if}}";
        template.Remove("en.html");
        refused = await brand.PublishTemplateAsync("car-welcome", template, 400);
        Assert.Contains("files.ja.subject", refused.Errors());
        Assert.Contains("templates/car-welcome/en.html.hbs", refused.Errors());
        refused = await brand.PublishTemplateAsync("car-welcome", new JsonObject { ["../x"] = "a" }, 400);
        Assert.Equal(["files.../x"], refused.Errors());
        foreach (var name in new[] { "..%2Fx", "a%20b", "a%2Fb" })
        {
            refused = await brand.PublishTemplateAsync(name, new JsonObject { ["ja.subject"] = "a" }, 400);
            Assert.Equal(["template"], refused.Errors());
        }
        refused = await brand.PutAsync("/api/scenarios/car-new", new { scenario = new { id = "car-old" } }, 400);
        Assert.Equal(["author", "scenario.id"], refused.Errors());

        var inForce = await brand.GetAsync("/api/scenarios");
        Assert.Equal((1, "in force"), ((int)inForce["publication"]!, (string)inForce["mail"]!));
        await brand.GetAsync("/api/scenarios/car-old", 404);
        await brand.GetAsync("/api/templates/car-wellcome", 404);
    }

    [Fact]
    public async Task A_published_mail_is_what_people_get_from_then_on_and_a_rollback_takes_it_back()
    {
        await using var brand = await OpenAsync();
        var template = await brand.TemplateAsync("car-welcome");
        foreach (var locale in new[] { "ja", "en" }) template[$"{locale}.subject"] = "新しい挨拶";
        await brand.PublishTemplateAsync("car-welcome", template);
        await brand.EnterAsync(Taro);
        await brand.AdvanceAsync("P2D");
        Assert.Equal("新しい挨拶", brand.Mails()[^1].Subject);

        var back = await brand.PostAsync("/api/scenarios/rollback", new { to = 1, author = "Suzuki" }, 200);
        Assert.Equal((3, "rollback of 1"), ((int)back["publication"]!, (string)back["origin"]!));
        await brand.EnterAsync("jiro@example.jp");
        await brand.AdvanceAsync("P2D");
        Assert.NotEqual("新しい挨拶", brand.Mails()[^1].Subject);
        await brand.PostAsync("/api/scenarios/rollback", new { to = 9, author = "Suzuki" }, 400);
    }

    [Fact]
    public async Task A_mail_that_an_earlier_version_still_sends_is_never_lost()
    {
        await using var brand = await OpenAsync();
        var hello = await brand.TemplateAsync("car-story");
        await brand.PublishTemplateAsync("hello", hello);
        await brand.PublishScenarioAsync(ScenarioPublishing.Scenario(
            "car-new", 2, scenario => scenario["steps"]![1]!["template"] = "hello"));
        await brand.EnterAsync(Taro);

        await brand.PostAsync("/api/scenarios/rollback", new { to = 1, author = "Suzuki" }, 200);
        await brand.AdvanceAsync("P21D");

        Assert.Equal(["car-welcome", "hello"], await MailsToAsync(brand, Taro, version: 2));
        Assert.Equal(1, (int)(await brand.GetAsync("/api/scenarios/car-new"))["inForce"]!["version"]!);
    }

    [Fact]
    public async Task What_was_published_at_run_time_stays_in_force_over_a_restart_with_the_older_files()
    {
        await using var brand = await OpenAsync();
        await brand.PublishScenarioAsync(ScenarioPublishing.Scenario("car-new", 2));
        var template = await brand.TemplateAsync("car-welcome");
        template["ja.subject"] = "新しい挨拶";
        await brand.PublishTemplateAsync("car-welcome", template);

        await brand.RestartAsync([.. store]);

        Assert.Equal(2, (int)(await brand.GetAsync("/api/scenarios/car-new"))["inForce"]!["version"]!);
        Assert.Equal("新しい挨拶", (string?)(await brand.TemplateAsync("car-welcome"))["ja.subject"]);
        Assert.Equal(3, (int)(await brand.GetAsync("/api/scenarios"))["publication"]!);
        Assert.Equal(3, brand.Services.GetRequiredService<InForce>().Edition.Nurture.Number);
    }

    [Fact]
    public async Task Who_is_there_already_comes_in_where_the_publication_says_so_and_once()
    {
        await using var brand = await OpenAsync();
        await brand.EnterAsync(Taro);
        await brand.PublishScenarioAsync(Hello("car-hello"));
        foreach (var _ in new[] { 1, 2 })
            await brand.PutAsync(
                "/api/scenarios/car-hi", new { scenario = Hello("car-hi"), author = "Sato", present = true }, 200);
        await brand.SettleAsync();

        var lead = (await brand.Services.GetRequiredService<LeadStore>().LoadAsync(brand.IdOf(Taro), default)).Lead;
        Assert.Equal(["car-hi", "car-new"], lead.Enrolments.Values.Select(enrolment => enrolment.Scenario));
        var shown = (await brand.GetAsync("/api/scenarios/car-hi"))["inForce"]!["present"]!;
        Assert.Equal((1, 1), ((int)shown["leads"]!, (int)shown["differed"]!));
        Assert.NotNull(shown["finishedAt"]);
    }

    [Fact]
    public async Task Who_is_there_already_comes_in_too_where_the_same_version_is_sent_again_with_that_wish()
    {
        await using var brand = await OpenAsync();
        await brand.EnterAsync(Taro);
        var first = await brand.PublishScenarioAsync(Hello("car-hi"));
        var again = await brand.PutAsync(
            "/api/scenarios/car-hi", new { scenario = Hello("car-hi"), author = "Sato", present = true }, 200);
        await brand.SettleAsync();

        Assert.Equal(first.ToJsonString(), again.ToJsonString());
        var lead = (await brand.Services.GetRequiredService<LeadStore>().LoadAsync(brand.IdOf(Taro), default)).Lead;
        Assert.Equal(["car-hi", "car-new"], lead.Enrolments.Values.Select(enrolment => enrolment.Scenario));
    }

    [Fact]
    public async Task Whoever_comes_to_a_new_store_is_not_walked_through_at_its_next_start()
    {
        await using var brand = await OpenAsync();
        await brand.EnterAsync(Taro);
        await brand.RestartAsync();
        await brand.SettleAsync();

        var shown = (await brand.GetAsync("/api/scenarios/car-lease-end"))["inForce"]!["present"]!;
        Assert.Equal(0, (int)shown["leads"]!);
        Assert.NotNull(shown["finishedAt"]);
    }

    [Fact]
    public async Task Another_process_has_a_publication_at_its_next_look()
    {
        await using var brand = await OpenAsync();
        var (services, content) = (brand.Services, new InForce());
        var sets = new NurtureSets(services.GetRequiredService<NurtureStore>(), NullLogger<NurtureSets>.Instance)
        {
            Folder = ContentSource.OfFolder(SampleContent.Folder),
        };
        var watch = new RulesWatch(
            services.GetRequiredService<RulesStore>(), services.GetRequiredService<NurtureStore>(), sets, content,
            services.GetRequiredService<RulesPace>(), TimeProvider.System);
        await watch.UseAsync(SampleContent.Edition, default);
        Assert.Equal(1, content.Edition.Scenarios["car-new"].Version);

        await brand.PublishScenarioAsync(ScenarioPublishing.Scenario("car-new", 2));
        await brand.PostAsync("/api/sends/pause", new { }, 200);
        await watch.FreshAsync(default);

        Assert.Equal(2, content.Edition.Scenarios["car-new"].Version);
        Assert.Equal(1, content.Edition.EarlierScenarios[("car-new", 1)].Version);
        Assert.True(content.Edition.Controls.Holds("car-new", DateTimeOffset.UnixEpoch));
    }

    private static JsonObject Hello(string id) => ScenarioPublishing.Scenario(
        "car-new", 1, scenario => scenario["id"] = id);

    private Task<Brand> OpenAsync() => Brand.OpenAsync("2027-02-01T00:00:00Z", Rulebook.Quick, [.. store]);

    /// <summary>The mails of the scenario that reached this person, oldest first.</summary>
    private static async Task<IEnumerable<string>> MailsToAsync(Brand brand, string email, int version) =>
        (await brand.FindAsync(email))["sends"]!.AsArray()
            .Where(send => (string?)send!["scenario"] == "car-new" && (int?)send["version"] == version
                && (string?)send["status"] == "sent")
            .OrderBy(send => (string?)send!["sentAt"], StringComparer.Ordinal)
            .Select(send => (string)send!["template"]!);
}

public sealed class EmbeddedScenarioPublishing() : ScenarioPublishingTests([]);

[Collection(Azurite.Name), Trait("needs", Azurite.Name)]
public sealed class AzuriteScenarioPublishing(AzuriteBackEnd azurite) : ScenarioPublishingTests(azurite.NewStore());
