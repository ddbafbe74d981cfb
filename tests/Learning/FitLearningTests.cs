using LeadScoring.Learning;
using LeadScoring.Scoring;
using LeadScoring.Tests.Scoring;

namespace LeadScoring.Tests.Learning;

public sealed class FitLearningTests
{
    [Fact]
    public void On_the_online_school_learned_fit_tells_later_buyers_from_others()
    {
        var leads = XEducation.Leads(withSalesColumns: false);
        var factors = FitLearning.Factors([.. leads.Select(Row).Where((_, i) => i % 10 < 7)]);

        var auc = CheckOn(leads, factors);

        Assert.InRange(factors.Count, 20, 200);
        Assert.True(auc.Value >= .885, $"{auc.Value:F4} with {factors.Count} factors");
    }

    [Fact]
    public void With_the_columns_that_sales_filled_in_the_alarm_is_raised_and_names_them()
    {
        var learned = FitLearning.Of([.. XEducation.Leads(withSalesColumns: true).Select(Row)]);

        Assert.True(learned.IsSuspicious, $"{learned.HeldOut!.Value:F4}");
        Assert.Equal("Tags", learned.Strongest[0].Attribute);
        Assert.False(FitLearning.Of([.. XEducation.Leads(withSalesColumns: false).Select(Row)]).IsSuspicious);
    }

    [Fact]
    public void An_answer_that_doubles_the_odds_has_a_factor_near_two()
    {
        var random = new Random(7);
        var rows = Enumerable.Range(0, 8_000).Select(lead =>
        {
            var budget = random.Next(10);
            var answers = new Dictionary<string, string> { ["prefecture"] = random.Next(2) == 0 ? "Tokyo" : "Osaka" };
            if (budget > 0) answers["budget"] = $"{budget}00000";
            var odds = .1 * (budget >= 5 ? 2 : 1);
            return new FitRow(lead, answers, random.NextDouble() < odds / (1 + odds) ? 1 : 0);
        }).ToList();

        var rules = SampleRules.Rules with { Fit = FitLearning.Factors(rows) };

        double FitOf(string budget) => Fit.Of(new Dictionary<string, string> { ["budget"] = budget }, rules);
        Assert.InRange(FitOf("900000") / FitOf("100000"), 1.6, 2.5);
        Assert.Equal(1, Fit.Of(new Dictionary<string, string>(), rules));
        Assert.InRange(Fit.Of(new Dictionary<string, string> { ["prefecture"] = "TOKYO " }, rules), .9, 1.1);
    }

    [Fact]
    public void An_answer_of_few_leads_is_not_asked_for()
    {
        var rows = Enumerable.Range(0, 400).Select(n => new FitRow(
            n, new Dictionary<string, string> { ["remark"] = $"note {n}", ["colour"] = n < 29 ? "rare" : "usual" },
            n % 2));

        Assert.Equal(["usual"], FitConditions.Of([.. rows]).SelectMany(condition => condition.AnyOf));
    }

    [Fact]
    public void Where_hardly_anybody_answered_there_is_too_little_data_and_not_a_verdict()
    {
        var rows = Enumerable.Range(0, 300).Select(n => new FitRow(
            n, n < 2 ? new Dictionary<string, string> { ["colour"] = "red" } : [], n % 2)).ToList();

        Assert.True(FitLearning.Of(rows).IsTooLittle);
    }

    [Fact]
    public void A_number_that_many_give_is_a_range_of_its_own_and_ranges_neither_overlap_nor_leave_gaps()
    {
        var rows = Enumerable.Range(0, 1_000).Select(n => new FitRow(
            n, new Dictionary<string, string> { ["visits"] = n < 300 ? "0" : $"{n - 299}.5" }, 0)).ToList();

        var ranges = FitConditions.Of(rows).OrderBy(range => range.AtLeast ?? decimal.MinValue).ToList();

        Assert.Equal((null, 1.5m), (ranges[0].AtLeast, ranges[0].Below));
        Assert.All(rows, row => Assert.Single(ranges, range => range.Holds(row.Answers)));
    }

    [Fact]
    public void Shuffled_outcomes_teach_nothing()
    {
        var leads = XEducation.Leads(withSalesColumns: false);
        var outcomes = leads.Select(lead => lead.Enrolled).ToArray();
        new Random(3).Shuffle(outcomes);

        var learned = FitLearning.Of([.. leads.Zip(outcomes).Select(
            (lead, number) => new FitRow(number, lead.First.Answers, lead.Second ? 1 : 0))]);

        Assert.InRange(learned.HeldOut!.Value, .45, .55);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(500, 0)]
    [InlineData(500, 1)]
    public void Where_nothing_can_be_learned_nobody_is_judged(int leads, int bought)
    {
        var rows = Enumerable.Range(0, leads).Select(
            n => new FitRow(n, new Dictionary<string, string> { ["a"] = "yes", ["b"] = "" }, bought)).ToList();

        var learned = FitLearning.Of(rows);

        Assert.Null(learned.HeldOut);
        Assert.False(learned.IsSuspicious);
        Assert.All(learned.Factors, factor => Assert.InRange(factor.Factor, .01, 100));
    }

    [Fact]
    public void What_decides_alone_has_a_factor_the_rules_take()
    {
        var rows = Enumerable.Range(0, 5_000).Select(n => new FitRow(
            n, new Dictionary<string, string> { ["decided"] = n % 2 == 0 ? "yes" : "no" }, (n + 1) % 2)).ToList();

        var learned = FitLearning.Of(rows);

        Assert.Equal(2, learned.Factors.Count);
        Assert.All(learned.Factors, factor => Assert.InRange(factor.Factor, .01, 100));
        Assert.True(learned.IsSuspicious);
    }

    private static FitRow Row((Dictionary<string, string> Answers, bool Enrolled) lead, int number) =>
        new(number, lead.Answers, lead.Enrolled ? 1 : 0);

    private static Auc CheckOn(
        List<(Dictionary<string, string> Answers, bool Enrolled)> leads, IReadOnlyList<FitFactor> factors)
    {
        var rules = SampleRules.Rules with { Fit = factors };
        return Auc.Of([.. leads.Where((_, i) => i % 10 >= 7).Select(
            lead => (Fit.Of(lead.Answers, rules), lead.Enrolled))])!;
    }
}
