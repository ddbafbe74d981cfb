using System.Net;
using System.Text.RegularExpressions;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.Publishing;
using LeadScoring.Tests.Rights;

namespace LeadScoring.Tests.Nurture;

/// <summary>A step's mail shown to the brand: as its reader would get it, and without a trace.</summary>
public sealed partial class PreviewTests
{
    private const string Story = "/api/scenarios/car-new/steps/story/preview";

    [Fact]
    public async Task A_lead_sees_in_it_what_the_mail_would_say()
    {
        await using var brand = await OpenAsync();
        var id = brand.IdOf("hanako@example.jp");
        var before = await Traces.RowsAsync(brand.Tables(), id);

        var preview = await brand.GetAsync($"{Story}?leadId={id}");

        Assert.Equal(
            ("car-new", 1, "story", "car-story", "ja", id),
            ((string?)preview["scenario"], (int?)preview["version"], (string?)preview["step"],
                (string?)preview["template"], (string?)preview["locale"], (string?)preview["leadId"]));
        Assert.Contains("山田花子 様", (string)preview["text"]!, StringComparison.Ordinal);
        Assert.Contains("山田花子 様", (string)preview["html"]!, StringComparison.Ordinal);
        Assert.Equal("きっかけは、一枚のアンケートでした。", (string?)preview["preheader"]);
        Assert.Equal(before, await Traces.RowsAsync(brand.Tables(), id));
        Assert.Single(brand.Mails());
    }

    [Fact]
    public async Task It_says_what_would_be_decided_this_minute()
    {
        await using var brand = await OpenAsync();
        var id = brand.IdOf("hanako@example.jp");

        // Nine in Tokyo is before the scenario's hours; ten is within.
        await brand.TravelAsync(new { now = "2027-02-02T00:00:00Z" });
        Assert.Equal(
            ("postpone", "window", "2027-02-02T01:00:00Z"), await DecisionAsync(brand, $"{Story}?leadId={id}"));
        await brand.TravelAsync(new { now = "2027-02-02T02:00:00Z" }); // the welcome went an hour before
        Assert.Equal(("postpone", "cap", "2027-02-03T01:00:00Z"), await DecisionAsync(brand, $"{Story}?leadId={id}"));
        await brand.TravelAsync(new { now = "2027-02-03T02:00:00Z" });
        Assert.Equal(("send", null, null), await DecisionAsync(brand, $"{Story}?leadId={id}"));
        var (welcome, night) = (Story.Replace("story", "welcome"), "/api/scenarios/car-loyal/steps/night/preview");
        Assert.Equal("settled", (await DecisionAsync(brand, $"{welcome}?leadId={id}")).Outcome);
        Assert.Equal("not enrolled", (await DecisionAsync(brand, $"{night}?leadId={id}")).Outcome);

        using var stopped = await brand.Http.PostAsync(Brand.Link(brand.Mails()[^1], "unsubscribe"), null);
        Assert.Equal(HttpStatusCode.OK, stopped.StatusCode);
        Assert.Equal(
            ("suppress", "consent withdrawn", null), await DecisionAsync(brand, $"{Story}?leadId={id}"));
    }

