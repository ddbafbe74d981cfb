using FsCheck.Fluent;
using LeadScoring.Scoring;
using static LeadScoring.Tests.Scoring.SampleRules;

namespace LeadScoring.Tests.Scoring;

public sealed class RankKeyTests
{
    [Fact]
    public void The_key_is_the_points_in_halvings_and_the_day_in_half_lives()
    {
        var counts = DayCounts.Empty.Add([(18_000, "brochure"), (18_090, "page-view"), (18_090, "page-view")]);

        var key = RankKey.Of(new ScoreInput(counts, 1, null), Rules, Car);

        Assert.Equal(Math.Log2(4.5) + 201, key!.Value, 9);
    }

    [Fact]
    public void Who_has_no_points_has_no_key_and_ranks_last()
    {
        var bad = new ScoreInput(DayCounts.Empty.Add([(100, "page-view"), (100, "complaint")]), 1, null);
        var worthless = new ScoreInput(DayCounts.Empty.Add([(100, "brochure")]), 0, null);

        Assert.Null(RankKey.Of(new ScoreInput(DayCounts.Empty, 1, null), Rules, Car));
        Assert.Null(RankKey.Of(bad, Rules, Car));
        Assert.Null(RankKey.Of(worthless, Rules, Car));
        Assert.True(string.CompareOrdinal(RankKey.ToText(null), RankKey.ToText(-1e8)) > 0);
    }

    [Fact]
    public void The_order_of_keys_is_the_order_of_points_on_every_later_day() => Laws.Hold(
        from a in Laws.Inputs
        from b in Laws.Inputs
        from wait in Gen.Choose(0, 4000)
        from halfLife in Gen.Elements(7, 90, 3650)
        where Laws.IsClear(a) && Laws.IsClear(b)
        select (a, b, wait, halfLife),
        it =>
        {
            var product = CarWith(it.halfLife);
            var day = Laws.LastDay + it.wait;
            var (pointsA, pointsB) = (Points.At(it.a, Rules, product, day), Points.At(it.b, Rules, product, day));
            var (keyA, keyB) = (RankKey.Of(it.a, Rules, product), RankKey.Of(it.b, Rules, product));

            if (keyA is null || keyB is null) return;
            if (keyA > keyB + 1e-8) Assert.True(pointsA > pointsB, $"{keyA} {keyB} {pointsA} {pointsB}");
            if (pointsA > pointsB * (1 + 1e-8)) Assert.True(keyA > keyB, $"{keyA} {keyB} {pointsA} {pointsB}");
        });

    [Fact]
    public void Text_order_is_key_order_turned_round() => Laws.Hold(
        from a in Gen.Choose(int.MinValue, int.MaxValue)
        from b in Gen.Choose(int.MinValue, int.MaxValue)
        select (A: a / 1000.0, B: b / 1000.0),
        it =>
        {
            var byText = string.CompareOrdinal(RankKey.ToText(it.A), RankKey.ToText(it.B));
            Assert.Equal(Math.Sign(it.B.CompareTo(it.A)), Math.Sign(byText));
            Assert.Equal(it.A, RankKey.FromText(RankKey.ToText(it.A)));
        });

    [Fact]
    public void Text_and_key_hold_the_same_digits() => Laws.Hold(Laws.Inputs, input =>
    {
        var key = RankKey.Of(input, Rules, Car);
        Assert.Equal(key, RankKey.FromText(RankKey.ToText(key)));
        Assert.Matches("^[0-9]{18}$", RankKey.ToText(key));
    });

    [Fact]
    public void A_scan_up_to_the_bound_misses_nobody_and_takes_in_nobody_far_below() => Laws.Hold(
        from input in Laws.Inputs
        from score in Gen.Choose(1, 990).Select(tenths => tenths / 10.0)
        from wait in Gen.Choose(0, 1000)
        where Laws.IsClear(input)
        select (input, score, wait),
        it =>
        {
            var day = Laws.LastDay + it.wait;
            var score = Points.ScoreAt(it.input, Rules, Car, day);
            var isInside = IsInside(KeyOf(it.input), RankKey.AtLeast(it.score, Car, day));

            if (score >= it.score) Assert.True(isInside);
            if (score < it.score - 1e-6) Assert.False(isInside);
        });

    [Fact]
    public void A_lead_exactly_at_the_score_is_inside()
    {
        var lead = new ScoreInput(DayCounts.Empty.Add([(20_000, "brochure"), (20_000, "brochure")]), 1.5, null);
        Assert.Equal(20, Points.ScoreAt(lead, Rules, Car, 20_000));

        Assert.True(IsInside(KeyOf(lead), RankKey.AtLeast(20, Car, 20_000)));
    }

    [Fact]
    public void The_bound_of_0_takes_in_everybody_and_that_of_100_nobody()
    {
        Assert.True(IsInside(RankKey.ToText(null), RankKey.AtLeast(0, Car, 20_000)));
        Assert.False(IsInside(RankKey.ToText(4e8), RankKey.AtLeast(100, Car, 20_000)));
    }

    private static string KeyOf(ScoreInput input) => RankKey.ToText(RankKey.Of(input, Rules, Car));

    private static bool IsInside(string key, string bound) => string.CompareOrdinal(key, bound) <= 0;
}
