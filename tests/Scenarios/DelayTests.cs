using System.Globalization;
using LeadScoring.Scenarios;
using NodaTime;
using NodaTime.Text;

namespace LeadScoring.Tests.Scenarios;

/// <summary>When a step is due, in words of the file. 22 March 2027 is a holiday, a Monday.</summary>
public sealed class DelayTests
{
    [Theory]
    [InlineData("\"P2D\"", "2027-03-02T15:30", "2027-03-04T15:30")]
    [InlineData("{ \"days\": 6, \"at\": \"10:00\" }", "2027-03-02T15:30", "2027-03-08T10:00")]
    [InlineData("{ \"days\": 1 }", "2027-03-02T15:30", "2027-03-03T15:30")]
    [InlineData("{ \"businessDays\": 3 }", "2027-03-04T15:30", "2027-03-09T15:30")]
    [InlineData("{ \"businessDays\": 1, \"at\": \"09:00\" }", "2027-03-05T15:30", "2027-03-08T09:00")]
    [InlineData("{ \"businessDays\": 1 }", "2027-03-06T15:30", "2027-03-08T15:30")]
    [InlineData("{ \"businessDays\": 1 }", "2027-03-19T15:30", "2027-03-23T15:30")]
    [InlineData("{ \"next\": \"tue\", \"at\": \"10:00\" }", "2027-03-01T15:30", "2027-03-02T10:00")]
    [InlineData("{ \"next\": \"tue\", \"at\": \"10:00\" }", "2027-03-02T09:00", "2027-03-09T10:00")]
    public void A_delay_counts_on_the_wall_clock_of_the_window(string after, string from, string due) =>
        Assert.Equal(due, Due(after, from, "Asia/Tokyo"));

    [Theory]
    [InlineData("{ \"before\": \"P90D\" }", "2027-06-02T00:00")]
    [InlineData("{ \"before\": \"P3M\", \"at\": \"10:00\" }", "2027-05-31T10:00")]
    [InlineData("{ \"before\": \"P0D\" }", "2027-08-31T00:00")]
    [InlineData("{ \"afterAnchor\": \"P1W\", \"at\": \"18:30\" }", "2027-09-07T18:30")]
    public void An_anchored_delay_counts_from_the_date_and_not_from_the_step_before(string after, string due)
    {
        Assert.Equal(due, Due(after, "2027-03-02T15:30", "Asia/Tokyo"));
        Assert.Equal(due, Due(after, "2029-01-01T00:00", "Asia/Tokyo"));
    }

    [Theory]
    [InlineData("2027-03-13T02:30", "2027-03-14T03:30-04:00")] // 02:30 is left out: later by the hour that was
    [InlineData("2027-11-06T01:30", "2027-11-07T01:30-04:00")] // 01:30 comes twice: the first
    public void Where_the_clock_is_changed_the_time_exists(string from, string due) =>
        Assert.Equal(
            DateTimeOffset.Parse(due, CultureInfo.InvariantCulture),
            ScenarioTexts.Read(ScenarioTexts.Open("""{ "id": "a", "after": { "days": 1 }, "template": "t" }""")
                .Replace("Asia/Tokyo", "America/New_York", StringComparison.Ordinal))
                .DueAt(0, Instant(from, "America/New_York")));

    private static string Due(string after, string from, string zone) =>
        NodaTime.Instant.FromDateTimeOffset(
                Read(after).DueAt(0, Instant(from, zone), new LocalDate(2027, 8, 31)))
            .InZone(DateTimeZoneProviders.Tzdb[zone])
            .ToString("uuuu-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);

    private static Scenario Read(string after) => ScenarioTexts.Read(ScenarioTexts.Open(
        $$"""{ "id": "a", "after": {{after}}, "template": "t" }""",
        after.Contains("nchor", StringComparison.Ordinal) || after.Contains("before", StringComparison.Ordinal)
            ? """{ "anchor": { "attribute": "leaseEnd" } }"""
            : """{ "stage": "considering" }"""));

    private static DateTimeOffset Instant(string local, string zone) =>
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm").Parse(local).Value
            .InZoneStrictly(DateTimeZoneProviders.Tzdb[zone]).ToDateTimeOffset();
}
