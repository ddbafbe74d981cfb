using LeadScoring.Scoring;
using static LeadScoring.Tests.Scoring.SampleRules;

namespace LeadScoring.Tests.Scoring;

/// <summary>Decades of reactions under short half-lives, where sums of growing weights would have overflowed.</summary>
public sealed class LongCycleTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(90)]
    public void Thirty_years_stay_finite_and_in_order(double halfLife)
    {
        var product = CarWith(halfLife);
        const int Last = 20_000 + 30 * 365;
        var leads = Enumerable.Range(0, 60)
            .Select(lead => Enumerable.Range(0, 730).Select(visit => (Last - (lead + visit * 15), "brochure")))
            .Select(reactions => new ScoreInput(DayCounts.Empty.Add(reactions), 1, null))
            .ToList();

        var byKey = leads.OrderBy(lead => RankKey.ToText(RankKey.Of(lead, Rules, product)), StringComparer.Ordinal);

        foreach (var lead in leads)
        {
            Assert.True(double.IsFinite(Points.At(lead, Rules, product, Last)));
            Assert.InRange(Points.ScoreAt(lead, Rules, product, Last + 30 * 365), 0, 100);
        }

        Assert.Equal(leads.OrderByDescending(lead => Points.At(lead, Rules, product, Last)), byKey);
    }

    [Fact]
    public void A_reaction_reported_five_years_late_counts_as_if_it_had_been_there()
    {
        var known = DayCounts.Empty.Add([(20_000, "test-drive")]);
        var late = known.Add([(20_000 - 5 * 365, "brochure")]);
        var before = Points.At(new ScoreInput(known, 1, null), Rules, Car, 20_000);

        Assert.Equal(
            before + 5 * Math.Pow(2, -1825 / 90.0),
            Points.At(new ScoreInput(late, 1, null), Rules, Car, 20_000));
    }
}
