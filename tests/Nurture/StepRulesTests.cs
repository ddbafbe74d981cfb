using LeadScoring.Nurture;
using LeadScoring.Scenarios;
using LeadScoring.Sending;
using LeadScoring.Tests.Scenarios;

namespace LeadScoring.Tests.Nurture;

public sealed class StepRulesTests
{
    private static readonly Scenario Scenario = ScenarioTexts.Read(ScenarioTexts.Considering);

    // Wednesday noon in Tokyo, a week after the enrolment.
    private static readonly DateTimeOffset Noon = new(2026, 11, 18, 3, 0, 0, TimeSpan.Zero);

    private static readonly StepFacts Ready = new()
    {
        Scenario = Scenario,
        Step = Scenario.Steps[0],
        Arm = Arm.Mailed,
        EnteredAt = Noon.AddDays(-7),
        Now = Noon,
        CurrentStage = "considering",
    };

    private static readonly StepFacts OnABrochure = Ready with
    {
        Step = Scenario.Steps[1],
        Reactions = [new SeenReaction("brochure", Noon.AddDays(-3))],
    };

    [Fact]
    public void When_nothing_speaks_against_it_the_mail_is_sent() =>
        Assert.Equal(new StepDecision.Send(), StepRules.Decide(Ready));

    [Fact]
    public void A_second_delivery_of_the_same_message_does_nothing() =>
        Assert.Equal(new StepDecision.AlreadySettled(), StepRules.Decide(Everything() with { AlreadySettled = true }));

    [Fact]
    public void A_purchase_ends_the_scenario() =>
        Assert.Equal(new StepDecision.Exit("purchase"), StepRules.Decide(Ready with { PurchasedSince = true }));

    [Fact]
    public void A_complaint_ends_the_scenario_but_an_old_one_does_not()
    {
        var (since, before) = (Ready with { Reactions = Complaint(-1) }, Ready with { Reactions = Complaint(-7) });

        Assert.Equal(new StepDecision.Exit("reaction-complaint"), StepRules.Decide(since));
        Assert.Equal(new StepDecision.Send(), StepRules.Decide(before));
    }

    [Theory]
    [InlineData("ready")]
    [InlineData("aware")]
    [InlineData(null)]
    public void A_lead_that_left_the_stage_leaves_the_scenario(string? stage) =>
        Assert.Equal(new StepDecision.Exit("stage-left"), StepRules.Decide(Ready with { CurrentStage = stage }));

    [Fact]
    public void A_scenario_of_a_class_ends_with_the_class_and_does_not_look_at_stages()
    {
        var ofLoyals = ScenarioTexts.Read(ScenarioTexts.With("\"stage\": \"considering\"", "\"class\": \"loyal\""));
        var loyal = Ready with { Scenario = ofLoyals, CurrentClass = "loyal", CurrentStage = null };

        Assert.Equal(new StepDecision.Send(), StepRules.Decide(loyal));
        Assert.Equal(new StepDecision.Exit("class-left"), StepRules.Decide(loyal with { CurrentClass = "steady" }));
    }

    [Fact]
    public void Exits_that_the_scenario_does_not_name_do_not_end_it()
    {
        var patient = ScenarioTexts.Read(ScenarioTexts.With(
            "\"onPurchase\": true, \"onStageLeft\": true, \"onReactions\": [\"complaint\"]", ""));
        var facts = Ready with
        {
            Scenario = patient,
            PurchasedSince = true,
            CurrentStage = "new",
            Reactions = Complaint(-1),
        };

        Assert.Equal(new StepDecision.Send(), StepRules.Decide(facts));
    }

    [Fact]
    public void The_comparison_group_gets_no_mail() =>
        Assert.Equal(
            new StepDecision.HoldOut(), StepRules.Decide(Ready with { Arm = Arm.HeldOut, Now = Noon.AddHours(12) }));

    [Theory]
    [InlineData(true, "brochure")]
    [InlineData(true, "configurator", "page-view")]
    [InlineData(false)]
    [InlineData(false, "page-view")]
    [InlineData(false, "brochure", "test-drive")]
    public void A_condition_wants_one_of_its_reactions_and_none_of_the_others(bool holds, params string[] types)
    {
        var reactions = types.Select(type => new SeenReaction(type, Noon.AddDays(-1))).ToArray();

        Assert.Equal(
            holds ? new StepDecision.Send() : new StepDecision.Suppress("condition-not-met"),
            StepRules.Decide(OnABrochure with { Reactions = reactions }));
    }

    [Fact]
    public void The_reaction_that_brought_the_lead_in_answers_no_mail() =>
        Assert.Equal(new StepDecision.Suppress("condition-not-met"), StepRules.Decide(
            OnABrochure with { Reactions = [new SeenReaction("brochure", OnABrochure.EnteredAt)] }));

