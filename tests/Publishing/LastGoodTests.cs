using LeadScoring.Tests.Journeys;

namespace LeadScoring.Tests.Publishing;

/// <summary>A marketer makes a mistake in a scenario or a mail, and starts the app again.</summary>
public sealed class LastGoodTests : IDisposable
{
    private const string New = "scenarios/car-new.json";
    private const string Story = "templates/car-story/ja.text.hbs";
    private const string Partial = "templates/_partials/footer-text-ja.hbs";
    private const string Footer = "{{> footer-text-ja}}";

    private readonly SpoiledContent _content = new();

    private string[] Settings => ["--LeadScoring:ContentPath=" + _content.Folder];

    public static TheoryData<string, string, string, string> Mistakes => new()
    {
        { New, "\"version\": 1", "\"version\": 1, \"priorities\": 1", New },
        { New, "\"mails\": 2", "\"mails\": 3", New },
        { New, "\"template\": \"car-story\"", "\"template\": \"car-store\"", New },
        { New, "\"version\": 1,", "\"version\": 1", New },
        { "templates/car-welcome/ja.html.hbs", "{{", "{{#if ", "templates/car-welcome/ja.html.hbs" },
        { Story, Footer, Footer + "{{lookup links}}", Story },
        { Story, Footer, Footer + "{{#date name}}x{{/date}}", Story },
        { Story, Footer, Footer + "{{> @partial-block}}", Story },
        { Story, Footer, Footer + "{{#each attributes}}{{date}}{{/each}}", Story },
        { Story, Footer, Footer + "{{> footer-text-ja}}{{> layout}}", Story },
        { Story, Footer, Footer + "{{#*inline \"a\"}}{{#if name}}{{> a}}{{/if}}{{/inline}}{{> a}}", Story },
        { Partial, "{{legalName}}", "{{legalName}}{{#if name}}" + Footer + "{{/if}}", Partial },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task The_last_good_ones_stay_in_force_the_mistake_is_told_and_entries_are_taken(
        string file, string old, string mistake, string told)
    {
        await using var brand = await Brand.OpenAsync("2027-02-01T00:00:00Z", settings: Settings);
        _content.Replace(file, old, mistake);

        await brand.RestartAsync(Settings);

        Assert.Equal("last good", (string?)(await brand.GetAsync("/api/health"))["mail"]);
        var shown = await brand.GetAsync("/api/scenarios");
        Assert.Equal((1, "last good"), ((int)shown["publication"]!, (string)shown["mail"]!));
        Assert.All(shown["problems"]!.AsArray(), problem => Assert.Equal(told, (string?)problem!["file"]));
        Assert.NotEmpty(shown["problems"]!.AsArray());
        await brand.EnterAsync("hanako@example.jp");
        await brand.AdvanceAsync("P14D");
        var sends = (await brand.FindAsync("hanako@example.jp"))["sends"]!.AsArray();
        Assert.Equal(
            ["car-story", "car-welcome"],
            sends.Where(send => (string?)send!["status"] == "sent" && send["scenario"] is not null)
                .Select(send => (string)send!["template"]!).Order(StringComparer.Ordinal));

        _content.Replace(file, mistake, old);
        await brand.RestartAsync(Settings);
        Assert.Equal("in force", (string?)(await brand.GetAsync("/api/health"))["mail"]);
    }

    [Fact]
    public async Task A_mistake_at_the_first_start_stops_it_with_file_path_and_reason()
    {
        _content.Replace(New, "\"template\": \"car-story\"", "\"template\": \"car-store\"");
        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => Brand.OpenAsync(settings: Settings));
        Assert.Contains(
            $"{New}: steps[1].template: Needs the mail templates/car-store/", refused.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mistake_in_another_file_stops_every_start()
    {
        await using var brand = await Brand.OpenAsync(settings: Settings);
        _content.Replace("sender.json", "\"replyTo\": \"support@example.jp\"", "\"replyTo\": \"support\"");
        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => brand.RestartAsync(Settings));
        Assert.Contains("sender.json: replyTo", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_the_folder_comes_into_force_what_changed_in_it_and_nothing_else()
    {
        await using var brand = await Brand.OpenAsync(settings: Settings);
        await brand.PublishScenarioAsync(ScenarioPublishing.Scenario("car-aware", 2));
        var story = await brand.TemplateAsync("car-story");
        story["ja.subject"] = "物語";
        await brand.PublishTemplateAsync("car-story", story);
        _content.Replace(New, "\"version\": 1", "\"version\": 2").Replace(New, "\"mails\": 2", "\"mails\": 3");
        _content.Write("templates/car-welcome/ja.subject.hbs", "ようこそ"u8.ToArray());
        _content.Delete("scenarios/car-ready.json");

        await brand.RestartAsync(Settings);

        var inForce = (await brand.GetAsync("/api/scenarios"))["scenarios"]!.AsArray()
            .ToDictionary(one => (string)one!["id"]!, one => (int)one!["version"]!);
        Assert.Equal((2, 2), (inForce["car-aware"], inForce["car-new"]));
        Assert.DoesNotContain("car-ready", inForce.Keys);
        Assert.Equal("物語", (string?)(await brand.TemplateAsync("car-story"))["ja.subject"]);
        Assert.Equal("ようこそ", (string?)(await brand.TemplateAsync("car-welcome"))["ja.subject"]);
        Assert.NotEmpty(await brand.TemplateAsync("car-concierge")); // an earlier version may still send it
    }

    public void Dispose() => _content.Dispose();
}
