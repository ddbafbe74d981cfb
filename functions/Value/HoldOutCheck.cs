using LeadScoring.Insights;

namespace LeadScoring.Value;

/// <summary>
/// What the models, fitted on the first part of the time, said of the rest of it, and what came: orders and money of
/// the customers known at <paramref name="From"/>, within the days after it until <paramref name="To"/>.
/// </summary>
public sealed record HoldOutCheck(
    string From, string To, long Customers, Figure ExpectedOrders, long ActualOrders, Figure ExpectedAmount,
    double ActualAmount, IReadOnlyList<FrequencyGroup> Groups, IReadOnlyList<WeekPoint> Weeks)
{
    /// <summary>Those who had ordered this often again, or oftener, are one group.</summary>
    private const int Most = 7;
    private const int LeastDays = 364;
    private const double Week = 7;
    private const int MostForErrors = 5_000;

    /// <summary>Null where the time is too short, or too few had ordered again at half-time.</summary>
    public static HoldOutCheck? Of(IReadOnlyList<BuyerStory> stories, int today)
    {
        var kept = stories.Where(story => story.AsOf(today) is not null).ToList();
        if (kept.Count == 0) return null;
        var first = kept.Min(story => story.Days[0]);
        if (today - first < LeastDays) return null;
        var cut = first + (today - first) / 2;
        var known = stories.Where(story => story.AsOf(cut) is not null)
            .Select(story => new Known(story.AsOf(cut)!.Value, story.Between(cut, today))).ToList();
        var together = Buyer.Together(known.Select(one => one.Then));
        if (LtvStudy.RepeatCustomers(together) < LtvStudy.LeastRepeatCustomers
            || ValueFit.Of(together) is not { } fit) return null;
        var weeks = (today - cut) / Week;
        var said = Said(fit.Model, together, weeks);
        var errors = fit.RelativeErrors(model => Said(model, together.Sample(MostForErrors), weeks));
        Figure Expected(int at, long n) => Spread.Of(said[at], errors[at], n);
        return new HoldOutCheck(
            DayText.Of(cut), DayText.Of(today), known.Count, Expected(0, known.Count),
            known.Sum(one => (long)one.Came.Orders), Expected(1, known.Count), known.Sum(one => one.Came.Amount),
            [.. known.GroupBy(one => Group(one.Then)).OrderBy(group => group.Key)
                .Select(group => FrequencyGroup.Of(group.Key, group.Key == Most,
                    Expected(2 + group.Key, group.Count()), [.. group.Select(one => one.Came.Orders)]))],
            WeekPoint.Of(fit.Model.Orders, [.. kept.Where(story => story.Days[0] <= cut)], first, cut, today));
    }

    private static int Group(Buyer buyer) => Math.Min(Most, buyer.Orders);

    /// <summary>Orders of all, money of all, and orders per customer by group.</summary>
    private static IReadOnlyList<double> Said(ValueModel model, IReadOnlyList<Buyer> buyers, double weeks)
    {
        var (orders, money) = (0.0, 0.0);
        var (byGroup, customers) = (new double[Most + 1], new double[Most + 1]);
        foreach (var one in buyers)
        {
            var expected = one.Count * model.Orders.Expected(one.Orders, one.Last, one.Age, weeks);
            orders += expected;
            money += expected * model.Spend.Expected(one.Orders, one.Mean);
            byGroup[Group(one)] += expected;
            customers[Group(one)] += one.Count;
        }
        return [orders, money, .. byGroup.Zip(customers, (sum, n) => n > 0 ? sum / n : 0)];
    }

    private sealed record Known(Buyer Then, (int Orders, double Amount) Came);
}

/// <summary>
/// Customers who had ordered again so many times at half-time (<paramref name="OrMore"/>: or oftener), and their orders
/// per head afterwards: as expected, and as they came.
/// </summary>
public sealed record FrequencyGroup(int Orders, bool OrMore, Figure Expected, Figure Actual)
{
    internal static FrequencyGroup Of(int orders, bool orMore, Figure expected, IReadOnlyList<int> came)
    {
        var mean = came.Average();
        var error = came.Count > 1
            ? Math.Sqrt(came.Sum(one => (one - mean) * (one - mean)) / (came.Count - 1) / came.Count)
            : (double?)null;
        return new FrequencyGroup(orders, orMore, expected, new Figure(
            mean, Math.Max(0, mean - Spread.Z * error ?? 0), mean + Spread.Z * error, came.Count));
    }
}

/// <summary>
/// Repeat orders of these customers since the first day until the end of a week, as expected and as they came; the
/// models have not seen what is <paramref name="HeldOut"/>.
/// </summary>
public sealed record WeekPoint(string Day, double Expected, long Actual, bool HeldOut)
{
    internal static IReadOnlyList<WeekPoint> Of(
        BgNbd model, IReadOnlyList<BuyerStory> stories, int first, int cut, int today)
    {
        var begun = stories.GroupBy(story => story.Days[0]).Select(day => (Day: day.Key, Count: day.Count())).ToList();
        var again = stories.SelectMany(story => story.Days.Skip(1)).Order().ToList();
        var ofNew = new Dictionary<int, double>();
        double OfNew(int days) =>
            ofNew.TryGetValue(days, out var known) ? known : ofNew[days] = model.ExpectedOfNew(days / 7.0);
        var (points, actual) = (new List<WeekPoint>(), 0);
        for (var day = first + 7; day <= today; day += 7)
        {
            while (actual < again.Count && again[actual] <= day) actual++;
            points.Add(new WeekPoint(
                DayText.Of(day),
                begun.Where(those => those.Day < day).Sum(those => those.Count * OfNew(day - those.Day)),
                actual, day > cut));
        }
        return points;
    }
}