    [Fact]
    public void Without_consent_or_against_a_suppression_nothing_is_sent_and_the_reason_is_kept()
    {
        var withdrawn = Ready with { ConsentMissing = "withdrawn" };
        var bounced = Ready with { Suppression = "bounced" };

        Assert.Equal(new StepDecision.Suppress("withdrawn"), StepRules.Decide(withdrawn));
        Assert.Equal(new StepDecision.Suppress("bounced"), StepRules.Decide(bounced));
    }

    [Fact]
    public void A_pause_holds_until_its_end()
    {
        Assert.Equal(
            new StepDecision.Park(), StepRules.Decide(Ready with { PausedUntil = Noon.AddHours(1) }));
        Assert.Equal(new StepDecision.Send(), StepRules.Decide(Ready with { PausedUntil = Noon }));
    }

    [Fact]
    public void Outside_the_window_it_waits_for_the_next_opening() =>
        Assert.Equal(
            new StepDecision.Postpone(new DateTimeOffset(2026, 11, 19, 1, 0, 0, TimeSpan.Zero), "window"),
            StepRules.Decide(Ready with { Now = Noon.AddHours(8) }));

    [Fact]
    public void Over_the_cap_it_waits_for_an_open_window_at_which_the_cap_is_free()
    {
        // Free on Sunday at noon, so Monday at ten.
        var facts = Ready with { RecentMails = [Noon.AddDays(-3), Noon.AddDays(-1)] };

        Assert.Equal(
            new StepDecision.Postpone(new DateTimeOffset(2026, 11, 23, 1, 0, 0, TimeSpan.Zero), "cap"),
            StepRules.Decide(facts));
    }

    [Theory]
    [InlineData(-1, 1, "cap", 5)] // quiet until tomorrow, room on Monday
    [InlineData(-1, 7, "quiet", 7)] // room on Monday, quiet until Wednesday
    [InlineData(-5, 6, "quiet", 6)]
    [InlineData(-5, -1, "cap", 1)]
    public void Of_quiet_and_caps_the_one_that_ends_last_is_told(int lastMail, int quiet, string why, int days)
    {
        var facts = Ready with
        {
            RecentMails = [Noon.AddDays(lastMail - 1), Noon.AddDays(lastMail)],
            QuietUntil = Noon.AddDays(quiet),
        };

        var later = Assert.IsType<StepDecision.Postpone>(StepRules.Decide(facts));

        Assert.Equal(why, later.Why);
        Assert.Equal(Scenario.Window.NextOpening(Noon.AddDays(days)), later.Until);
    }

    [Fact]
    public void The_order_of_reasons_is_as_written()
    {
        var facts = Everything();
        var found = new List<string>();
        foreach (var lift in Lifts())
        {
            found.Add(StepRules.Decide(facts) switch
            {
                StepDecision.Exit exit => exit.Reason,
                StepDecision.Suppress suppress => suppress.Reason,
                StepDecision.Postpone postpone => postpone.Why,
                var other => other.GetType().Name,
            });
            facts = lift(facts);
        }

        Assert.Equal(
            [
                "AlreadySettled", "purchase", "reaction-complaint", "stage-left", "HoldOut", "condition-not-met",
                "bounced", "withdrawn", "Park", "quiet", "cap", "window", "priority", "Send",
            ],
            found);
    }

    /// <summary>Facts against which everything speaks at once.</summary>
    private static StepFacts Everything() => Ready with
    {
        AlreadySettled = true,
        Step = Scenario.Steps[1],
        Arm = Arm.HeldOut,
        Now = Noon.AddHours(8),
        CurrentStage = "new",
        PurchasedSince = true,
        Reactions = Complaint(-1),
        Suppression = "bounced",
        ConsentMissing = "withdrawn",
        PausedUntil = Noon.AddDays(1),
        QuietUntil = Noon.AddDays(10),
        RecentMails = [Noon.AddDays(-1), Noon.AddDays(-2)],
        Ahead = [new MailAhead(Noon, Scenario.Window, [new FrequencyCap(1, TimeSpan.FromDays(1))], false)],
    };

    /// <summary>Takes away one reason after the other, in the order in which they count.</summary>
    private static IEnumerable<Func<StepFacts, StepFacts>> Lifts() =>
    [
        facts => facts with { AlreadySettled = false },
        facts => facts with { PurchasedSince = false },
        facts => facts with { Reactions = [] },
        facts => facts with { CurrentStage = "considering" },
        facts => facts with { Arm = Arm.Mailed },
        facts => facts with { Reactions = OnABrochure.Reactions },
        facts => facts with { Suppression = null },
        facts => facts with { ConsentMissing = null },
        facts => facts with { PausedUntil = null },
        facts => facts with { QuietUntil = null },
        facts => facts with { RecentMails = [] },
        facts => facts with { Now = Noon },
        facts => facts with { Ahead = [] },
        facts => facts,
    ];

    private static SeenReaction[] Complaint(int days) => [new("complaint", Noon.AddDays(days))];
}
