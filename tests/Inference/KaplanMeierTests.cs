using FsCheck.Fluent;
using LeadScoring.Inference;
using LeadScoring.Tests.Scoring;

namespace LeadScoring.Tests.Inference;

public sealed class KaplanMeierTests
{
    /// <summary>
    /// The 21 patients under 6-MP of Freireich et al. (Blood 21:699-716, 1963), the textbook example: the share still
    /// in remission after the week, and Greenwood's standard error where the interval can be held against it.
    /// </summary>
    [Theory]
    [InlineData(6, .857)]
    [InlineData(7, .807)]
    [InlineData(10, .753)]
    [InlineData(13, .690)]
    [InlineData(16, .627)]
    [InlineData(22, .538)]
    [InlineData(23, .448)]
    [InlineData(35, .448)]
    public void The_textbook_example_has_its_known_curve(int week, double left) =>
        Assert.Equal(left, 1 - Remissions().By(week)!.Value.Share, 3);

    [Fact]
    public void Its_interval_is_that_of_the_log_log_scale()
    {
        var ten = Remissions().By(10)!.Value;
        Assert.Equal((.503, .889), (Math.Round(1 - ten.High, 3), Math.Round(1 - ten.Low, 3)));
        Assert.Equal(23, Remissions().DayOf(.5));
        Assert.Null(Remissions().DayOf(.75));
        Assert.Null(Remissions().By(36));
    }

    [Fact]
    public void With_everybody_followed_to_the_end_it_is_the_share_that_came() => Laws.Hold(
        Gen.Choose(0, 40).ArrayOf(),
        came =>
        {
            if (came.Length == 0) return;
            var events = came.CountBy(day => day).ToDictionary();
            var curve = KaplanMeier.Of(events, new Dictionary<int, int>());
            foreach (var day in came)
            {
                var by = curve.By(day)!.Value;
                Assert.Equal((double)came.Count(one => one <= day) / came.Length, by.Share, 1e-9);
                Assert.True(by.Low >= 0 && by.Low <= by.Share + 1e-12 && by.Share <= by.High + 1e-12 && by.High <= 1);
            }
        });

    [Fact]
    public void Of_nobody_nothing_is_said() =>
        Assert.Null(KaplanMeier.Of(new Dictionary<int, int>(), new Dictionary<int, int>()).By(0));

    private static KaplanMeier Remissions() => KaplanMeier.Of(
        new Dictionary<int, int> { [6] = 3, [7] = 1, [10] = 1, [13] = 1, [16] = 1, [22] = 1, [23] = 1 },
        new Dictionary<int, int>
        {
            [6] = 1, [9] = 1, [10] = 1, [11] = 1, [17] = 1, [19] = 1, [20] = 1, [25] = 1, [32] = 2, [34] = 1, [35] = 1,
        });
}
