using System.Globalization;
using LeadScoring.Scenarios;
using NodaTime;

namespace LeadScoring.Tests.Scenarios;

public sealed class ScenarioTests
{
    [Fact]
    public void A_scenario_file_is_read_whole()
    {
        var scenario = ScenarioTexts.Read(ScenarioTexts.Considering);

        Assert.Equal(("car-considering", 3, "car"), (scenario.Id, scenario.Version, scenario.Product));
        Assert.Equal(("considering", null, 10), (scenario.Enter.Stage, scenario.Enter.Class, scenario.HoldoutPercent));
        Assert.Equal(5, scenario.Window.Days.Count);
        Assert.Equal(
            (new LocalTime(10, 0), new LocalTime(19, 0), "Asia/Tokyo"),
            (scenario.Window.From, scenario.Window.To, scenario.Window.Zone.Id));
        Assert.Equal([new LocalDate(2026, 12, 31)], scenario.Window.Holidays);
        Assert.Equal((2, TimeSpan.FromDays(7)), (scenario.Cap.Mails, scenario.Cap.Per));
        Assert.True(scenario.Exits is { OnPurchase: true, OnStageLeft: true, OnReactions: ["complaint"] });
        Assert.Equal(["day-2", "day-9"], scenario.Steps.Select(step => step.Id));
        Assert.Equal(
            ["brochure", "configurator", "test-drive"],
            scenario.Conditions().SelectMany(condition => condition.Leaves()).Cast<Condition.Reacted>()
                .SelectMany(leaf => leaf.Types));
    }

    [Fact]
    public void What_may_be_left_out_means_no_holdout_no_exits_and_never_again()
    {
        var scenario = ScenarioTexts.Read("""
            {"id":"first","version":1,"product":"car","enter":{"class":"first-time"},
             "window":{"days":["sat"],"from":"00:00","to":"00:00","timeZone":"UTC"},
             "cap":{"mails":1,"per":"PT12H"},"steps":[{"id":"a","after":"PT0S","template":"t"}]}
            """);

        Assert.Equal((0, "first-time"), (scenario.HoldoutPercent, scenario.Enter.Class));
        Assert.True(scenario.Exits is { OnPurchase: false, OnStageLeft: false, OnReactions: [] });
        Assert.False(scenario.MayEnter(Time("2020-01-01T00:00Z"), Time("2030-01-01T00:00Z")));
        Assert.True(scenario.MayEnter(null, Time("2030-01-01T00:00Z")));
    }

    [Theory]
    [InlineData("\"mails\": 2", "\"mails\": 0", "cap.mails")]
    [InlineData("\"per\": \"P7D\"", "\"per\": \"P1M\"", "cap.per")]
    [InlineData("\"per\": \"P7D\"", "\"per\": \"PT0S\"", "cap.per")]
    [InlineData("\"mon\"", "\"monday\"", "window.days")]
    [InlineData("\"days\": [\"mon\", \"tue\", \"wed\", \"thu\", \"fri\"]", "\"days\": []", "window.days")]
    [InlineData("\"timeZone\": \"Asia/Tokyo\"", "\"timeZone\": \"JST+9\"", "window.timeZone")]
    [InlineData("\"2026-12-31\"", "\"31.12.2026\"", "window.holidays")]
    [InlineData("\"from\": \"10:00\"", "\"from\": \"25:00\"", "window.from")]
    [InlineData("\"stage\": \"considering\"", "\"stage\": \"considering\", \"class\": \"loyal\"", "enter.stage")]
    [InlineData("\"stage\": \"considering\"", "", "enter.stage")]
    [InlineData("\"holdoutPercent\": 10", "\"holdoutPercent\": 51", "holdoutPercent")]
    [InlineData("\"holdoutPercent\"", "\"holdout\"", "holdout")]
    [InlineData("\"after\": \"P2D\"", "\"after\": \"-P2D\"", "steps[0].after")]
    [InlineData("\"after\": \"P2D\"", "\"after\": \"P3DT-2H\"", "steps[0].after")]
    [InlineData("\"after\": \"P2D\"", "\"after\": \"PT999999999999H\"", "steps[0].after")]
    [InlineData("\"after\": \"P2D\", ", "", "steps[0].after")]
    [InlineData("\"id\": \"day-9\"", "\"id\": \"day-2\"", "steps")]
    [InlineData("\"id\": \"car-considering\"", "\"id\": \"Car Considering\"", "id")]
    [InlineData("\"notReacted\"", "\"notreacted\"", "steps[1].if.notreacted")]
    [InlineData("\"after:P180D\"", "\"sometimes\"", "reentry")]
    [InlineData("\"after:P180D\"", "\"after:-P180D\"", "reentry")]
    public void A_mistake_is_named_by_its_path(string right, string wrong, string path)
    {
        var (_, errors) = ScenarioTexts.TryRead(ScenarioTexts.With(right, wrong));

        Assert.Equal([path], errors.Keys);
    }

    [Fact]
    public void An_empty_file_names_everything_it_lacks()
    {
        var (_, errors) = ScenarioTexts.TryRead("{}");

        Assert.Equal(["cap", "enter", "id", "product", "steps", "version", "window"], errors.Keys);
    }

    [Theory]
    [InlineData("P2D", "2026-03-07T17:00Z", "2026-03-09T16:00Z")]
    [InlineData("PT36H", "2026-03-07T17:00Z", "2026-03-09T05:00Z")]
    [InlineData("PT6H", "2026-03-08T05:00Z", "2026-03-08T11:00Z")]
    [InlineData("P1M", "2026-01-31T17:00Z", "2026-02-28T17:00Z")]
    [InlineData("PT0S", "2026-03-08T06:59:59Z", "2026-03-08T06:59:59Z")]
    public void A_day_later_is_the_same_hour_on_the_wall_even_over_a_clock_change(string after, string from, string due)
    {
        var json = ScenarioTexts.With("\"after\": \"P2D\"", $"\"after\": \"{after}\"")
            .Replace("Asia/Tokyo", "America/New_York", StringComparison.Ordinal);

        Assert.Equal(Time(due), ScenarioTexts.Read(json).DueAt(0, Time(from)));
    }

    [Fact]
    public void A_lead_comes_in_again_only_after_the_time_set()
    {
        var scenario = ScenarioTexts.Read(ScenarioTexts.Considering);

        Assert.False(scenario.MayEnter(Time("2026-01-01T00:00Z"), Time("2026-06-29T23:59:59Z")));
        Assert.True(scenario.MayEnter(Time("2026-01-01T00:00Z"), Time("2026-06-30T00:00Z")));
    }

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
