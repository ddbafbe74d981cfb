using LeadScoring.Rewards;
using LeadScoring.Scoring;
using static LeadScoring.Tests.Rewards.Programme;

namespace LeadScoring.Tests.Rewards;

public sealed class PointsBookTests
{
    [Theory]
    [InlineData(99, 0)]
    [InlineData(100, 1)]
    [InlineData(199.99, 1)]
    [InlineData(3_480_000, 34_800)]
    public void A_purchase_earns_for_each_full_amount(decimal amount, long points) =>
        Assert.Equal(points, Book(5, Order("o", 0, amount)).Balance);

    [Fact]
    public void Two_halves_earn_less_than_the_whole_since_each_purchase_is_rounded_down() =>
        Assert.Equal(2, Book(5, Order("a", 0, 150), Order("b", 0, 150)).Balance);

    [Fact]
    public void A_reaction_earns_once_a_day() =>
        Assert.Equal(40, Book(5, Said("a", 1), Said("b", 1), Said("c", 2)).Balance);

    [Fact]
    public void What_happened_before_the_programme_or_outside_of_a_rule_earns_nothing()
    {
        var rules = Rules with { Earn = [Rules.Earn[0] with { From = Day(10), Until = Day(20) }] };
        object[] orders = [Order("a", 9, 500), Order("b", 10, 500), Order("c", 20, 500), Order("d", 21, 500)];
        Assert.Equal(10, Book(orders, At(30), rules).Balance);
        Assert.Equal(0, Book(5, Order("o", -1, 500)).Balance);
    }

    [Fact]
    public void Points_are_good_through_the_same_day_and_gone_at_local_midnight()
    {
        var order = Order("o", 30, 1_000); // 31 January 2026
        var midnight = new DateTimeOffset(2027, 1, 31, 15, 0, 0, TimeSpan.Zero); // 1 February in Tokyo
        Assert.Equal(10, Book([order], midnight.AddTicks(-1)).Balance);
        var after = Book([order], midnight);
        var last = after.Lines[^1].Move;
        Assert.Equal((0, PointsKind.Expired, midnight), (after.Balance, last.Kind, last.At));
    }

    [Fact]
    public void The_31st_becomes_the_last_day_of_a_short_month()
    {
        var rules = Rules with { ExpiresAfterMonths = 1 };
        Assert.Equal(Day(31 + 27), rules.LastDayOf(Day(30)));
    }

    [Fact]
    public void What_expires_first_is_spent_first()
    {
        var book = Book(100, Order("a", 0, 10_000), Order("b", 50, 10_000), Spent("s", 60, 120));
        Assert.Equal([new PointsDue(Day(50 + 365), 80)], book.Due);
    }

    [Fact]
    public void A_refund_takes_back_what_its_part_earned_to_the_last_point()
    {
        Assert.Equal(9, Book(5, Order("o", 0, 1_050), Refund("r", "o", 1, 60)).Balance);
        Assert.Equal(0, Book(5, Order("o", 0, 1_050), Refund("r", "o", 1, 60), Refund("q", "o", 2, 990)).Balance);
        Assert.Equal(10, Book(5, Order("o", 0, 1_050), Refund("r", "other", 1, 60)).Balance);
    }

    [Fact]
    public void A_refund_of_spent_points_is_a_debt_that_the_next_points_pay()
    {
        object[] events = [Order("o", 0, 10_000), Spent("s", 1, 100), Refund("r", "o", 2, 10_000), Said("f", 3)];
        Assert.Equal(-100, Book(2, events).Balance);
        Assert.Empty(Book(2, events).Due);
        var later = Book(4, [.. events, Order("p", 4, 10_000)]);
        Assert.Equal(20, later.Balance);
        Assert.Equal([new PointsDue(Day(4 + 365), 20)], later.Due);
    }

    [Fact]
    public void What_has_expired_is_not_taken_back_once_more()
    {
        object[] kept = [Order("o", 0, 10_000), Refund("r", "o", 400, 10_000)];
        Assert.Equal(0, Book(401, kept).Balance);
        Assert.Equal(20, Book(402, [.. kept, Said("f", 401)]).Balance);
        object[] spent = [Order("o", 0, 10_000), Spent("s", 1, 30), Refund("r", "o", 400, 10_000)];
        Assert.Equal(-30, Book(401, spent).Balance);
        object[] parts =
            [Order("o", 0, 10_000), Spent("s", 1, 30), Refund("r", "o", 400, 5_000), Refund("q", "o", 401, 5_000)];
        Assert.Equal(-30, Book(402, parts).Balance);
    }

    [Fact]
    public void Nobody_spends_more_than_there_is_and_an_id_spends_once()
    {
        var lead = new LeadScoring.Leads.Lead
        {
            Id = "ann",
            Profile = new LeadScoring.Leads.Profile { Email = "ann@example.jp", CreatedAt = At(0), Known = true },
        };
        object[] events = [Order("o", 0, 15_000), Spent("s", 1, 100)];
        var (past, book) = (Past(events), Book(2, events));
        Assert.Equal(PointsObstacle.TooFew, Spending.Decide(lead, Spent("t", 2, 100), past, book, null).Obstacle);
        var again = Spending.Decide(lead, Spent("s", 2, 300), past, book, PointsObstacle.Closed);
        Assert.Equal((false, At(1)), (again.IsNew, again.Act!.At));
        Assert.Equal(
            PointsObstacle.OtherContent,
            Spending.Decide(lead, Spent("s", 2, 100) with { CampaignId = "d" }, past, book, null).Obstacle);
        var late = Spending.Decide(lead, Given("g", 0, 5), past, book, null);
        Assert.True(late.Act!.At > At(1), "A clock that is behind would change what was decided before.");
    }

    private static int Day(int day) => Days.Of(new NodaTime.LocalDate(2026, 1, 1)) + day;
}
