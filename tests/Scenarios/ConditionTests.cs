using System.Text;
using LeadScoring.Leads;
using LeadScoring.Learning;
using LeadScoring.Parsing;
using LeadScoring.Scenarios;
using LeadScoring.Tests.Nurture;

namespace LeadScoring.Tests.Scenarios;

/// <summary>Each question of a scenario, asked of one lead.</summary>
public sealed class ConditionTests
{
    private static readonly DateTimeOffset Now = Story.Tuesday;

    private static readonly Circumstances Somebody = new()
    {
        Now = Now,
        EnteredAt = Now.AddDays(-10),
        Product = "car",
        CurrentStage = "considering",
        CurrentClass = "steady",
        Score = 40,
        Likeness = 70,
        Reactions = [new SeenReaction("quote", Now.AddDays(-5)), new SeenReaction("brochure", Now.AddDays(-20))],
        Attributes = new Dictionary<string, string>
        {
            ["budget"] = "3500000",
            ["prefecture"] = "Tokyo",
            ["none"] = " ",
        },
        Purchases = new Dictionary<string, IReadOnlyList<DateTimeOffset>> { ["car"] = [Now.AddDays(-100)] },
        Chances = new Chances(0.1, 0.3, null, 0.6, "m"),
        Mails = new Dictionary<string, SeenMail> { ["a"] = new(true, false), ["b"] = new(true, true) },
    };

    [Theory]
    [InlineData("""{ "reacted": ["quote", "test-drive"] }""", true)]
    [InlineData("""{ "reacted": ["brochure"] }""", false)]
    [InlineData("""{ "notReacted": ["brochure"] }""", true)]
    [InlineData("""{ "reacted": ["quote"], "notReacted": ["quote"] }""", false)]
    [InlineData("""{ "reaction": { "types": "brochure", "within": "P20D" } }""", true)]
    [InlineData("""{ "reaction": { "types": ["brochure"], "within": "P19D" } }""", false)]
    [InlineData("""{ "score": { "atLeast": 40 } }""", true)]
    [InlineData("""{ "score": { "below": 40 } }""", false)]
    [InlineData("""{ "score": { "atLeast": 30, "below": 40.5 } }""", true)]
    [InlineData("""{ "stage": ["aware", "considering"] }""", true)]
    [InlineData("""{ "stage": "ready" }""", false)]
    [InlineData("""{ "class": "steady" }""", true)]
    [InlineData("""{ "class": ["loyal"] }""", false)]
    [InlineData("""{ "lapsed": false }""", true)]
    [InlineData("""{ "attribute": { "name": "budget", "atLeast": 3000000, "below": 4000000 } }""", true)]
    [InlineData("""{ "attribute": { "name": "prefecture", "in": ["Osaka", "tokyo"] } }""", true)]
    [InlineData("""{ "attribute": { "name": "prefecture", "equals": "Osaka" } }""", false)]
    [InlineData("""{ "attribute": { "name": "leaseEnd", "exists": true } }""", false)]
    [InlineData("""{ "attribute": { "name": "none", "exists": false } }""", true)]
    [InlineData("""{ "purchased": true }""", true)]
    [InlineData("""{ "purchased": false }""", false)]
    [InlineData("""{ "purchased": { "within": "P99D" } }""", false)]
    [InlineData("""{ "purchased": { "within": "P100D", "product": "car" } }""", true)]
    [InlineData("""{ "purchased": { "product": "camper" } }""", false)]
    [InlineData("""{ "probability": { "within": 90, "atLeast": 0.3 } }""", true)]
    [InlineData("""{ "probability": { "within": 365, "below": 0.6 } }""", false)]
    [InlineData("""{ "probability": { "within": 180, "below": 0.6 } }""", null)]
    [InlineData("""{ "likeness": { "atLeast": 70 } }""", true)]
    [InlineData("""{ "likeness": { "below": 70 } }""", false)]
    [InlineData("""{ "likeness": { "atLeast": 60, "below": 80 } }""", true)]
    [InlineData("""{ "not": { "likeness": { "atLeast": 60 } } }""", false)]
    [InlineData("""{ "opened": "a" }""", true)]
    [InlineData("""{ "clicked": "a" }""", false)]
    [InlineData("""{ "clicked": ["a", "b"] }""", true)]
    [InlineData("""{ "opened": "c" }""", false)]
    [InlineData("{}", true)]
    [InlineData("""{ "not": { "stage": "ready", "lapsed": false } }""", true)]
    [InlineData("""{ "any": [{ "stage": "ready" }, { "reacted": ["quote"] }] }""", true)]
    [InlineData("""{ "all": [{ "stage": "considering" }, { "reacted": ["brochure"] }] }""", false)]
    public void A_condition_is_answered(string json, bool? holds) => Assert.Equal(holds, Read(json).Holds(Somebody));

