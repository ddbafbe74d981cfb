using System.Text.Json;
using FsCheck.Fluent;
using LeadScoring.Leads;
using LeadScoring.Learning;
using LeadScoring.Publishing;
using LeadScoring.Scoring;
using LeadScoring.Storage;
using LeadScoring.Tests.Publishing;
using LeadScoring.Tests.Scoring;

namespace LeadScoring.Tests.Learning;

public sealed class WhatIfTests
{
    private static readonly Edition InForce = SampleContent.Edition;
    private static readonly ProductLine Car = InForce.Rules.Products["car"];
    private static readonly DateTimeOffset Now = Car.StartOf(Laws.LastDay + 10);

    [Fact]
    public void The_same_rules_change_nothing() => Laws.Hold(
        SamplePasts.Any.ArrayOf(),
        pasts =>
        {
            var line = LineOf(Leads(pasts), InForce.Rules);

            Assert.Equal(0, line.Moves.Count);
            Assert.All(
                line.Stages.Concat(line.Classes),
                one => Assert.Equal((one.Before, 0, 0), (one.After, one.Entering, one.Leaving)));
            Assert.Empty(line.Ranks.In.Concat(line.Ranks.Out).Concat(line.Ranks.Furthest));
            Assert.All(line.Scores.Bands, band => Assert.Equal(band.Before, band.After));
            Assert.Equal(line.Scores.Before, line.Scores.After);
            Assert.All(line.Mails.PerDay, day => Assert.Equal(day.Before, day.After));
        }, cases: 50);

    [Fact]
    public void Stages_and_scores_are_what_the_assessment_makes_of_them_under_the_draft() => Laws.Hold(
        from pasts in SamplePasts.Any.ArrayOf()
        from points in Gen.Elements(-5, 0, 20, 80, 300)
        select (pasts, points),
        it =>
        {
            var (leads, draft) = (Leads(it.pasts), With("test-drive", it.points));

            var line = LineOf(leads, draft);

            var after = leads.Select(past => Assess(past.Lead, draft)).ToList();
            Assert.Equal(leads.Count, line.Stages.Sum(stage => stage.Before));
            foreach (var stage in line.Stages)
            {
                Assert.Equal(after.Count(lead => lead.Product("car").Stage == stage.Id), stage.After);
                Assert.Equal(stage.After, stage.Before + stage.Entering - stage.Leaving);
            }
            Assert.Equal(line.Moves.Count, line.Stages.Sum(stage => stage.Entering));
            foreach (var move in line.Moves.Shown)
            {
                var state = after.Single(lead => lead.Id == move.LeadId).Product("car");
                Assert.Equal(state.Stage, move.To);
                Assert.Equal(
                    Points.ScoreAt(new ScoreInput(state.Counts, 1, state.CycleStart), draft, Car, Car.DayOf(Now)),
                    move.ScoreAfter);
            }
            Assert.Equal(leads.Count, line.Scores.Bands.Sum(band => band.After));
        }, cases: 50);

    [Fact]
    public void A_stage_is_kept_between_leave_and_enter_and_held_by_a_floor()
    {
        // 25 points today are a score of 29: who is considering stays, who is not does not come in; a floor holds.
        var day = Car.DayOf(Now);
        var leads = new[]
        {
            SamplePasts.Of([(day, "quote")]), SamplePasts.Of([(day, "shop-visit")]),
            SamplePasts.Of([(day, "test-drive")]),
        }.Select((past, i) => Assessed(past.Numbered(i))).ToList();
        Assert.Equal(["considering", "aware", "considering"], leads.Select(past => past.State.Stage));

        var kept = LineOf(leads, With("quote", 25));
        var left = LineOf(leads, With("quote", 10));
        var held = LineOf(leads, With("test-drive", 1));

        Assert.Equal(0, kept.Moves.Count);
        Assert.Equal([("considering", "aware")], left.Moves.Shown.Select(move => (move.From, move.To)));
        Assert.Equal(0, held.Moves.Count);
    }

    [Fact]
    public void The_list_is_ranked_as_sales_sees_it()
    {
        // Sixty leads with one to sixty page views on as many days; the draft turns the sign.
        var day = Car.DayOf(Now);
        var leads = Enumerable.Range(1, 60).Select(i => Assessed(SamplePasts.Of(
            Enumerable.Range(0, i).Select(back => (day - back, "page-view"))).Numbered(i))).ToList();

        var ranks = LineOf(leads, With("page-view", -1)).Ranks;

        Assert.Equal(50, ranks.Top);
        // Without points they stand in the order of their ids; the ten with the fewest views were not on the page.
        var page = leads.Select(past => past.Lead.Id).Order(StringComparer.Ordinal).Take(50).ToList();
        var few = leads.Take(10).Select(past => past.Lead.Id);
        Assert.Equal(page.Intersect(few), ranks.In.Select(move => move.LeadId));
        Assert.Equal(ranks.In.Count, ranks.Out.Count);
        Assert.All(ranks.Out, move => Assert.True(move.Before <= 50 && !page.Contains(move.LeadId)));
        Assert.Null(ranks.Spearman); // without a positive score all rank alike
        Assert.Equal(20, ranks.Furthest.Count);
        Assert.Equal(1, LineOf(leads, With("page-view", 3)).Ranks.Spearman);
    }

