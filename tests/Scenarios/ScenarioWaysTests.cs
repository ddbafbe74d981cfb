using LeadScoring.Scenarios;

namespace LeadScoring.Tests.Scenarios;

/// <summary>What a scenario's own file tells to be wrong with the ways through it.</summary>
public sealed class ScenarioWaysTests
{
    private const string Mail = """{ "id": "hello", "after": "P1D", "template": "t" }""";

    [Theory]
    [InlineData("""{ "id": "b", "branch": [{ "if": { "lapsed": true }, "go": "hello" }] }""",
        "steps[1].branch[0].go", "Must lead forwards, but 'hello' does not come later.")]
    [InlineData("""{ "id": "b", "branch": [{ "if": { "lapsed": true }, "go": "b" }] }""",
        "steps[1].branch[0].go", "Must lead forwards")]
    [InlineData("""{ "id": "b", "branch": [{ "if": { "lapsed": true }, "go": "nowhere" }] }""",
        "steps[1].branch[0].go", "Must be the id of a later step, but is 'nowhere'.")]
    [InlineData("""{ "id": "b", "branch": [] }""", "steps[1].branch", "Must hold at least one case.")]
    [InlineData("""{ "id": "b", "branch": [{ "go": "c" }] }, { "id": "c", "exit": "x" }""",
        "steps[1].branch[0].if", "Is required.")]
    [InlineData("""{ "id": "w", "wait": { "for": "quote" } }""", "steps[1].wait.timeOut", "Is required.")]
    [InlineData("""{ "id": "w", "wait": { "timeOut": "P1D" } }""", "steps[1].wait.for", "Is required.")]
    [InlineData("""{ "id": "w", "wait": { "for": [], "timeOut": "P1D" } }""",
        "steps[1].wait.for", "Must name at least one.")]
    [InlineData("""{ "id": "w", "after": "P1D", "wait": { "for": "quote", "timeOut": "P1D" } }""",
        "steps[1].after", "Is not a known field")]
    [InlineData("""{ "id": "w", "wait": { "for": "quote", "timeOut": "P1D", "else": "hello" } }""",
        "steps[1].wait.else", "Must lead forwards")]
    [InlineData("""{ "id": "x", "exit": "done" }, { "id": "more", "after": "P1D", "template": "t" }""",
        "steps[2].id", "No way leads to 'more'")]
    [InlineData("""{ "id": "x", "exit": "done", "template": "t" }""", "steps[1].exit", "Must not stand beside another")]
    [InlineData("""{ "id": "x", "exit": "Not Interested" }""", "steps[1].exit", "Must be lower-case letters")]
    [InlineData("""{ "id": "m", "after": { "before": "P9D" }, "template": "t" }""",
        "steps[1].after", "Counts from a date, but enter names no anchor.")]
    [InlineData("""{ "id": "m", "after": { "days": 0 }, "template": "t" }""", "steps[1].after.days", "Must be from 1")]
    [InlineData("""{ "id": "m", "after": { "next": "tue" }, "template": "t" }""", "steps[1].after.at", "Is required.")]
    [InlineData("""{ "id": "m", "after": { "next": "tuesday", "at": "10:00" }, "template": "t" }""",
        "steps[1].after.next", "Must be one of mon")]
    [InlineData("""{ "id": "m", "after": { "days": 2, "businessDays": 3 }, "template": "t" }""",
        "steps[1].after.days", "Must be exactly one of")]
    [InlineData("""{ "id": "m", "after": {}, "template": "t" }""", "steps[1].after.days", "Must be exactly one of")]
    [InlineData("""{ "id": "m", "after": "P1D", "template": "t", "if": { "opened": "m" } }""",
        "steps[1].if.opened", "Must be an earlier step that sends a mail, but is 'm'.")]
    [InlineData("""{ "id": "m", "after": "P1D", "template": "t", "if": { "any": [{ "clicked": "other" }] } }""",
        "steps[1].if.any[0].clicked", "Must be an earlier step that sends a mail")]
    [InlineData("""{ "id": "m", "after": "P1D", "template": "t", "if": { "score": {} } }""",
        "steps[1].if.score.atLeast", "Is required, or below.")]
    [InlineData("""{ "id": "m", "after": "P1D", "template": "t", "if": { "score": { "atLeast": 50, "below": 50 } } }""",
        "steps[1].if.score.below", "Must be above atLeast, or it never holds.")]
    [InlineData(
        """{ "id": "m", "after": "P1D", "template": "t", "if": { "probability": { "within": 31, "below": 1 } } }""",
        "steps[1].if.probability.within", "Must be one of 30, 90, 180, 365 days.")]
    [InlineData("""{ "id": "m", "after": "P1D", "template": "t", "if": { "likeness": { "atLeast": 95 } } }""",
        "steps[1].if.likeness.atLeast", "Must be one of 60, 70, 80, 90, but is 95: leads are told these levels only.")]
    [InlineData("""{ "id": "m", "after": "P1D", "template": "t", "if": { "likeness": {} } }""",
        "steps[1].if.likeness.atLeast", "Is required, or below.")]
    [InlineData(
        """{ "id": "m", "after": "P1D", "template": "t", "if": { "likeness": { "atLeast": 80, "below": 70 } } }""",
        "steps[1].if.likeness.below", "Must be above atLeast, or it never holds.")]
    [InlineData("""{ "id": "m", "after": "P1D", "template": "t", "if": { "attribute": { "name": "budget" } } }""",
        "steps[1].if.attribute.name", "Needs one test")]
    [InlineData("""{ "id": "m", "after": "P1D", "template": "t", "if": { "reaction": { "types": "quote" } } }""",
        "steps[1].if.reaction.within", "Is required.")]
    [InlineData("""{ "id": "m", "after": "P1D", "template": "t", "if": { "all": [] } }""",
        "steps[1].if.all", "Must hold at least one condition.")]
    [InlineData("""{ "id": "m", "after": "P1D", "template": "t", "if": { "not": { "reacted": [] } } }""",
        "steps[1].if.not", "Must ask something")]
    public void A_mistake_in_the_steps_is_told_with_its_place(string step, string path, string reason) =>
        AssertOnly(ScenarioTexts.Open($"{Mail}, {step}"), path, reason);

