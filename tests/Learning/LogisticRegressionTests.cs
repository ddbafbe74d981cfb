using System.Globalization;
using LeadScoring.Learning;

namespace LeadScoring.Tests.Learning;

public sealed class LogisticRegressionTests
{
    /// <summary>Computed elsewhere on the same 9,103 leads: see the anchors of score quality.</summary>
    private static readonly double[] Published =
        [-2.47966334, .29653846, .12021407, 4.92618871, 2.87549696, -1.33520061, 1.17589624];

    [Fact]
    public void The_published_model_of_the_online_school_is_reproduced()
    {
        var leads = XEducation.Leads(false).Where(lead => lead.Answers.ContainsKey("TotalVisits")).ToList();
        var rows = leads.Select(lead => Features(lead.Answers)).ToList();
        var outcomes = leads.Select(lead => lead.Enrolled).ToList();

        var logit = LogisticRegression.Fit(Design.Of(rows, outcomes), ridge: 0)!;

        Assert.Equal(9_103, rows.Count);
        Assert.All(Published.Zip(logit.Coefficients), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
        Assert.Equal(-4300.3903363, logit.LogLikelihood, 1e-6);
        var auc = Auc.Of([.. rows.Zip(outcomes).Select(row => (logit.LogOdds(row.First), row.Second))])!;
        Assert.Equal(.8350826923, auc.Value, 1e-9);
    }

    [Fact]
    public void A_single_yes_or_no_gives_the_log_odds_ratio_and_its_textbook_error()
    {
        // 30 of 50 with it bought, 20 of 100 without it.
        var rows = Enumerable.Range(0, 150).Select(n => new[] { n < 50 ? 1.0 : 0 }).ToList();
        var outcomes = Enumerable.Range(0, 150).Select(n => n < 50 ? n < 30 : n < 70).ToList();

        var logit = LogisticRegression.Fit(Design.Of(rows, outcomes), ridge: 0)!;

        Assert.Equal(Math.Log(20 / 80.0), logit.Coefficients[0], 1e-9);
        Assert.Equal(Math.Log(30 * 80 / (20.0 * 20)), logit.Coefficients[1], 1e-9);
        Assert.Equal(Math.Sqrt(1 / 30.0 + 1 / 20.0 + 1 / 20.0 + 1 / 80.0), logit.StandardErrors[1], 1e-9);
    }

    [Fact]
    public void A_weight_is_a_repetition_and_an_outcome_between_is_a_mixture()
    {
        double[][] once = [[1], [1], [0], [0]];
        var spelled = new Design(
            10, 1, (row, into) => into[0] = row < 5 ? 1 : 0, row => row is 0 or 1 or 2 or 5 ? 1 : 0, _ => 1);
        double[] outcomes = [1, 0, 1, 0];
        double[] weights = [3, 2, 1, 4];
        var weighted = new Design(
            4, 1, (row, into) => once[row].CopyTo(into), row => outcomes[row], row => weights[row]);
        var mixed = new Design(2, 1, (row, into) => into[0] = row, row => row == 1 ? .6 : .2, _ => 5);

        var fits = new[] { spelled, weighted, mixed }.Select(design => LogisticRegression.Fit(design, ridge: .5)!);

        Assert.All(fits, fit => Assert.Equal(
            LogisticRegression.Fit(spelled, .5)!.Coefficients, fit.Coefficients, (a, b) => Math.Abs(a - b) < 1e-6));
    }

    [Fact]
    public void The_ridge_pulls_all_but_the_constant_towards_nothing()
    {
        var (rows, outcomes) = Simulated(2_000, seed: 1);
        double[] ridges = [0, 1, 100, 1e9];

        var fits = ridges.Select(ridge => LogisticRegression.Fit(Design.Of(rows, outcomes), ridge)!).ToList();

        Assert.All(fits.Zip(fits.Skip(1)), pair => Assert.True(
            pair.First.Coefficients.Skip(1).Sum(b => b * b) > pair.Second.Coefficients.Skip(1).Sum(b => b * b)));
        var rate = outcomes.Average(bought => bought ? 1.0 : 0);
        Assert.Equal(Math.Log(rate / (1 - rate)), fits[^1].Coefficients[0], 1e-5);
    }

    [Fact]
    public void Known_coefficients_are_found_again_within_their_intervals_nineteen_times_of_twenty()
    {
        double[] truth = [-1, .8, -.5];
        var inside = 0;
        for (var seed = 0; seed < 100; seed++)
        {
            var (rows, outcomes) = Simulated(1_000, seed);
            var fit = LogisticRegression.Fit(Design.Of(rows, outcomes), ridge: 0)!;
            inside += Enumerable.Range(0, 3)
                .Count(j => Math.Abs(fit.Coefficients[j] - truth[j]) < 1.96 * fit.StandardErrors[j]);
        }
        Assert.InRange(inside, 270, 297); // 285 expected
    }

    public static TheoryData<string> Degeneracies =>
        ["all bought", "nobody bought", "one row", "told apart", "constant", "the same twice", "huge"];

    [Theory, MemberData(nameof(Degeneracies))]
    public void What_has_no_maximum_still_has_a_finite_answer(string which)
    {
        var (rows, outcomes) = Degenerate(which);
        foreach (var ridge in new[] { 0, .1 })
        {
            var fit = LogisticRegression.Fit(Design.Of(rows, outcomes), ridge)!;
            Assert.All(fit.Coefficients, value => Assert.True(double.IsFinite(value), $"{which}: {value}"));
            Assert.All(fit.StandardErrors, value => Assert.True(double.IsFinite(value), $"{which}: {value}"));
            Assert.True(double.IsFinite(fit.LogLikelihood));
            Assert.All(rows, row => Assert.InRange(Logit.Probability(fit.LogOdds(row)), 0, 1));
        }
    }

    [Fact]
    public void What_is_told_apart_without_a_fault_is_told_apart_by_the_answer_too()
    {
        var (rows, outcomes) = Degenerate("told apart");
        var fit = LogisticRegression.Fit(Design.Of(rows, outcomes), ridge: .1)!;
        Assert.Equal(1, Auc.Of([.. rows.Zip(outcomes).Select(row => (fit.LogOdds(row.First), row.Second))])!.Value);
    }

    [Fact]
    public void Of_nothing_nothing_is_learned()
    {
        Assert.Null(LogisticRegression.Fit(Design.Of([], []), ridge: 1));
        Assert.Null(LogisticRegression.Fit(new Design(3, 1, (_, _) => { }, _ => 1, _ => 0), ridge: 1));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void What_is_no_number_is_refused(double value)
    {
        Assert.Throws<ArgumentException>(() => LogisticRegression.Fit(Design.Of([[1], [value]], [true, false]), 1));
        Assert.Throws<ArgumentException>(
            () => LogisticRegression.Fit(new Design(2, 1, (_, _) => { }, _ => value, _ => 1), 1));
        Assert.Throws<ArgumentException>(
            () => LogisticRegression.Fit(new Design(2, 1, (_, _) => { }, _ => 1, _ => value), 1));
    }

    [Theory]
    [InlineData(-2_000, 0)]
    [InlineData(0, .5)]
    [InlineData(2_000, 1)]
    public void Log_odds_of_any_size_are_a_probability(double logOdds, double expected) =>
        Assert.Equal(expected, Logit.Probability(logOdds));

    private static double[] Features(Dictionary<string, string> answers) =>
    [
        Math.Log(1 + Number(answers["TotalVisits"])),
        Number(answers["Total Time Spent on Website"]) / 60,
        Is(answers, "Lead Origin", "Lead Add Form"),
        Is(answers, "What is your current occupation", "Working Professional"),
        Is(answers, "Do Not Email", "Yes"),
        Is(answers, "Lead Source", "Olark Chat"),
    ];

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static double Is(Dictionary<string, string> answers, string name, string value) =>
        answers.GetValueOrDefault(name) == value ? 1 : 0;

    private static (List<double[]> Rows, List<bool> Outcomes) Simulated(int count, int seed)
    {
        var random = new Random(seed);
        var rows = Enumerable.Range(0, count)
            .Select(_ => new[] { random.NextDouble() * 4 - 2, random.Next(2) }).ToList();
        return (rows, [.. rows.Select(
            row => random.NextDouble() < Logit.Probability(-1 + .8 * row[0] - .5 * row[1]))]);
    }

    private static (List<double[]> Rows, List<bool> Outcomes) Degenerate(string which)
    {
        var rows = Enumerable.Range(0, which == "one row" ? 1 : 40).Select(n => which switch
        {
            "constant" => new double[] { 7, n },
            "the same twice" => [n, n],
            "huge" => [n * 1e7, -n],
            _ => [n, n % 3],
        }).ToList();
        return (rows, [.. rows.Select((_, n) => which switch
        {
            "all bought" or "one row" => true,
            "nobody bought" => false,
            "told apart" => n >= 20,
            _ => n % 2 == 0,
        })]);
    }
}
