using System.Text.Json.Nodes;
using LeadScoring.Alerts;
using LeadScoring.Tests.Scoring;

namespace LeadScoring.Tests.Alerts;

public sealed class AlertRulesTests
{
    [Fact]
    public void Without_the_section_the_defaults_hold_and_the_highest_stage_is_hot()
    {
        Assert.Equal(new AlertRules(10, 30, null, 7), SampleRules.Rules.Alerts);
        Assert.Equal(60, SampleRules.Rules.Alerts.HotScore(SampleRules.Rules.Stages));
    }

    [Fact]
    public void Each_setting_has_its_own_default()
    {
        var (rules, errors) = SampleRules.Read(With("""{ "silentDays": 90, "hotStage": "considering" }"""));

        Assert.Empty(errors);
        Assert.Equal(new AlertRules(10, 90, "considering", 7), rules.Alerts);
        Assert.Equal(30, rules.Alerts.HotScore(rules.Stages));
    }

    [Theory]
    [InlineData("""{ "dropPoints": 0 }""", "alerts.dropPoints", "Must be from 0.1 to 100, but is 0.")]
    [InlineData("""{ "silentDays": 1.5 }""", "alerts.silentDays", "Must be a whole number from 1 to 3650")]
    [InlineData("""{ "hotStage": "new" }""", "alerts.hotStage",
        "Must be one of aware, considering, ready, but is 'new'.")]
    [InlineData("""{ "freshDays": 366 }""", "alerts.freshDays", "Must be from 1 to 365, but is 366.")]
    [InlineData("""{ "bell": true }""", "alerts.bell", "Is not a known field")]
    [InlineData("[]", "alerts", "Must be an object")]
    public void A_mistake_is_named(string section, string path, string remedy) =>
        Assert.StartsWith(
            remedy, Assert.Single(SampleRules.Read(With(section)).Errors[path]), StringComparison.Ordinal);

    private static string With(string section)
    {
        var rules = JsonNode.Parse(SampleRules.Json)!;
        rules["alerts"] = JsonNode.Parse(section);
        return rules.ToJsonString();
    }
}
