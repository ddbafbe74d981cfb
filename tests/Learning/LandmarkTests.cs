using FsCheck.Fluent;
using LeadScoring.Learning;
using LeadScoring.Scoring;
using LeadScoring.Tests.Scoring;
using NodaTime;

namespace LeadScoring.Tests.Learning;

public sealed class LandmarkTests
{
    private static readonly int January = Days.Of(new LocalDate(2027, 1, 1));
    private static readonly int May = Days.Of(new LocalDate(2027, 5, 1));

    [Fact]
    public void A_lead_is_looked_at_on_the_first_of_each_month_after_its_story_began()
    {
        var marks = Of([(January, "brochure")], [], from: January - 300, today: May);

        Assert.Equal(
            ["2027-02-01", "2027-03-01", "2027-04-01"],
            marks.Select(mark => LeadScoring.Leads.Standing.DateText(mark.Day)));
    }

    [Fact]
    public void What_is_known_is_the_score_of_that_morning()
    {
        var mark = Of([(January, "brochure"), (January + 31, "test-drive")], [], January, January + 32).Single();

        Assert.Equal(January + 31, mark.Day);
        Assert.Equal(Math.Log(1 + 5 * Math.Pow(2, -31 / 90.0) / 60), mark.Known.Interest, 1e-12);
        Assert.Equal((0.0, Math.Log(32), false), (mark.Known.Fit, mark.Known.Age, mark.Known.Bought));
    }

    [Fact]
    public void The_next_order_is_counted_from_the_landmarks_own_day_which_is_the_first()
    {
        var marks = Of([(January, "brochure")], [January + 31, January + 99], January, May);

        Assert.Equal([1, 41, 10], marks.Select(mark => mark.OrderedIn));
        Assert.Equal([false, true, true], marks.Select(mark => mark.Known.Bought));
        Assert.True(marks[0].OrderedBy(0));
        Assert.Equal([true, true, false, false], Enumerable.Range(0, 4).Select(marks[1].IsAtRisk));
        Assert.Equal([false, true, true, true], Enumerable.Range(0, 4).Select(marks[1].OrderedBy));
    }

    [Fact]
    public void A_lag_is_over_when_its_last_day_is()
    {
        var mark = new Landmark(0, 1_000, default, null);
        Assert.False(mark.IsOver(0, 1_029));
        Assert.True(mark.IsOver(0, 1_030));
        Assert.False(mark.IsOver(3, 1_364));
        Assert.True(mark.IsOver(3, 1_365));
    }

    [Fact]
    public void After_an_order_the_age_begins_anew_where_the_cycle_does() =>
        Assert.Equal(
            [Math.Log(32), Math.Log(1 + 59 - 40)],
            Of([(January, "brochure")], [January + 40], January, January + 60).Select(mark => mark.Known.Age));

    /// <summary>Time travel, whatever the story: what lies on or after the landmark changes nothing of it.</summary>
    [Fact]
    public void Nothing_of_later_days_is_known() => Laws.Hold(
        from reactions in Laws.Reactions
        from late in Laws.Reactions
        from orders in Gen.Choose(Laws.FirstDay, Laws.LastDay).ArrayOf()
        from lateOrders in Gen.Choose(Laws.FirstDay, Laws.LastDay).ArrayOf()
        select (reactions, late, orders, lateOrders),
        story =>
        {
            foreach (var day in Landmark.FirstsOfMonths(Laws.FirstDay + 100, Laws.LastDay).Take(3))
            {
                var calm = Of(story.reactions, story.orders, day, day + 1);
                var other = Of(
                    [.. story.reactions.Where(one => one.Day < day), .. story.late.Where(one => one.Day >= day)],
                    [.. story.orders.Where(one => one < day), .. story.lateOrders.Where(one => one >= day)],
                    day, day + 1);
                Assert.Equal(calm.Select(mark => mark.Known), other.Select(mark => mark.Known));
            }
        });

    [Theory]
    [InlineData("2027-02-01T02:59:59Z", "2027-01-25T03:00:00Z")]
    [InlineData("2027-02-01T03:00:00Z", "2027-02-01T03:00:00Z")]
    [InlineData("2027-02-07T23:59:59Z", "2027-02-01T03:00:00Z")]
    [InlineData("2027-02-08T02:00:00Z", "2027-02-01T03:00:00Z")]
    public void Models_are_trained_on_Mondays_at_three(string now, string expected) =>
        Assert.Equal(At(expected), TrainingTime.Latest(At(now)));

    [Theory]
    [InlineData("2027-02-01T03:00:20Z", null, false, true)]
    [InlineData("2027-02-02T00:00:00Z", null, false, false)]
    [InlineData("2027-02-02T00:00:00Z", null, true, true)]
    [InlineData("2027-02-03T03:10:00Z", null, false, true)]
    [InlineData("2027-02-03T02:59:59Z", "2027-02-01T03:00:20Z", false, false)]
    [InlineData("2027-02-02T00:00:00Z", "2027-01-31T00:00:00Z", false, true)]
    [InlineData("2027-02-02T00:00:00Z", "2027-02-01T03:00:00Z", false, false)]
    public void A_tick_between_two_trainings_costs_nothing(string now, string? looked, bool isPastDue, bool isDue) =>
        Assert.Equal(isDue, TrainingTime.IsDue(At(now), looked is null ? null : At(looked), isPastDue));

    private static DateTimeOffset At(string text) =>
        DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static List<Landmark> Of((int, string)[] reactions, int[] orders, int from, int today) =>
        [.. Landmark.Of(PastStories.Of("car", reactions, orders), 0, SampleRules.Rules, SampleRules.Car, from, today)];
}