    [Fact]
    public void Moves_are_shown_from_the_largest_and_counted_all()
    {
        var day = Car.DayOf(Now);
        var leads = Enumerable.Range(1, 130).Select(i => Assessed(
            SamplePasts.Of([(day - i % 40, "quote")]).Numbered(i))).ToList();

        var moves = LineOf(leads, With("quote", 400)).Moves;

        Assert.Equal(130, moves.Count);
        Assert.Equal(100, moves.Shown.Count);
        var sizes = moves.Shown.Select(move => move.ScoreAfter - move.ScoreBefore).ToList();
        Assert.Equal(sizes.OrderDescending(), sizes);
    }

    [Fact]
    public void A_draft_with_other_class_borders_moves_customers()
    {
        var day = Car.DayOf(Now);
        var leads = new List<PastLead> { Assessed(SamplePasts.Of([], (day - 200, 1), (day - 150, 1)).Numbered(1)) };
        var draft = InForce.Rules with { Classes = InForce.Rules.Classes with { ToddlerDays = 201 } };

        var classes = LineOf(leads, draft).Classes.ToDictionary(one => one.Id);

        Assert.Equal((1, 0), (classes["steady"].Leaving, classes["steady"].After));
        Assert.Equal((1, 1), (classes["toddler"].Entering, classes["toddler"].After));
    }

    [Fact]
    public void Who_hangs_up_is_not_worked_for_any_more()
    {
        using var gone = new CancellationTokenSource();
        gone.Cancel();
        var whatIf = new WhatIf(
            InForce, new WhatIfAsk(InForce.Rules, "car", 100, 30, null), new WhatIfTexts("en"), Now);

        Assert.Throws<OperationCanceledException>(() =>
            whatIf.LineOf("car", Leads([SamplePasts.Of([(100, "quote")])]), new Population(1, false), gone.Token));
    }

    [Fact]
    public void Quartiles_and_bands_are_those_of_the_scores()
    {
        Assert.Equal(new Quartiles(2, 3, 4), Quartiles.Of([5, 1, 4, 2, 3]));
        Assert.Equal(new Quartiles(1.75, 2.5, 3.25), Quartiles.Of([1, 2, 3, 4]));
        Assert.Null(Quartiles.Of([]));
        var placed = new[] { 0, 9.999, 10, 99, 100 }.Select(score => new Placed("new", null, score, score, ""));
        var spread = ScoreSpread.Of([.. placed.Select(one => new Compared("", one, one with { Score = 55 }))]);
        Assert.Equal([2, 1, 0, 0, 0, 0, 0, 0, 0, 2], spread.Bands.Select(band => band.Before));
        Assert.Equal(5, spread.Bands[5].After);
    }

    [Fact]
    public void A_look_back_that_is_too_good_to_be_true_raises_the_alarm_and_leaks_are_left_out()
    {
        // Who buys asks for a quote a week before; the contract is signed with the purchase.
        var day = Snapshots.DecisionDays(Car.DayOf(Now), 30, 1).Single();
        var leads = Enumerable.Range(0, 300).Select(i => Assessed((i < 60
            ? SamplePasts.Of([(day - 7, "quote"), (day + 5, "shop-visit")], (day + 5, 1))
            : SamplePasts.Of([(day - 7, "page-view")])).Numbered(i))).ToList();
        var ask = new WhatIfAsk(InForce.Rules, "car", 1000, 0, new BacktestAsk(30, 1, Label.Order));

        var back = LineOf(leads, ask).Backtest!;

        Assert.Equal(1, back.Before.Pooled.Auc!.Value);
        Assert.Contains(
            "\"pooled\":{\"day\":null,\"leads\":300,\"buyers\":60,\"orders\":60,\"reason\":null,\"auc\":{\"value\":1,",
            JsonSerializer.Serialize(back, Json.Answers), StringComparison.Ordinal); // and no figure that JSON lacks
        Assert.Contains("known only after the outcome", back.Alarm, StringComparison.Ordinal);
        Assert.Equal([("reactions.shop-visit", 60, 60)], back.Refused.Select(one => (one.Feature, one.After, one.Of)));
    }

    internal static ScoringRules With(string type, double points) => InForce.Rules with
    {
        Version = 2,
        Reactions = new Dictionary<string, ReactionType>(InForce.Rules.Reactions)
        {
            [type] = InForce.Rules.Reactions[type] with { Points = points },
        },
    };

    private static WhatIfLine LineOf(IReadOnlyList<PastLead> leads, ScoringRules draft) =>
        LineOf(leads, new WhatIfAsk(draft, "car", 1000, 30, null));

    private static WhatIfLine LineOf(IReadOnlyList<PastLead> leads, WhatIfAsk ask) =>
        new WhatIf(InForce, ask, new WhatIfTexts("en"), Now)
            .LineOf("car", leads, new Population(leads.Count, false), default);

    private static List<PastLead> Leads(IEnumerable<PastLead> pasts) =>
        [.. pasts.Select((past, number) => Assessed(past.Numbered(number)))];

    private static PastLead Assessed(PastLead past)
    {
        var lead = Assess(past.Lead, InForce.Rules);
        return new PastLead(lead, lead.Product("car"));
    }

    private static Lead Assess(Lead lead, ScoringRules rules)
    {
        var moved = lead with { Profile = lead.Profile! with { Rules = rules.Version } };
        return Assessment.Of(moved, moved, InForce with { Rules = rules }, Now, "reaction").Lead;
    }
}
