using LeadScoring.Leads;
using LeadScoring.Reactions;
using LeadScoring.Spend;
using LeadScoring.Tracks;

namespace LeadScoring.Tests.Spend;

public sealed class ConversionsTests
{
    [Fact]
    public void A_way_is_cut_at_each_purchase_and_the_rest_is_a_path_without_one() =>
        Assert.Equal(["a b = 10", "c = 20.5", "d ="], Paths(Ways.Lead("1", "a b +10 c +20.5 d")));

    [Fact]
    public void A_touchpoint_of_the_purchases_own_instant_comes_before_it()
    {
        var lead = Ways.Lead("1", "a +10");
        var at = lead.Purchases.Purchases[0].At;
        var same = new Touchpoint(at, Ways.DayOf(at), "page-view", "b", null);
        Assert.Equal(["a b = 10"], Paths(lead with { Touchpoints = [.. lead.Touchpoints, same] }));
    }

    [Fact]
    public void What_was_taken_back_is_no_conversion_and_what_was_in_part_is_worth_the_rest()
    {
        var lead = Ways.Lead("1", "a +10 b +20");
        var bought = lead.Purchases.Purchases;
        Assert.Equal(["a b = 20"], Paths(lead with { Purchases = lead.Purchases.Add(Back(bought[0], 10)) }));
        Assert.Equal(["a = 10", "b = 13"], Paths(lead with { Purchases = lead.Purchases.Add(Back(bought[1], 7)) }));
    }

    [Fact]
    public void Purchases_of_a_day_without_a_touchpoint_between_them_are_one_conversion()
    {
        var lead = Ways.Lead("1", "a +10 b");
        var first = lead.Purchases.Purchases[0];
        var second = new Purchase(Touch.ShortHash("second"), first.Day, 5, first.At.AddHours(1));
        Assert.Equal(["a = 15", "b ="], Paths(lead with { Purchases = lead.Purchases.Add(second) }));
    }

    [Fact]
    public void A_purchase_out_of_nowhere_counts_for_none() =>
        Assert.Equal(["(none) = 10"], Paths(Ways.Lead("1", "+10")));

    [Fact]
    public void What_sales_reported_and_what_takes_points_are_no_touchpoints()
    {
        var lead = Ways.Lead("1", "a b c d +10");
        var points = lead.Touchpoints.ToArray();
        points[1] = points[1] with { Type = "outcome-quote" };
        points[2] = points[2] with { Type = "unsubscribe" };
        points[3] = points[3] with { Channel = null };
        Assert.Equal(["a (none) = 10"], Paths(lead with { Touchpoints = points }));
    }

    [Fact]
    public void Credit_halves_with_every_week_before_the_conversion()
    {
        var at = Ways.Begin;
        var shares = Crediting.Shares([new Visit(at, "old"), new Visit(at.AddDays(7), "new")]);
        Assert.Equal(
            (1 / 3m, 2 / 3m), (shares["old"][3], shares["new"][3]),
            EqualityComparer<(decimal, decimal)>.Create((one, other) =>
                Math.Abs(one.Item1 - other.Item1) < 1e-9m && Math.Abs(one.Item2 - other.Item2) < 1e-9m));
        Assert.Equal(1m, shares["old"][3] + shares["new"][3]);
    }

    private static Refund Back(Purchase purchase, decimal amount) =>
        new(Touch.ShortHash("back"), purchase.IdHash, purchase.Day + 1, amount);

    private static IEnumerable<string> Paths(Track track) =>
        Conversions.Paths(track, Ways.Basis.Rules, point => point.Channel).Select(path => string.Join(
            ' ', [.. path.Visits.Select(visit => visit.Place), path.Revenue is { } revenue
                ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"= {revenue}") : "="]));
}