    [Theory]
    [InlineData("""{ "not": UNKNOWN }""", null)]
    [InlineData("""{ "all": [UNKNOWN, { "lapsed": false }] }""", null)]
    [InlineData("""{ "all": [UNKNOWN, { "lapsed": true }] }""", false)]
    [InlineData("""{ "any": [UNKNOWN, { "lapsed": false }] }""", true)]
    [InlineData("""{ "any": [UNKNOWN, { "lapsed": true }] }""", null)]
    public void What_is_not_known_makes_a_whole_unknown_only_where_it_would_decide_it(string json, bool? holds) =>
        Assert.Equal(holds, Read(json.Replace(
            "UNKNOWN", """{ "probability": { "within": 180, "atLeast": 0.5 } }""", StringComparison.Ordinal))
            .Holds(Somebody));

    [Fact]
    public void A_mail_that_nobody_looked_up_is_neither_opened_nor_not() =>
        Assert.Null(Read("""{ "not": { "opened": "a" } }""").Holds(Somebody with { Mails = null }));

    [Fact]
    public void A_purchase_that_was_taken_back_is_none()
    {
        var scenario = ScenarioTexts.Read(ScenarioTexts.Open(
            """{ "id": "a", "after": "P1D", "template": "t", "if": { "purchased": true } }"""));
        var story = new Story(scenario).Buys();
        Assert.True(Holds(story));

        var car = story.Lead.Product("car");
        var bought = car.Purchases.Purchases[0];
        story.Lead = story.Lead.With(car with
        {
            Purchases = car.Purchases.Add(new Refund("00000000000000ff", bought.IdHash, bought.Day, 100)),
        });

        Assert.False(Holds(story));

        bool? Holds(Story of) => scenario.Steps[0].Conditions.Single().Holds(
            Circumstances.Of(of.Lead, scenario, of.Edition, Now, Outlook.Unknown, Now));
    }

    [Fact]
    public void The_score_is_the_one_that_the_lead_has_at_that_instant()
    {
        var scenario = ScenarioTexts.Read(ScenarioTexts.Open(
            """{ "id": "a", "after": "P1D", "template": "t", "if": { "score": { "atLeast": 30 } } }"""));
        var story = new Story(scenario).Reacts("quote");

        var then = Circumstances.Of(story.Lead, scenario, story.Edition, Now, Outlook.Unknown, Now);
        var later = Circumstances.Of(story.Lead, scenario, story.Edition, Now, Outlook.Unknown, Now.AddDays(90));

        Assert.Equal((30 * 100 / 90.0, 15 * 100 / 75.0), (then.Score!.Value, later.Score!.Value));
    }

    private static Condition Read(string json)
    {
        var refusals = new Refusals();
        var condition = ConditionReader.Read(JsonFields.Parse(Encoding.UTF8.GetBytes(json), refusals)!);
        Assert.Empty(refusals.ToErrors());
        return condition;
    }
}
