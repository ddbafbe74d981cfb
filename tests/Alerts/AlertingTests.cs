using LeadScoring.Alerts;
using LeadScoring.Consent;
using LeadScoring.Intake;
using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Reactions;
using LeadScoring.Scoring;
using static LeadScoring.Tests.Alerts.Happenings;

namespace LeadScoring.Tests.Alerts;

/// <summary>The sample: half-life 90 days, score 50 at 60 points, hot at a score of 60, which is 90 points.</summary>
public sealed class AlertingTests
{
    [Theory]
    [InlineData("complaint")]
    [InlineData("credit-check-abandoned")]
    [InlineData("unsubscribe")]
    public void A_reaction_of_a_marked_type_raises_one_alert(string type)
    {
        var lead = new Happenings().On(0, "brochure", type);

        var alert = Assert.Single(lead.Alerts);
        Assert.Equal((AlertKind.Reaction, "car", type), (alert.Kind, alert.Product, alert.Reaction));
        Assert.Equal(Noon(0), alert.OccurredAt);
        Assert.Equal(Noon(0).AddHours(1), alert.At);
    }

    [Fact]
    public void Others_raise_none() =>
        Assert.Empty(new Happenings().On(0, "test-drive", "quote", "shop-visit", "page-view").Alerts);

    [Fact]
    public void Two_of_a_day_are_two_and_a_repeated_report_is_none()
    {
        var lead = new Happenings();
        var (first, second) = (lead.Reaction("complaint", 0), lead.Reaction("complaint", 0));
        lead.Tell(Noon(0), first);
        lead.Tell(Noon(0), first, second, second);
        lead.Tell(Noon(0), second);

        Assert.Equal(2, lead.Alerts.Count);
    }

    [Fact]
    public void What_is_reported_late_is_kept_and_raises_nothing()
    {
        var lead = new Happenings();
        lead.Tell(Noon(8), lead.Reaction("complaint", 0)); // eight days
        Assert.Empty(lead.Alerts);

        lead.Tell(Noon(8), lead.Reaction("complaint", 1)); // seven
        Assert.Single(lead.Alerts);
        Assert.Equal(2, lead.Lead.Product("car").Counts.Items.Length);
    }

    [Fact]
    public void A_lead_that_nobody_vouched_for_raises_nothing()
    {
        var lead = new Happenings();
        var unknown = lead.Lead with { Profile = lead.Lead.Profile! with { Known = false } };
        var batch = new InboxBatch(null, Trusted: false, [lead.Reaction("complaint", 0)], []);

        var change = Touch.Decide(unknown, "head|inbox|1", batch, KnownFacts.None, Sample, Noon(0));

        Assert.DoesNotContain(change!.Facts, fact => LeadRows.IsAlert(fact.Key));
    }

    [Fact]
    public void Who_forbade_the_use_of_their_data_raises_nothing()
    {
        var lead = new Happenings();
        var stopped = lead.Lead with { Profile = lead.Lead.Profile! with { StoppedAt = Noon(-1) } };
        var batch = new InboxBatch(null, Trusted: true, [lead.Reaction("complaint", 0)], []);

        var change = Touch.Decide(stopped, "head|inbox|1", batch, KnownFacts.None, Sample, Noon(0));

        Assert.DoesNotContain(change!.Facts, fact => LeadRows.IsAlert(fact.Key));
    }

    [Fact]
    public void A_score_that_falls_through_what_happened_is_a_drop_told_with_what_it_fell_by()
    {
        // 40 points make 40, less 20 for the complaint 25; decay of one day apart.
        var lead = new Happenings().On(0, "test-drive").On(1, "complaint");

        var drop = Assert.Single(lead.Alerts, alert => alert.Kind == AlertKind.Drop);
        var points = 40 * Math.Pow(2, -1 / 90.0);
        Assert.Equal(Points.Score(points, 60) - Points.Score(points - 20, 60), drop.Fell!.Value, 9);
        Assert.Equal(Points.Score(points - 20, 60), drop.Score!.Value, 9);
        Assert.Equal("considering", drop.Stage); // held by the test drive
    }

    [Fact]
    public void A_fall_smaller_than_the_rules_ask_is_none()
    {
        // 105 points make 63.6; less 10, 61.3.
        var lead = new Happenings().On(0, "test-drive", "quote", "shop-visit", "unsubscribe");
        Assert.DoesNotContain(lead.Alerts, alert => alert.Kind == AlertKind.Drop);

        lead = new Happenings().On(0, "test-drive", "quote", "shop-visit").On(1, "unsubscribe");
        Assert.DoesNotContain(lead.Alerts, alert => alert.Kind == AlertKind.Drop);
    }