    [Theory]
    [InlineData("{}")]
    [InlineData("""{ "reacted": [] }""")]
    [InlineData("""{ "all": [{ "notReacted": [] }] }""")]
    public void An_exit_that_asks_nothing_would_end_everybody(string condition) => AssertOnly(
        ScenarioTexts.Open(Mail, more: $$"""
            "exits": { "if": {{condition}} }
            """), "exits.if", "Must ask something");

    [Theory]
    [InlineData("""{ "stage": "new", "lapsed": true }""", "enter.stage", "Must name one of")]
    [InlineData("""{ "stage": "new", "if": { "reacted": ["quote"] } }""", "enter.if.reacted", "Means since")]
    [InlineData("""{ "stage": "new", "if": { "clicked": "hello" } }""", "enter.if.clicked", "Has no mail to look at")]
    [InlineData("""{ "stage": "new", "if": { "probability": { "within": 90, "atLeast": 0.1 } } }""",
        "enter.if.probability", "Is asked at steps")]
    [InlineData("""{ "stage": "new", "likeness": { "atLeast": 80 } }""", "enter.stage", "Must name one of")]
    [InlineData("""{ "likeness": {} }""", "enter.likeness.atLeast", "Is required.")]
    [InlineData("""{ "likeness": { "atLeast": 100 } }""", "enter.likeness.atLeast", "Must be one of 60, 70, 80, 90")]
    [InlineData("""{ "anchor": { "attribute": "leaseEnd" } }""", "steps[0].after", "Must count from the date")]
    public void A_mistake_in_who_enters_is_told_with_its_place(string enter, string path, string reason) =>
        AssertOnly(ScenarioTexts.Open(Mail, enter), path, reason);

    [Theory]
    [InlineData("\"priority\": 101", "priority", "Must be from 0 to 100")]
    [InlineData("\"running\": \"jump\"", "running", "Must be one of finish, move")]
    [InlineData("\"exits\": { \"if\": { \"opened\": \"goodbye\" } }", "exits.if.opened", "Must be an earlier step")]
    public void A_mistake_in_the_rest_is_told_with_its_place(string more, string path, string reason) =>
        AssertOnly(ScenarioTexts.Open(Mail, more: more), path, reason);

    [Fact]
    public void An_id_that_stands_twice_hides_no_step_that_counts_from_no_date()
    {
        var (_, errors) = ScenarioTexts.TryRead(ScenarioTexts.Open(
            $$"""{{Mail}}, { "id": "hello", "after": { "before": "P9D" }, "template": "t" }"""));

        Assert.Equal(["steps", "steps[1].after"], errors.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_whole_language_is_read()
    {
        var scenario = ScenarioTexts.Read(ScenarioTexts.Open(
            """
            { "id": "first", "after": { "before": "P90D", "at": "10:00" }, "template": "t", "next": "wait" },
            { "id": "wait", "wait": { "for": ["quote"], "timeOut": { "businessDays": 5 },
                                      "then": "sort", "else": "end" } },
            { "id": "sort", "after": "PT1H", "branch": [
                { "if": { "any": [{ "opened": "first" }, { "not": { "attribute": { "name": "x", "exists": true } } }] },
                  "go": "second" },
                { "if": { "probability": { "within": 90, "atLeast": 0.5 }, "purchased": false }, "go": "end" }],
              "else": "second" },
            { "id": "second", "after": { "next": "fri", "at": "17:00" }, "template": "t" },
            { "id": "end", "exit": "done" }
            """,
            """
            { "anchor": { "attribute": "leaseEnd", "grace": "P1D" }, "if": { "class": ["loyal"], "lapsed": false } }
            """,
            """
            "priority": 90, "running": "move", "reentry": "always",
            "exits": { "if": { "score": { "below": 10 } } }
            """));

        Assert.Equal(
            [typeof(MailStep), typeof(WaitStep), typeof(BranchStep), typeof(MailStep), typeof(ExitStep)],
            scenario.Steps.Select(step => step.GetType()));
        Assert.Equal((90, Running.Move, Reentry.Always), (scenario.Priority, scenario.Running, scenario.Reentry));
        Assert.Equal(["t", null, null, "t", null], scenario.Steps.Select(step => step.Template));
    }

    private static void AssertOnly(string json, string path, string reason)
    {
        var (_, errors) = ScenarioTexts.TryRead(json);

        var (at, messages) = Assert.Single(errors);
        Assert.Equal(path, at);
        Assert.StartsWith(reason, Assert.Single(messages), StringComparison.Ordinal);
    }
}
