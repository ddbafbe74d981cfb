using FsCheck;
using FsCheck.Fluent;
using LeadScoring.Rewards;
using LeadScoring.Scoring;
using LeadScoring.Spend;
using LeadScoring.Tests.Publishing;
using LeadScoring.Tracks;
using NodaTime;
using static LeadScoring.Tests.Rewards.Programme;

namespace LeadScoring.Tests.Rewards;

/// <summary>What the report tells of all people is what their ledgers come to, as of every month's end.</summary>
public sealed class PointsSumsLaws
{
    private static readonly Gen<(object[][] Lives, int Day)> Brand =
        from lives in PointsLaws.Life.ListOf(4)
        from day in Gen.Choose(0, 1_400)
        select (lives.ToArray(), day);

    [Fact]
    public void At_every_months_end_the_report_holds_what_the_ledgers_hold() =>
        Prop.ForAll(Brand.ToArbitrary(), brand =>
        {
            var (lives, today) = (Known(brand), DayOf(brand.Day));
            var sums = Sums(lives, today);
            foreach (var month in sums.Known)
            {
                var end = month == sums.Now ? brand.Day : LastOf(month);
                var books = lives.Select(events => Book(events, EndOf(end))).ToList();
                Assert.Equal(
                    new PointsStock(
                        books.Sum(book => Math.Max(0, book.Balance)), books.Count(book => book.Balance > 0),
                        books.Sum(book => Math.Max(0, -book.Balance)), books.Count(book => book.Balance < 0)),
                    sums.Stock(month));
                var lines = books.SelectMany(book => book.Lines).Where(line => Months.Of(line.Move.Day) == month);
                Assert.Equal(Flow(lines), sums.Flow(month));
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_expires_is_what_ledgers_hold_by_their_last_days() =>
        Prop.ForAll(Brand.ToArbitrary(), brand =>
        {
            var lives = Known(brand);
            var due = lives.SelectMany(events => Book(events, EndOf(brand.Day)).Due)
                .GroupBy(one => Months.Of(one.Day + 1)).OrderBy(month => month.Key)
                .Select(month => (month.Key, month.Sum(one => one.Points)));
            Assert.Equal(due, Sums(lives, DayOf(brand.Day)).Expiring);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_rules_share_out_all_that_is_outstanding_and_all_that_went() =>
        Prop.ForAll(Brand.ToArbitrary(), brand =>
        {
            var sums = Sums(Known(brand), DayOf(brand.Day));
            var (whole, rules) = (sums.Known.Select(sums.Flow).ToList(), sums.Rules.Select(sums.Flow).ToList());
            Assert.Equal(sums.Stock(sums.Now).Outstanding, sums.Rules.Sum(sums.Outstanding));
            Assert.All(sums.Rules, rule => Assert.True(sums.Outstanding(rule) >= 0));
            Assert.Equal(whole.Sum(flow => flow.Earned), rules.Sum(flow => flow.Earned));
            Assert.Equal(whole.Sum(flow => flow.Expired), rules.Sum(flow => flow.Expired));
            // What was spent of points that a refund, told later, had taken back before is of no rule.
            Assert.True(rules.Sum(flow => flow.Spent) >= whole.Sum(flow => flow.Spent));
            var kept = Sums(
                [.. Known(brand).Select(life => life.Where(one => !PointsLaws.IsRefund(one)).ToArray())],
                DayOf(brand.Day));
            Assert.Equal(
                kept.Known.Sum(month => kept.Flow(month).Spent), kept.Rules.Sum(rule => kept.Flow(rule).Spent));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_of_the_telling_changes_no_sum() =>
        Prop.ForAll(Brand.ToArbitrary(), Gen.Choose(0, 1_000).ToArbitrary(), (brand, seed) =>
        {
            var told = brand.Lives.Select(events => events.ToArray()).ToArray();
            foreach (var events in told) new Random(seed).Shuffle(events);
            Assert.Equal(Cells(brand.Lives).Select(Text), Cells(told).Select(Text));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Another_rule_lets_all_ledgers_be_added_up_anew_and_another_name_does_not()
    {
        var edition = SampleContent.Edition;
        var rules = edition.Rewards!;
        var named = edition with { Rewards = rules with { Name = rules.Earn[0].Label } };
        var longer = edition with { Rewards = rules with { ExpiresAfterMonths = 13 } };
        var fewer = edition with { Rewards = rules with { Earn = [.. rules.Earn.Skip(1)] } };
        Assert.Equal(PointsCells.FollowsFrom(edition), PointsCells.FollowsFrom(named));
        Assert.Equal(4, new[] { edition, longer, fewer, edition with { Rewards = null } }
            .Select(PointsCells.FollowsFrom).Distinct().Count());
    }

    /// <summary>Events up to the day; what is told of later days is not known yet.</summary>
    private static object[][] Known((object[][] Lives, int Day) brand) =>
        [.. brand.Lives.Select(events => events.Where(one => AtOf(one) <= EndOf(brand.Day)).ToArray())];

    private static DateTimeOffset AtOf(object one) => one switch
    {
        PointsAct act => act.At,
        LeadScoring.Reactions.PurchaseNote note => note.OccurredAt,
        _ => ((LeadScoring.Reactions.Reaction)one).OccurredAt,
    };

    private static PointsSums Sums(object[][] lives, int today) => new(Cells(lives), today);

    private static IReadOnlyList<Cell> Cells(object[][] lives) =>
        CellSums.Total(lives.SelectMany(events => PointsCells.Of(Book(events, null))));

    private static PointsFlow Flow(IEnumerable<PointsLine> lines)
    {
        var of = lines.ToLookup(line => line.Move.Kind, line => line.Move.Points);
        return new PointsFlow(
            of[PointsKind.Earned].Sum(), of[PointsKind.Adjusted].Sum(), of[PointsKind.TakenBack].Sum(),
            of[PointsKind.Spent].Sum(), of[PointsKind.Expired].Sum());
    }

    /// <summary>Acts of one instant come one after the other, so some lie a little behind noon.</summary>
    private static DateTimeOffset EndOf(int day) => At(day).AddHours(12).AddTicks(-1);

    private static int DayOf(int day) => Days.Of(At(day), Tokyo);

    /// <summary>The last day of a month, as days count here.</summary>
    private static int LastOf(YearMonth month) => Days.Of(month.PlusMonths(1).OnDayOfMonth(1)) - 1 - DayOf(0);

    private static string Text(Cell cell) => $"{cell.Group} {cell.Key} {string.Join(' ', cell.Values)}";
}