    [Theory]
    [InlineData("leadId=of-hanako")]
    [InlineData("locale=ja")]
    public async Task Its_links_open_nothing_and_show_nobodys_signature(string query)
    {
        await using var brand = await OpenAsync();
        query = query.Replace("of-hanako", brand.IdOf("hanako@example.jp"));

        var preview = await brand.GetAsync($"{Story}?{query}");

        foreach (var body in new[] { (string)preview["html"]!, (string)preview["text"]! })
        {
            Assert.DoesNotContain("/api/go/", body, StringComparison.Ordinal);
            var tokens = Signed().Matches(body).Select(match => match.Groups[2].Value).ToList();
            Assert.NotEmpty(tokens);
            Assert.All(tokens, token => Assert.Equal("preview", token));
        }
        using var answer = await brand.Http.GetAsync("/api/unsubscribe/preview");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Somebody_made_up_reads_it_in_the_language_asked_for()
    {
        await using var brand = await OpenAsync();

        var english = await brand.GetAsync($"{Story}?locale=en");

        Assert.Contains("Dear Hanako Yamada,", (string)english["text"]!, StringComparison.Ordinal);
        Assert.Null(english["leadId"]);
        Assert.Null(english["decision"]);
        var text = await brand.Http.GetStringAsync($"{Story}?locale=en&format=text");
        Assert.Equal($"{english["subject"]}\n\n{english["text"]}", text);
    }

    [Fact]
    public async Task In_a_browser_it_runs_nothing_and_leads_nowhere()
    {
        await using var brand = await OpenAsync();

        using var answer = await brand.Http.GetAsync($"{Story}?format=html");

        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("sandbox; default-src 'none';", policy, StringComparison.Ordinal);
        Assert.Contains("no-store", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Contains(
            "<base target=\"_blank\">", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/scenarios/car-nwe/steps/story/preview", 404, "There is no such scenario.", "car-new")]
    [InlineData("/api/scenarios/car-new/steps/stroy/preview", 404, "The scenario has no such step.", "story")]
    [InlineData(Story + "?leadId=nobody", 404, "There is no such lead.", "GET /api/leads")]
    [InlineData(Story + "?leadId=00000000000000000000000000000000", 404, "There is no such lead.", "GET /api/leads")]
    [InlineData(Story + "?format=pdf", 400, "The request has mistakes.", "errors")]
    [InlineData(Story + "?lang=ja", 400, "The request has mistakes.", "errors")]
    public async Task What_is_not_there_is_told(string path, int status, string title, string remedy)
    {
        await using var brand = await OpenAsync();

        var problem = await brand.GetAsync(path, status);

        Assert.Equal(title, (string?)problem["title"]);
        Assert.Contains(remedy, (string)problem["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_paused_mail_is_told_as_paused_until_the_pause_ends()
    {
        await using var brand = await OpenAsync();
        var story = $"{Story}?leadId={brand.IdOf("hanako@example.jp")}";
        await brand.TravelAsync(new { now = "2027-02-03T02:00:00Z" });

        await brand.PostAsync("/api/scenarios/car-new/pause", new { by = "Sato" }, 200);
        Assert.Equal(("paused", null, null), await DecisionAsync(brand, story));
        await brand.PostAsync(
            "/api/scenarios/car-new/pause", new { by = "Sato", until = "2027-02-10T02:00:00Z" }, 200);
        Assert.Equal(("paused", null, "2027-02-10T02:00:00Z"), await DecisionAsync(brand, story));
    }

    [Fact]
    public async Task A_step_that_only_a_newer_version_has_is_told_to_those_under_way_in_the_older_one()
    {
        await using var brand = await OpenAsync();
        await brand.PublishScenarioAsync(ScenarioPublishing.Scenario(
            "car-new", 2, scenario => scenario["steps"]![1]!["id"] = "tale"));

        Assert.Equal(
            ("other version", "goes through version 1", null),
            await DecisionAsync(brand, $"{Story.Replace("story", "tale")}?leadId={brand.IdOf("hanako@example.jp")}"));
    }

    /// <summary>The mail calls a block that it has not, but for nobody like those it is tried on.</summary>
    [Fact]
    public async Task A_mail_that_cannot_be_made_for_one_reader_is_told_and_fails()
    {
        const string footer = "{{> footer-text-ja}}";
        using var content = new SpoiledContent().Replace(
            "templates/car-welcome/ja.text.hbs", footer,
            footer + "{{#if name}}{{#unless attributes.leaseEnd}}{{> layout}}{{/unless}}{{/if}}");
        await using var brand = await OpenAsync([$"--LeadScoring:ContentPath={content.Folder}"]);
        await brand.TravelAsync(new { now = "2027-02-01T02:00:00Z" });
        var welcome = $"{Story.Replace("story", "welcome")}?leadId={brand.IdOf("hanako@example.jp")}";

        Assert.Equal(("fail", "cannot be rendered", null), await DecisionAsync(brand, welcome));
        var problem = await brand.GetAsync($"{welcome}&format=html", 409);
        Assert.Equal("The mail cannot be made for this reader.", (string?)problem["title"]);
        await brand.AdvanceAsync("P4D");

        var send = (await brand.FindAsync("hanako@example.jp"))["sends"]!.AsArray()
            .Single(send => (string?)send!["template"] == "car-welcome")!;
        Assert.Equal(("failed", "cannot be rendered"), ((string?)send["status"], (string?)send["reason"]));
    }

    /// <summary>The footer is under a condition that no trial meets: a name, but no lease.</summary>
    [Fact]
    public async Task A_mail_that_hides_its_way_out_from_one_reader_is_not_sent_to_that_reader()
    {
        const string footer = "{{> footer-text-ja}}";
        using var content = new SpoiledContent().Replace(
            "templates/car-welcome/ja.text.hbs", footer,
            $"{{{{#if name}}}}{{{{#if attributes.leaseEnd}}}}{footer}{{{{/if}}}}{{{{else}}}}{footer}{{{{/if}}}}");
        await using var brand = await OpenAsync([$"--LeadScoring:ContentPath={content.Folder}"]);

        await brand.AdvanceAsync("P4D");

        var hanako = await brand.FindAsync("hanako@example.jp");
        var send = hanako["sends"]!.AsArray().Single(send => (string?)send!["template"] == "car-welcome")!;
        Assert.Equal(("failed", "no sender name"), ((string?)send["status"], (string?)send["reason"]));
        Assert.DoesNotContain(brand.Mails(), mail => mail.Subject.Contains("はじめまして", StringComparison.Ordinal));
    }

    private static async Task<(string? Outcome, string? Reason, string? Until)> DecisionAsync(Brand brand, string path)
    {
        var decision = (await brand.GetAsync(path))["decision"]!;
        return ((string?)decision["outcome"], (string?)decision["reason"], (string?)decision["until"]);
    }

    /// <summary>Hanako entered and confirmed; the welcome is due a day later.</summary>
    private static async Task<Brand> OpenAsync(string[]? settings = null)
    {
        var brand = await Brand.OpenAsync("2027-02-01T00:00:00Z", null, settings ?? []);
        await brand.PostAsync("/api/campaigns/car-launch-2026/entries", new
        {
            entryId = "e-1",
            email = "hanako@example.jp",
            name = "山田花子",
            locale = "ja",
            optIn = true,
        });
        await brand.SettleAsync();
        await brand.ConfirmAsync(Assert.Single(brand.Mails()));
        await brand.SettleAsync();
        return brand;
    }

    [GeneratedRegex(@"/api/(unsubscribe|preferences)/([\w-]+)")]
    private static partial Regex Signed();
}
