using FsCheck;
using FsCheck.Fluent;
using LeadScoring.Storage.Embedded.Filters;

namespace LeadScoring.Tests.Storage;

public sealed class FilterTests
{
    private static readonly string[] Keys = ["", "a", "aa", "b", "c", "あ"];

    [Fact]
    public void The_key_range_of_a_filter_holds_every_key_that_the_filter_matches()
    {
        Prop.ForAll(Filters().ToArbitrary(), filter =>
        {
            var range = KeyRange.Of(filter, "RowKey");
            return Keys.Where(key => filter.Matches(name => name == "RowKey" ? key : "b")).All(
                key => Holds(range, key));
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("A eq 1 and B eq 2 or C eq 3", "C", true)]
    [InlineData("A eq 1 and (B eq 2 or C eq 3)", "C", false)]
    [InlineData("not A eq 1", "C", true)]
    [InlineData("not (A eq 1 or C eq 3)", "C", false)]
    [InlineData("Flag", "Flag", true)]
    [InlineData("not Flag", "Flag", false)]
    public void And_binds_tighter_than_or_and_not_tightest(string filter, string present, bool matches)
    {
        object? Property(string name) => name != present ? null : name == "Flag" ? true : 3;

        Assert.Equal(matches, FilterParser.Parse(filter).Matches(Property));
    }

    [Theory]
    [InlineData("N gt 5", 5.5, true)]
    [InlineData("N eq 5", 5L, true)]
    [InlineData("N eq 9007199254740993L", 9007199254740992L, false)]
    [InlineData("N lt -1.5e3", -1501, true)]
    [InlineData("N ne 1", double.NaN, false)]
    [InlineData("N lt INF", 1e300, true)]
    [InlineData("N eq '5'", 5, false)]
    [InlineData("N ne '5'", 5, false)]
    public void Numbers_compare_by_value_and_kinds_do_not_mix(string filter, object value, bool matches) =>
        Assert.Equal(matches, FilterParser.Parse(filter).Matches(_ => value));

    private static bool Holds(KeyRange range, string key) =>
        LiteralOrder.CompareText(range.From, key) <= 0
            && (range.To is null || LiteralOrder.CompareText(key, range.To) <= 0);

    private static Gen<Filter> Filters() => Gen.Sized(size => Filters(Math.Min(size, 5)));

    private static Gen<Filter> Filters(int depth)
    {
        var compare = from property in Gen.Elements("RowKey", "PartitionKey")
                      from comparison in Gen.Elements(Enum.GetValues<Comparison>())
                      from literal in Gen.Elements(Keys)
                      select (Filter)new Filter.Compare(property, comparison, literal);
        if (depth == 0) return compare;
        var inner = Filters(depth - 1);
        return Gen.OneOf(
            compare,
            from left in inner from right in inner select (Filter)new Filter.And(left, right),
            from left in inner from right in inner select (Filter)new Filter.Or(left, right),
            from negated in inner select (Filter)new Filter.Not(negated));
    }
}
