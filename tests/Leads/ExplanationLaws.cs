using FsCheck;
using FsCheck.Fluent;
using LeadScoring.Leads;
using LeadScoring.Scoring;
using LeadScoring.Tests.Scoring;
using static LeadScoring.Tests.Scoring.SampleRules;

namespace LeadScoring.Tests.Leads;

/// <summary>What is said of a score is the score: nothing is left out, and no figure promises too much.</summary>
public sealed class ExplanationLaws
{
    private static readonly Gen<(ScoreInput Input, string Stage, int Today)> Looks =
        from input in Laws.Inputs
        from stage in Gen.Elements("new", "aware", "considering", "ready")
        from today in Gen.Choose(Laws.FirstDay, Laws.LastDay + 100)
        select (input, stage, today);

    private static readonly Gen<Dictionary<string, string>> Answers =
        from budget in Gen.Elements("3200000", "1500000", "2500000", "much")
        from prefecture in Gen.Elements("Tokyo", "Osaka")
        select new Dictionary<string, string> { ["budget"] = budget, ["prefecture"] = prefecture };

    [Fact]
    public void The_points_that_are_lacking_are_enough_and_not_one_too_many() => Laws.Hold(Looks, look =>
    {
        if (NextStage.Of(look.Input, look.Stage, Rules, Car, look.Today) is not { } next) return;
        var points = Points.At(look.Input, Rules, Car, look.Today);
        var enter = Rules.Stages.Find(next.Stage)!.Enter!.Value;

        Assert.True(Points.Score(points + next.Points, Car.HalfSaturation) >= enter, $"{points} + {next.Points}");
        var grain = next.Points >= 1 ? 1 : next.Points;
        Assert.True(Points.Score(points + next.Points - grain * (1 + 1e-9), Car.HalfSaturation) < enter);
        Assert.Equal(next.Points, next.Points >= 1 ? Math.Round(next.Points) : Math.Round(next.Points, 9));
    }, cases: 1000);

    [Theory]
    [InlineData(1e12)]
    [InlineData(1e6)]
    [InlineData(1)]
    public void However_deep_a_lead_has_fallen_what_it_lacks_is_said(double fit)
    {
        var worst = Rules with
        {
            Reactions = Rules.Reactions.Values.ToDictionary(
                type => type.Id, type => type with { Points = -100_000, CapPerDay = 10_000 }),
        };
        var input = new ScoreInput(
            DayCounts.Empty.Add(Enumerable.Repeat((Laws.FirstDay, "complaint"), 10_000)), fit, null);
        var next = NextStage.Of(input, "new", worst, Car, Laws.FirstDay)!;
        var points = Points.At(input, worst, Car, Laws.FirstDay);
        Assert.Equal(-1e9 * fit, points, 1e-9 * Math.Abs(points));
        Assert.True(Points.Score(points + next.Points, Car.HalfSaturation) >= Rules.Stages.Find(next.Stage)!.Enter);
    }

    [Fact]
    public void Each_way_to_the_next_stage_leads_there_and_one_reaction_less_does_not() => Laws.Hold(Looks, look =>
    {
        if (NextStage.Of(look.Input, look.Stage, Rules, Car, look.Today) is not { } next) return;
        var from = Rules.Stages.IndexOf(look.Stage);

        Assert.InRange(next.Ways.Count, 0, 2);
        Assert.All(next.Ways, way => Assert.True(StepAfter(way.Type, way.Count) > from));
        Assert.All(next.Ways, way => Assert.True(StepAfter(way.Type, way.Count - 1) <= from));
        if (next.Ways.Count == 0)
            Assert.All(Rules.Reactions.Values.Where(type => !type.Alert), type =>
                Assert.True(StepAfter(type.Id, type.CapPerDay) <= from));

        int StepAfter(string type, int count)
        {
            var counts = look.Input.Counts.Add(Enumerable.Repeat((look.Today, type), count));
            var input = look.Input with { Counts = counts };
            var score = Points.ScoreAt(input, Rules, Car, look.Today);
            return Rules.Stages.IndexOf(Rules.Stages.Next(look.Stage, score, Points.FloorOf(input, Rules)));
        }
    }, cases: 1000);

    [Fact]
    public void Terms_and_what_is_not_counted_are_all_reactions_and_the_terms_are_the_points() => Laws.Hold(
        from look in Looks
        from answers in Answers
        select (look, answers),
        it =>
        {
            var state = new ProductState
            {
                Product = "car", Counts = it.look.Input.Counts, CycleStart = it.look.Input.CycleStart,
                Stage = it.look.Stage,
            };

            var view = Explanation.Of(state, it.answers, Rules, Car, Car.StartOf(it.look.Today), "en");

            Assert.Equal(view.Terms.Aggregate(0.0, (sum, term) => sum + term.Points), view.Points);
            Assert.Equal(
                Points.At(it.look.Input with { Fit = Fit.Of(it.answers, Rules) }, Rules, Car, it.look.Today),
                view.Points);
            Assert.Equal(view.Fit.Factors.Aggregate(1.0, (fit, part) => fit * part.Factor), view.Fit.Factor);
            Assert.Equal(
                state.Counts.Items.ToArray().Sum(item => item.Count),
                view.Terms.Sum(term => term.Counted) + view.NotCounted.Sum(left => left.Count));
            Assert.Equal(Points.FloorOf(it.look.Input, Rules), view.Floor?.Stage);
            Assert.All(
                view.Terms, term => Assert.Equal(term.Counted * term.Weight * term.Decay * term.Fit, term.Points));
        });

    [Fact]
    public void The_day_a_stage_is_left_and_the_stage_below_are_those_of_a_daily_look() => Laws.Hold(Looks, look =>
    {
        var newest = Points.NewestCountedDay(look.Input, Rules);
        var floor = Points.FloorOf(look.Input, Rules);
        var state = new ProductState
        {
            Product = "car", Counts = look.Input.Counts, CycleStart = look.Input.CycleStart,
            Stage = newest is { } day ? StageOn(day, look.Stage) : look.Stage,
        };
        var attributes = new Dictionary<string, string>();
        var input = look.Input with { Fit = 1 };
        var leaves = Explanation.Of(state, attributes, Rules, Car, Car.StartOf(look.Today), "en").Leaves;

        var found = default(Leaving);
        for (var at = newest ?? 0; newest is not null && at < newest + 3000 && found is null; at++)
            if (StageOn(at, state.Stage!) is var then && then != state.Stage)
                found = new Leaving(Standing.DateText(at), then);

        Assert.Equal(found, leaves);

        string StageOn(int at, string stage) =>
            Rules.Stages.Next(stage, Points.ScoreAt(look.Input with { Fit = 1 }, Rules, Car, at), floor);
    });
}
