using LeadScoring.Scoring;
using MathNet.Numerics.Statistics;

namespace LeadScoring.Value;

/// <summary>Pure: the report of what customers are worth, from the stories of all of them.</summary>
public static class LtvReports
{
    public const int YearAhead = 365;
    private const int MostListed = 500;
    private const int MostForErrors = 5_000;
    private const int MostForTrend = 20_000;
    private const int Months = 12;

    /// <summary>The horizons that can be asked for, in days.</summary>
    public static readonly IReadOnlyList<int> Horizons = [90, 180, YearAhead, 730, 1095];

    private const string OrderModel = "BG/NBD";
    private const string SpendModel = "Gamma-Gamma";
    private static readonly string[] OrderNames = ["r", "alpha", "a", "b"];
    private static readonly string[] SpendNames = ["p", "q", "v"];

    public static LtvReport Of(IReadOnlyList<BuyerStory> all, int today, string currency, Terms terms)
    {
        var stories = all.Where(story => story.AsOf(today) is not null).ToList();
        var buyers = Buyer.Together(stories.Select(story => story.AsOf(today)!.Value));
        var report = new LtvReport
        {
            AsOf = DayText.Of(today),
            Currency = currency,
            Margin = terms.Margin,
            DiscountPerYear = terms.DiscountPerYear,
            Customers = stories.Count,
            RepeatCustomers = (long)LtvStudy.RepeatCustomers(buyers),
        };
        if (report.RepeatCustomers < LtvStudy.LeastRepeatCustomers)
            return report with { Silence = LtvSilence.TooFewRepeatCustomers };
        try
        {
            return ValueFit.Of(buyers) is { } fit
                ? Told(report, fit, all, buyers, today, terms)
                : report with { Silence = LtvSilence.NoFit };
        }
        catch (ArithmeticException) // parameters so far out that no series of theirs ends
        {
            return report with { Silence = LtvSilence.NoFit };
        }
    }

    private static LtvReport Told(
        LtvReport report, ValueFit fit, IReadOnlyList<BuyerStory> stories, IReadOnlyList<Buyer> buyers, int today,
        Terms terms)
    {
        var horizons = Within(fit, buyers, terms);
        return report with
        {
            FittedOn = (long)fit.Customers,
            WithPrior = fit.WithPrior,
            Parameters =
            [
                .. OrderNames.Select((name, i) =>
                    new Parameter(OrderModel, name, fit.Orders.At[i], fit.Orders.StandardErrors[i])),
                .. SpendNames.Select((name, i) =>
                    new Parameter(SpendModel, name, fit.Spend.At[i], fit.Spend.StandardErrors[i])),
            ],
            Fits =
            [
                new ModelFit(OrderModel, fit.Orders.LogLikelihood), new ModelFit(SpendModel, fit.Spend.LogLikelihood),
            ],
            Correlation = CorrelationOf(buyers),
            Horizons = horizons,
            HoldOut = HoldOutCheck.Of(stories, today),
            Trend = Trend(fit.Model, stories, today, terms, horizons.First(one => one.Days == YearAhead)),
            Top = Top(fit.Model, stories, today, terms),
        };
    }

    private static IReadOnlyList<LtvWithin> Within(ValueFit fit, IReadOnlyList<Buyer> buyers, Terms terms)
    {
        var n = (long)buyers.Count();
        var sample = buyers.Sample(MostForErrors);
        var errors = fit.RelativeErrors(
            model => [.. Worth.Of(model, sample, Horizons, terms).SelectMany(one => one.Figures)]);
        return
        [
            .. Worth.Of(fit.Model, buyers, Horizons, terms).Zip(errors.Chunk(4), (one, error) => new LtvWithin(
                one.Days, Spread.Of(one.Orders, error[0], n), Spread.Of(one.Total, error[1], n),
                Spread.Of(one.Total / n, error[1], n), Spread.OfShare(one.TopShare, error[2], n),
                Spread.Of(one.NewCustomer, error[3], n))),
        ];
    }

    private static List<LtvThen> Trend(
        ValueModel model, IReadOnlyList<BuyerStory> stories, int today, Terms terms, LtvWithin now)
    {
        var relative = now.Total is { Value: > 0, High: { } high } total ? Math.Log(high / total.Value.Value) : 0;
        var ends = Enumerable.Range(0, Months).Select(back => MonthEnd(today, Months - back)).ToList();
        var points = new List<LtvThen>();
        foreach (var end in ends)
        {
            var then = Buyer.Together(stories.Select(story => story.AsOf(end)).OfType<Buyer>());
            if (then.Count == 0) continue;
            var n = (long)then.Count();
            var sample = then.Sample(MostForTrend);
            var worth = Worth.Of(model, sample, [YearAhead], terms)[0].Total * n / sample.Count();
            points.Add(new LtvThen(
                DayText.Of(end), n, Spread.Of(worth, relative / Spread.Z, n),
                Spread.Of(worth / n, relative / Spread.Z, n)));
        }
        return points;
    }

    /// <summary>The last day of a month that many months before this day's.</summary>
    private static int MonthEnd(int today, int back)
    {
        var date = Days.ToDate(today);
        return Days.Of(new NodaTime.LocalDate(date.Year, date.Month, 1).PlusMonths(1 - back)) - 1;
    }

    private static List<ValuedCustomer> Top(
        ValueModel model, IReadOnlyList<BuyerStory> stories, int today, Terms terms) =>
        [.. stories.Where(story => story.AsOf(today) is not null).Select(story => Customer(model, story, today, terms))
            .OrderByDescending(one => one.Value).ThenBy(one => one.Lead, StringComparer.Ordinal).Take(MostListed)];

    private static ValuedCustomer Customer(ValueModel model, BuyerStory story, int today, Terms terms)
    {
        var buyer = story.AsOf(today)!.Value;
        var (orders, value) = Worth.OfOne(model, buyer, [YearAhead], terms)[0];
        return new ValuedCustomer(
            story.Lead, buyer.Orders, DayText.Of(story.Days[0]), DayText.Of(story.Days[buyer.Orders]),
            model.Orders.Alive(buyer.Orders, buyer.Last, buyer.Age), orders, value);
    }

    private static double? CorrelationOf(IReadOnlyList<Buyer> buyers)
    {
        var again = GammaGamma.Paying(buyers).SelectMany(one => Enumerable.Repeat(one, (int)one.Count)).ToList();
        var found = Correlation.Pearson(again.Select(one => (double)one.Orders), again.Select(one => one.Mean));
        return double.IsFinite(found) ? found : null;
    }
}
