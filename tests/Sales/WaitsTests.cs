using FsCheck;
using FsCheck.Fluent;
using LeadScoring.Sales;

namespace LeadScoring.Tests.Sales;

public sealed class WaitsTests
{
    private static readonly DateTimeOffset Start = new(2027, 2, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Now = Start.AddDays(10);

    [Fact]
    public void Of_waits_that_are_all_over_the_quantiles_are_the_plain_ones() =>
        Prop.ForAll(Gen.Choose(0, 200).ListOf().ToArbitrary(), hours =>
        {
            var figures = Waits.Of([.. hours.Select(wait => Contacted(wait))], Now);
            Assert.Equal((hours.Count, hours.Count), (figures.Hot, figures.Contacted));
            if (hours.Count < Waits.Fewest) Assert.Equal((null, Waits.TooFew), (figures.MedianHours, figures.Reason));
            else
            {
                Assert.Equal(Plain([.. hours], 0.5), figures.MedianHours);
                Assert.Equal(Plain([.. hours], 0.9), figures.P90Hours);
            }
        }).QuickCheckThrowOnFailure();

    /// <summary>Worked by hand: 6 contacts among 10 waits, those that were cut off stand with a plus.</summary>
    [Fact]
    public void Waits_that_are_not_over_count_as_long_as_they_lasted()
    {
        HotSpell[] spells =
        [
            Contacted(1), Contacted(2), Cooled(2), Contacted(4), Contacted(5), Cooled(6), Contacted(8), Contacted(9),
            Waiting(), Waiting(),
        ];
        var figures = Waits.Of(spells, Now);
        Assert.Equal((10, 6, 2, 2), (figures.Hot, figures.Contacted, figures.Waiting, figures.Cooled));
        // 9/10, 8/10, then of seven 6/7, 5/6, of four 3/4 (8 h: 0.43), 2/3: the half is passed at eight hours.
        Assert.Equal(8, figures.MedianHours);
        Assert.Null(figures.P90Hours);
        Assert.Equal(figures, Waits.Of([.. spells.Reverse()], Now));
    }

    private static HotSpell Contacted(double hours) => new(Start, Start.AddHours(hours));

    private static HotSpell Cooled(double hours) => new(Start, EndedAt: Start.AddHours(hours));

    private static HotSpell Waiting() => new(Start);

    private static double Plain(IReadOnlyList<int> hours, double share) =>
        hours.Order().ElementAt((int)Math.Ceiling(share * hours.Count - 1e-9) - 1);
}
