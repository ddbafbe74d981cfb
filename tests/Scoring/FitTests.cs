using LeadScoring.Scoring;
using static LeadScoring.Tests.Scoring.SampleRules;

namespace LeadScoring.Tests.Scoring;

public sealed class FitTests
{
    [Theory]
    [InlineData("budget", "3000000", 1.2)]
    [InlineData("budget", "3,200,000", 1.2)]
    [InlineData("budget", "2999999.99", 1)]
    [InlineData("budget", "1000000", 0.8)]
    [InlineData("budget", "2000000", 1)]
    [InlineData("budget", "NaN", 1)]
    [InlineData("budget", "much", 1)]
    [InlineData("prefecture", " tokyo ", 1.1)]
    [InlineData("prefecture", "東京都", 1.1)]
    [InlineData("prefecture", "Tokyo-to", 1)]
    [InlineData("owner", "YES", 0.5)]
    [InlineData("unheard-of", "yes", 1)]
    public void A_condition_that_holds_gives_its_factor(string attribute, string value, double fit) =>
        Assert.Equal(fit, Fit.Of(new Dictionary<string, string> { [attribute] = value }, Rules));

    [Fact]
    public void Factors_multiply()
    {
        var attributes = new Dictionary<string, string>
        {
            ["owner"] = "yes",
            ["prefecture"] = "Tokyo",
            ["budget"] = "4000000",
        };

        Assert.Equal(1.2 * 1.1 * 0.5, Fit.Of(attributes, Rules));
    }

    [Theory]
    [InlineData(1, 1e12)]
    [InlineData(0.5, 1e12)]
    [InlineData(0, 0)]
    public void However_many_factors_there_are_points_stay_numbers(double last, double fit)
    {
        var holds = new FitFactor("owner", null, null, ["yes"], 100);
        var rules = Rules with { Fit = [.. Enumerable.Repeat(holds, 199), holds with { Factor = last }] };
        var found = Fit.Of(new Dictionary<string, string> { ["owner"] = "yes" }, rules);
        Assert.Equal(fit, found);
        var input = new ScoreInput(DayCounts.Empty.Add(Enumerable.Repeat((20_000, "quote"), 20)), found, null);
        var product = rules.Products.Values.First();
        Assert.True(double.IsFinite(Points.At(input, rules, product, 20_000)));
        Assert.InRange(Points.ScoreAt(input, rules, product, 20_000), 0, 100);
    }
}
