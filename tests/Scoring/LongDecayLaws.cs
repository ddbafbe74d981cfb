using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using LeadScoring.Scoring;
using NodaTime;
using static LeadScoring.Tests.Scoring.SampleRules;

namespace LeadScoring.Tests.Scoring;

/// <summary>
/// Ten years at a half-life of one day, against whole numbers of any length: the weights are whole and each day doubles
/// them, so Σ weight × 2^day is the order of the leads without any rounding.
/// </summary>
public sealed class LongDecayLaws
{
    private const int Years = 3652;

    private static readonly ProductLine Daily = CarWith(halfLifeDays: 1);

    private static readonly Gen<(int Day, string Type)[]> TenYears =
        (from day in Gen.Choose(0, Years)
         from type in Gen.Elements("page-view", "brochure", "test-drive", "complaint", "note", "no-rule-yet")
         select (day, type)).NonEmptyListOf().Select(list => list.ToArray());

    [Fact]
    public void Ten_years_at_a_one_day_half_life_are_finite_and_in_the_exact_order() => Laws.Hold(
        from a in TenYears
        from b in TenYears
        select (a, b),
        it =>
        {
            var (one, other) = (InputOf(it.a), InputOf(it.b));
            foreach (var input in new[] { one, other })
                for (var day = Years; day < 3 * Years; day += 97)
                    Assert.InRange(Points.ScoreAt(input, Rules, Daily, day), 0, 100);
            if (!IsClear(it.a) || !IsClear(it.b)) return;

            var (keyA, keyB) = (RankKey.Of(one, Rules, Daily), RankKey.Of(other, Rules, Daily));
            Assert.Equal(Exact(it.a) > 0, keyA is not null);
            if (keyA is null || keyB is null) return;
            if (IsMore(Exact(it.a), Exact(it.b))) Assert.True(keyA > keyB, $"{keyA} {keyB}");
            if (IsMore(Exact(it.b), Exact(it.a))) Assert.True(keyB > keyA, $"{keyA} {keyB}");
        },
        cases: 1000);

    [Fact]
    public void The_score_that_a_stored_key_gives_is_that_of_the_counts_to_nine_digits() => Laws.Hold(
        from input in Laws.Inputs
        from halfLife in Gen.Elements(1, 7, 30.5, 90, 3650)
        from wait in Gen.Choose(0, 3000)
        where Laws.IsClear(input)
        select (input, halfLife, wait),
        it =>
        {
            var product = CarWith(it.halfLife);
            var day = Laws.LastDay + it.wait;
            var key = RankKey.ToText(RankKey.Of(it.input, Rules, product));

            var exact = Points.ScoreAt(it.input, Rules, product, day);
            Assert.Equal(exact, RankKey.ScoreAt(key, product, day), 1e-8 * Math.Max(exact, 1e-300));
        });

    [Fact]
    public void From_the_year_1_to_9999_keys_are_in_the_order_of_days() => Laws.Hold(
        from a in Gen.Choose(Days.Of(LocalDate.MinIsoValue), Days.Of(LocalDate.MaxIsoValue))
        from b in Gen.Choose(Days.Of(LocalDate.MinIsoValue), Days.Of(LocalDate.MaxIsoValue))
        select (a, b),
        it =>
        {
            var (a, b) = (InputOf([(it.a, "brochure")]), InputOf([(it.b, "brochure")]));

            Assert.Equal(5, Points.At(a, Rules, Daily, it.a));
            var byKey = string.CompareOrdinal(
                RankKey.ToText(RankKey.Of(a, Rules, Daily)), RankKey.ToText(RankKey.Of(b, Rules, Daily)));
            Assert.Equal(it.b.CompareTo(it.a), Math.Sign(byKey));
        });

    [Fact]
    public void A_negative_sum_is_a_score_of_0_for_ever_and_ranks_behind_every_positive_one() => Laws.Hold(
        from reactions in TenYears
        select reactions,
        reactions =>
        {
            var exact = Exact(reactions);
            if (exact >= 0 || !IsClear(reactions)) return;
            var input = InputOf(reactions);

            Assert.All([0, 1, 100, Years], wait =>
                Assert.Equal(0, Points.ScoreAt(input, Rules, Daily, Years + wait)));
            Assert.True(string.CompareOrdinal(
                RankKey.ToText(RankKey.Of(input, Rules, Daily)), RankKey.ToText(-3e8)) > 0);
        },
        cases: 1000);

    private static ScoreInput InputOf(IEnumerable<(int Day, string Type)> reactions) =>
        new(DayCounts.Empty.Add(reactions), 1, null);

    private static BigInteger Exact(IEnumerable<(int Day, string Type)> reactions) => Sum(reactions, weight => weight);

    /// <summary>Of a rest that large good and bad terms leave of each other no double knows the sign.</summary>
    private static bool IsClear(IEnumerable<(int Day, string Type)> reactions) =>
        BigInteger.Abs(Exact(reactions)) * 1_000_000 > Sum(reactions, Math.Abs);

    private static BigInteger Sum(IEnumerable<(int Day, string Type)> reactions, Func<int, int> of) => reactions
        .GroupBy(reaction => reaction)
        .Aggregate(BigInteger.Zero, (sum, group) =>
        {
            var (weight, cap) = group.Key.Type switch
            {
                "page-view" => (1, 3),
                "brochure" => (5, 2),
                "test-drive" => (25, 1),
                "complaint" => (-15, 2),
                _ => (0, 1),
            };
            return sum + ((BigInteger)(Math.Min(group.Count(), cap) * of(weight)) << group.Key.Day);
        });

    /// <summary>By more than the nine digits that a key keeps.</summary>
    private static bool IsMore(BigInteger a, BigInteger b) => a * 100_000_000 > b * 100_000_001;
}
