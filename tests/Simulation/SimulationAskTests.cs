using System.Text;
using LeadScoring.Parsing;
using LeadScoring.Simulation;
using LeadScoring.Tests.Publishing;
using LeadScoring.Tests.Scenarios;
using NodaTime;

namespace LeadScoring.Tests.Simulation;

public sealed class SimulationAskTests
{
    private static readonly DateTimeOffset Now = new(2027, 3, 3, 3, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Nothing_asked_is_a_year_of_what_is_in_force()
    {
        var (ask, errors) = Read("{}");

        Assert.Empty(errors);
        Assert.Equal(new SimulationAsk("car-considering", null, Now, false, 365, SimulationAsk.MostLeads, null), ask);
    }

    [Fact]
    public void A_draft_is_read_as_its_file_would_be()
    {
        var draft = Sample().Replace("car-running-cost", "no-such-mail", StringComparison.Ordinal)
            .Replace("\"considering\"", "\"no-such-stage\"", StringComparison.Ordinal);

        var (_, errors) = Read($$"""{ "draft": {{draft}} }""");

        Assert.Equal(["draft.enter.stage", "draft.steps[0].template"], errors.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_mistake_in_a_condition_is_told_under_its_path_in_the_request()
    {
        var draft = ScenarioTexts.With("\"brochure\", \"configurator\"", "\"broshure\"");

        var told = Read($$"""{ "draft": {{draft}} }""").Errors.Keys;

        Assert.Contains("draft.steps[1].if.reacted", told);
        Assert.DoesNotContain(told, path => path.StartsWith("draft.draft", StringComparison.Ordinal));
    }

    [Fact]
    public void A_draft_needs_mails_of_its_own()
    {
        var draft = ScenarioTexts.Considering.Replace("car-considering-1", "confirm", StringComparison.Ordinal);

        Assert.Contains("draft.steps[0].template", Read($$"""{ "draft": {{draft}} }""").Errors.Keys);
    }

    [Fact]
    public void A_draft_names_a_calendar_that_is_there()
    {
        var draft = Sample().Replace("\"calendar\": \"jp\"", "\"calendar\": \"us\"", StringComparison.Ordinal);

        Assert.Equal(["draft.window.calendar"], Read($$"""{ "draft": {{draft}} }""").Errors.Keys);
    }

    [Fact]
    public void A_draft_with_an_old_version_is_told_what_else_is_wrong()
    {
        var draft = ScenarioTexts.Considering.Replace("\"version\": 3", "\"version\": 1", StringComparison.Ordinal)
            .Replace("\"product\": \"car\"", "\"product\": \"boat\"", StringComparison.Ordinal);

        var told = Read($$"""{ "draft": {{draft}} }""").Errors.Keys;

        Assert.Contains("draft.version", told);
        Assert.Contains("draft.product", told);
    }

    [Fact]
    public void A_draft_keeps_the_holidays_of_its_calendar()
    {
        var (ask, _) = Read($$"""{ "draft": {{Sample()}} }""");
        var newYear = new LocalDate(2028, 1, 1); // in the calendar alone

        var added = ScenarioDraft.Added(SampleContent.Edition, ask!.Draft!);

        Assert.DoesNotContain(newYear, ask.Draft!.Window.Holidays);
        Assert.Contains(newYear, added.Scenarios["car-considering"].Window.Holidays);
    }

    [Fact]
    public void A_draft_is_a_new_version_of_the_scenario_in_the_address()
    {
        var old = ScenarioTexts.Considering.Replace("\"version\": 3", "\"version\": 1", StringComparison.Ordinal);

        Assert.Contains("draft.version", Read($$"""{ "draft": {{old}} }""").Errors.Keys);
        Assert.Contains("draft.id", Read($$"""{ "draft": {{Sample()}} }""", "car-new").Errors.Keys);
        Assert.Empty(Read($$"""{ "draft": {{Sample()}} }""").Errors);
    }

    [Theory]
    [InlineData("""{ "days": 731 }""", "days")]
    [InlineData("""{ "most": 99 }""", "most")]
    [InlineData("""{ "costPerMail": "2" }""", "costPerMail")]
    [InlineData("""{ "launchAt": "2027-03-03T02:59:59Z" }""", "launchAt")]
    [InlineData("""{ "days": 10, "launchAt": "2027-03-13T03:00:00Z" }""", "launchAt")]
    [InlineData("""{ "whom": "all" }""", "whom")]
    public void A_mistake_is_named(string json, string field) => Assert.Equal([field], Read(json).Errors.Keys);

    [Fact]
    public void Who_is_under_way_keeps_the_version_they_began_with()
    {
        var edition = SampleContent.Edition;
        var known = edition.Scenarios["car-considering"];
        var next = known with { Version = known.Version + 1 };

        var added = ScenarioDraft.Added(edition, next);

        Assert.Equal(next.Version, added.Scenarios["car-considering"].Version);
        Assert.Same(known, added.ScenarioOf("car-considering", known.Version));
        Assert.Equal(edition.Scenarios.Count, added.Scenarios.Count);
    }

    /// <summary>The sample scenario as its next version.</summary>
    private static string Sample()
    {
        var file = Path.Combine(SampleContent.Folder, "scenarios", "car-considering.json");
        var version = SampleContent.Edition.Scenarios["car-considering"].Version;
        return File.ReadAllText(file).Replace(
            $"\"version\": {version}", $"\"version\": {version + 1}", StringComparison.Ordinal);
    }

    private static (SimulationAsk? Ask, IReadOnlyDictionary<string, string[]> Errors) Read(
        string json, string scenario = "car-considering")
    {
        var refusals = new Refusals();
        var fields = JsonFields.Parse(Encoding.UTF8.GetBytes(json), refusals)!;
        return (SimulationAsk.Read(fields, scenario, SampleContent.Edition, Now), refusals.ToErrors());
    }
}