    [Fact]
    public void A_purchase_that_closes_the_cycle_is_no_drop()
    {
        var lead = new Happenings().On(0, "test-drive", "quote", "shop-visit").Buy(1);

        Assert.Equal("new", lead.Lead.Product("car").Stage);
        Assert.Empty(lead.Alerts);
    }

    [Fact]
    public void What_a_lead_confirms_of_itself_can_be_a_drop_too()
    {
        var lead = new Happenings(WithFit(factor: 3));
        lead.Save(new LeadChange(
            lead.Lead with { Profile = lead.Lead.Profile!.WithAttributes([new("rich", "yes")], Noon(-9)) }, []));
        lead.On(0, "test-drive");

        lead.Save(OptIn.Confirm(lead.Lead, Says("rich", "no"), WithFit(factor: 3), Noon(1)).Change);

        var drop = Assert.Single(lead.Alerts);
        Assert.Equal(AlertKind.Drop, drop.Kind);
        Assert.InRange(drop.Fell!.Value, 20, 30); // 120 points make 66.7, 40 make 40
        Assert.Equal("considering", drop.Stage);
    }

    [Fact]
    public void Who_becomes_hot_after_a_silence_is_hot_again()
    {
        var lead = new Happenings().On(0, "brochure").On(29, "test-drive", "quote", "shop-visit");
        Assert.Empty(lead.Alerts); // 29 days are no silence by these rules

        lead = new Happenings().On(0, "brochure").On(30, "test-drive", "quote", "shop-visit");
        var alert = Assert.Single(lead.Alerts);
        Assert.Equal((AlertKind.HotAgain, 30, "ready"), (alert.Kind, alert.SilentDays, alert.Stage));
    }

    [Fact]
    public void Neither_who_was_hot_all_along_nor_a_newcomer_is_hot_again()
    {
        string[] much = ["test-drive", "quote", "quote", "shop-visit", "configurator", "configurator"];

        Assert.Empty(new Happenings().On(0, much).On(30, "quote").Alerts); // 119 of 150 points were left
        Assert.Empty(new Happenings().On(0, much).Alerts);
    }

    [Fact]
    public void Who_bought_in_between_was_not_silent() =>
        Assert.Empty(new Happenings().On(0, "brochure").Buy(20).On(40, "test-drive", "quote", "shop-visit").Alerts);

    [Fact]
    public void An_entry_is_a_reaction_like_any_other()
    {
        var entry = Sample.Rules.Reactions[Entering.ReactionType] with { Points = 100, Alert = true };
        var rules = Sample.Rules with
        {
            Reactions = new Dictionary<string, ReactionType>(Sample.Rules.Reactions) { [entry.Id] = entry },
        };
        var lead = new Happenings().On(0, "brochure");
        var (decided, change) = Entering.Decide(
            lead.Lead, Says("rich", "no") with { ReceivedAt = Noon(30) }, Sample with { Rules = rules }, Noon(30));
        lead.Save(decided.Outcome == Entry.Claiming
            ? Entering.Settle(change.Lead, decided, refusal: null, Sample with { Rules = rules }, Noon(30)).Change
            : change);

        Assert.Equal([AlertKind.Reaction, AlertKind.HotAgain], lead.Alerts.Select(alert => alert.Kind).Order());
    }

    [Fact]
    public void The_last_transaction_of_a_flood_stays_within_its_hundred_rows()
    {
        var lead = new Happenings();
        var flood = Enumerable.Range(0, 40).Select(_ => lead.Reaction("complaint", 0)).ToArray();

        lead.Tell(Noon(0), flood);

        Assert.Equal(Alerting.MostOfOneChange, lead.Alerts.Count);
    }

    private static Edition WithFit(double factor) => Sample with
    {
        Rules = Sample.Rules with { Fit = [new FitFactor("rich", null, null, ["yes"], factor)] },
    };

    private static Entry Says(string attribute, string value) => new()
    {
        EntryId = "e-1",
        CampaignId = "car-launch-2026",
        Email = "a@example.jp",
        Locale = "ja",
        ReceivedAt = Noon(0),
        Attributes = new Dictionary<string, string> { [attribute] = value },
    };
}
