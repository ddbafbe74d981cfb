using System.Text;
using LeadScoring.Leads;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using LeadScoring.Scenarios;
using LeadScoring.Sending;
using LeadScoring.Tests.Publishing;
using LeadScoring.Tests.Scenarios;
using NodaTime;

namespace LeadScoring.Tests.Sending;

public sealed class CalendarTests
{
    private const string Right = """
        { "id": "xx", "source": "the law", "from": "2026-01-01", "until": "2026-12-31",
          "days": [{ "date": "2026-01-01", "name": { "en": "New Year" } },
                   { "date": "2026-05-01", "name": { "en": "May" } }] }
        """;

    private static readonly DateTimeOffset Now = new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("\"2026-05-01\"", "\"2027-01-01\"",
        "days: Must lie from 2026-01-01 to 2026-12-31, but one is 2027-01-01.")]
    [InlineData("\"2026-05-01\"", "\"2026-01-01\"",
        "days: Must be in order, each day once, but 2026-01-01 stands behind 2026-01-01.")]
    [InlineData("\"until\": \"2026", "\"until\": \"2025", "until: Must not be before from.")]
    [InlineData("\"source\"", "\"sauce\"", "source: Is required.")]
    public void A_mistake_in_a_calendar_is_told(string old, string replacement, string expected)
    {
        var (refusals, wrong) = (new Refusals(), Right.Replace(old, replacement, StringComparison.Ordinal));

        HolidayCalendar.Read(JsonFields.Parse(Encoding.UTF8.GetBytes(wrong), refusals)!);

        Assert.Contains(
            expected, refusals.ToErrors().SelectMany(error => error.Value.Select(text => $"{error.Key}: {text}")));
    }

    [Fact]
    public void The_days_of_the_calendar_join_those_of_the_window_itself()
    {
        using var content = new SpoiledContent().Write("calendars/xx.json", Encoding.UTF8.GetBytes(Right))
            .Write("scenarios/car-considering.json", Encoding.UTF8.GetBytes(ScenarioTexts.With(
                "\"holidays\"", "\"calendar\": \"xx\", \"holidays\"")
                .Replace("car-considering-1", "car-story", StringComparison.Ordinal)
                .Replace("car-considering-2", "car-story", StringComparison.Ordinal)));
        content.Replace("calendars/xx.json", "{ \"en\": \"New Year\" }", "{ \"ja\": \"元日\", \"en\": \"New Year\" }")
            .Replace("calendars/xx.json", "{ \"en\": \"May\" }", "{ \"ja\": \"五月\", \"en\": \"May\" }");

        var edition = ContentFolder.TryRead(content.Folder, out var problems);

        Assert.Empty(problems);
        var once = edition!.Scenarios["car-considering"].Window.Holidays;
        Assert.Equal(
            [new LocalDate(2026, 1, 1), new LocalDate(2026, 5, 1), new LocalDate(2026, 12, 31)], once.Order());
        Assert.Equal(once.Order(), edition.WithHolidays().Scenarios["car-considering"].Window.Holidays.Order());
    }

    [Theory]
    [InlineData("scenarios/car-considering.json", "\"calendar\": \"jp\"", "\"calendar\": \"us\"",
        "window.calendar: Must be a calendar of calendars/, one of jp, but is 'us'.")]
    [InlineData("scenarios/car-considering.json", "\"timeZone\": \"Asia/Tokyo\"", "\"timeZone\": \"person\"",
        "window.fallback: Is required.")]
    [InlineData("scenarios/car-considering.json", "\"timeZone\": \"Asia/Tokyo\"",
        "\"timeZone\": \"Asia/Tokyo\", \"fallback\": \"UTC\"",
        "window.fallback: Has a meaning with \"timeZone\": \"person\" only: leave it out.")]
    [InlineData("sender.json", "\"reactions\": [\"complaint\"]", "\"reactions\": [\"complain\"]",
        "quiet[0].reactions: Must be a reaction of scoring.json, one of ")]
    [InlineData("sender.json", "\"reactions\": [\"complaint\"]", "\"reactions\": []",
        "quiet[0].reactions: Must name at least one reaction.")]
    [InlineData("sender.json", "\"mails\": 1, \"per\": \"PT18H\"", "\"mails\": 0, \"per\": \"PT18H\"",
        "caps[0].mails: Must be from 1 to 20, but is 0.")]
    [InlineData("calendars/jp.json", "\"ja\": \"元日\", ", "",
        "days[0].name.ja: Is required: the brand in sender.json has a name in ja")]
    public void What_the_files_say_about_time_is_checked(string file, string old, string replacement, string problem)
    {
        using var content = new SpoiledContent().Replace(file, old, replacement);

        Assert.Contains(content.Problems, found => found.StartsWith($"{file}: {problem}", StringComparison.Ordinal));
    }

    [Fact]
    public void A_calendar_in_use_is_told_of_half_a_year_before_it_ends()
    {
        var edition = SampleContent.Edition;
        var end = new DateTimeOffset(2035, 7, 1, 0, 0, 0, TimeSpan.FromHours(9));

        Assert.Empty(Calendars.EndingSoon(edition, Now));
        Assert.Empty(Calendars.EndingSoon(edition, end.AddSeconds(-1)));
        Assert.Equal("jp", Assert.Single(Calendars.EndingSoon(edition, end)).Id);
        Assert.Empty(Calendars.EndingSoon(
            edition with { Scenarios = new Dictionary<string, Scenario>() }, end));
    }

    [Theory]
    [InlineData("America/New_York", "America/New_York")]
    [InlineData("Atlantis", "Asia/Tokyo")]
    [InlineData(null, "Asia/Tokyo")]
    public void A_window_of_the_persons_zone_goes_by_the_zone_the_person_told(string? told, string zone)
    {
        var scenario = ScenarioTexts.Read(ScenarioTexts.With(
            "\"timeZone\": \"Asia/Tokyo\"", "\"timeZone\": \"person\", \"fallback\": \"Asia/Tokyo\""));
        var profile = new Profile { Email = "taro@example.jp", CreatedAt = Now };
        if (told is not null) profile = profile.WithAttributes([new("timeZone", told)], Now);
        var lead = new Lead { Id = "00", Profile = profile };

        Assert.Equal(zone, scenario.For(lead).Window.Zone.Id);
        Assert.Equal("Asia/Tokyo", ScenarioTexts.Read(ScenarioTexts.Considering).For(lead).Window.Zone.Id);
    }
}
