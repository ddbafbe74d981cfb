using FsCheck.Fluent;
using LeadScoring.Scoring;

namespace LeadScoring.Tests.Scoring;

public sealed class DayCountsTests
{
    [Fact]
    public void Counts_are_ascending_by_day_then_by_type()
    {
        var counts = DayCounts.Empty.Add([(7, "quote"), (-3, "Visit"), (7, "brochure"), (7, "quote"), (7, "Quote")]);

        Assert.Equal(
            [new(-3, "Visit", 1), new(7, "Quote", 1), new(7, "brochure", 1), new(7, "quote", 2)],
            counts.Items.ToArray());
        Assert.Equal(7, counts.NewestDay);
        Assert.Null(DayCounts.Empty.NewestDay);
    }

    [Fact]
    public void Any_order_and_any_split_give_the_same_bytes() => Laws.Hold(
        from reactions in Laws.Reactions
        from shuffled in Gen.Shuffle(reactions)
        from cut in Gen.Choose(0, reactions.Length)
        select (reactions, shuffled, cut),
        it =>
        {
            var atOnce = DayCounts.Empty.Add(it.reactions);
            var inTwo = DayCounts.Empty.Add(it.shuffled[..it.cut]).Add([]).Add(it.shuffled[it.cut..]);

            Assert.Equal(atOnce.Pack(), inTwo.Pack());
            Assert.Equal(atOnce, inTwo);
            Assert.Equal(atOnce.GetHashCode(), inTwo.GetHashCode());
        });

    [Fact]
    public void Nothing_is_lost_between_adding_and_unpacking() => Laws.Hold(Laws.Reactions, reactions =>
    {
        var expected = reactions.GroupBy(reaction => reaction)
            .ToDictionary(group => (group.Key.Day, group.Key.Type), group => group.Count());

        var counts = DayCounts.Unpack(DayCounts.Empty.Add(reactions).Pack());

        Assert.Equal(expected, counts.Items.ToArray().ToDictionary(item => (item.Day, item.Type), item => item.Count));
    });

    [Fact]
    public void Extreme_days_and_long_types_survive_packing()
    {
        var counts = DayCounts.Empty.Add([(int.MinValue, "a"), (int.MaxValue, new string('ü', 500)), (0, "")]);

        Assert.Equal(counts, DayCounts.Unpack(counts.Pack()));
        Assert.Equal(DayCounts.Empty, DayCounts.Unpack(DayCounts.Empty.Pack()));
    }

    [Fact]
    public void Five_busy_years_fit_into_a_table_property()
    {
        var counts = DayCounts.Empty.Add(
            Enumerable.Range(20_000, 5 * 365).SelectMany(day => new[] { (day, "page-view"), (day, "mail-open") }));

        Assert.InRange(counts.Pack().Length, 1, 3 * counts.Items.Length + 100);
    }

    [Fact]
    public void Bytes_of_a_newer_format_are_refused_by_name()
    {
        var packed = DayCounts.Empty.Add([(1, "quote")]).Pack();
        packed[0]++;

        var refusal = Assert.Throws<InvalidDataException>(() => DayCounts.Unpack(packed));
        Assert.Equal("Packed state has format 2, but this version reads 1.", refusal.Message);
    }

    [Fact]
    public void Damaged_bytes_are_refused_and_never_crash_otherwise() => Laws.Hold(
        from reactions in Laws.Reactions
        from at in Gen.Choose(0, int.MaxValue)
        from value in Gen.Choose(0, 255)
        from cut in Gen.Choose(0, int.MaxValue)
        select (reactions, at, value, cut),
        it =>
        {
            var packed = DayCounts.Empty.Add(it.reactions).Pack();
            Assert.Throws<InvalidDataException>(() => DayCounts.Unpack(packed.AsSpan(0, it.cut % packed.Length)));

            packed[it.at % packed.Length] = (byte)it.value;
            var thrown = Record.Exception(() => DayCounts.Unpack(packed));
            Assert.True(thrown is null or InvalidDataException, thrown?.ToString());
        });
}
