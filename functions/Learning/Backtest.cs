using System.Globalization;
using LeadScoring.Scoring;

namespace LeadScoring.Learning;

/// <summary>
/// What is looked at: leads on these days (days since 1970-01-01, ascending), and whether they order (or what else
/// <see cref="Label"/> says) within the horizon, the decision day included, as things stand on
/// <paramref name="Today"/>. <paramref name="Reach"/>: the score that enters the highest stage; null where the scores
/// are not those of a stage ladder.
/// </summary>
public sealed record BacktestPlan(IReadOnlyList<int> Days, int HorizonDays, int Today, double? Reach)
{
    public Label Label { get; init; } = Label.Order;
}

/// <summary>
/// How well a score told who would buy. <paramref name="Leads"/> counts each lead once a decision day,
/// <paramref name="Buyers"/> those of them who ordered within the horizon, <paramref name="Orders"/> the different
/// orders among these; with another label it stands in the order's place. With too few orders there is a
/// <paramref name="Reason"/> and no figure. Top 10: the tenth with the highest scores; lift: how many times more
/// buyers are in it than chance would find. <paramref name="Foresight"/> is of rates taken from bins of earlier
/// decision days whose horizon was over on the day itself.
/// </summary>
public sealed record BacktestFigures(
    string? Day, int Leads, int Buyers, int Orders, string? Reason, Auc? Auc, double? LiftTop10, double? ShareTop10,
    IReadOnlyList<CalibrationBin>? Bins, Foresight? Foresight, LeadTime? LeadTime);

/// <summary>
/// The figures over all decision days, and of each. In the former a lead counts once a day: the interval of the AUC
/// takes that into account, those of the bins take each time for a lead of its own and are rather too narrow.
/// </summary>
public sealed record BacktestResult(BacktestFigures Pooled, IReadOnlyList<BacktestFigures> Months);

/// <summary>
/// Judges a score by real outcomes: on each day of the past every lead is scored with what was known before that day,
/// and held against what it did within the horizon. Whatever makes scores can be judged.
/// </summary>
public static class Backtest
{
    public const int FewestOrders = 10;
    public const int FewestOrdersPooled = 50;
    public const string TooLittleData = "too little data";

    /// <param name="leads">The sample.</param>
    /// <param name="plan">Days, horizon, today.</param>
    /// <param name="score">
    /// The score of a lead when a day begins; it may use what <see cref="PastLead.KnownBefore"/> gives, nothing else.
    /// </param>
    /// <param name="cancel">Ends the work.</param>
    public static BacktestResult Of(
        IReadOnlyList<PastLead> leads, BacktestPlan plan, Func<PastLead, int, double> score, CancellationToken cancel)
    {
        var all = Snapshots.Of(leads, plan, score, cancel);
        var months = all.GroupBy(one => one.Day).ToDictionary(month => month.Key, month => month.ToList());
        var notices = Notices(leads, plan, all, score, cancel);
        var told = new List<(double Rate, bool Bought)>();
        var figures = new List<BacktestFigures>();
        foreach (var day in plan.Days)
        {
            var month = months.GetValueOrDefault(day) ?? [];
            var rates = Told(month, [.. all.TakeWhile(one => one.Day + plan.HorizonDays <= day)]);
            told.AddRange(rates);
            figures.Add(FiguresOf(
                Days.ToDate(day).ToString("uuuu-MM-dd", CultureInfo.InvariantCulture), month, rates, notices,
                FewestOrders));
        }
        return new BacktestResult(FiguresOf(null, all, told, notices, FewestOrdersPooled), figures);
    }

    /// <summary>The rates that were known in advance; none where those who bought by then are too few.</summary>
    private static IReadOnlyList<(double Rate, bool Bought)> Told(
        IReadOnlyList<Snapshot> month, IReadOnlyList<Snapshot> settled)
    {
        if (EventsIn(settled) < FewestOrdersPooled) return [];
        var bins = Calibration.Of(settled.Select(Outcome));
        return [.. month.Select(one => (Calibration.RateAt(bins, one.Score), one.Came))];
    }

    private static BacktestFigures FiguresOf(
        string? day, IReadOnlyList<Snapshot> snapshots, IReadOnlyList<(double Rate, bool Bought)> told,
        IReadOnlyDictionary<Event, Signs> notices, int fewest)
    {
        var (buyers, orders) = (snapshots.Count(one => one.Came), EventsIn(snapshots));
        var none = new BacktestFigures(
            day, snapshots.Count, buyers, orders, TooLittleData, null, null, null, null, null, null);
        if (orders < fewest) return none;
        var outcomes = snapshots.Select(Outcome).ToList();
        var share = TopTenth.ShareOfBuyers(outcomes);
        return none with
        {
            Reason = null,
            Auc = Auc.Of([.. snapshots.Select(one => (one.Score, one.Came, one.Person))]),
            ShareTop10 = share,
            LiftTop10 = share / TopTenth.Part,
            Bins = Calibration.Of(outcomes),
            Foresight = Foresight.Of(told),
            LeadTime = LeadTimeOf([.. Events(snapshots).Select(one => notices[one])]),
        };
    }

    private static LeadTime LeadTimeOf(IReadOnlyList<Signs> signs) => new(
        signs.Count,
        signs.Any(one => one.HasLadder) ? Notice.Of(signs.Select(one => one.HighestStage)) : null,
        Notice.Of(signs.Select(one => one.TopTenth)));

    private static Dictionary<Event, Signs> Notices(
        IReadOnlyList<PastLead> leads, BacktestPlan plan, IReadOnlyList<Snapshot> all,
        Func<PastLead, int, double> score, CancellationToken cancel)
    {
        var borders = all.GroupBy(one => one.Day)
            .ToDictionary(month => month.Key, month => TopTenth.Border(month.Select(one => one.Score)));
        var stood = all.Where(one => one.Score >= borders[one.Day]).ToLookup(one => one.Person, one => one.Day);
        var notices = new Dictionary<Event, Signs>();
        foreach (var one in Events(all))
        {
            cancel.ThrowIfCancellationRequested();
            var past = leads[one.Person];
            var since = plan.Label.In(past, plan.Today).Since(one.Day);
            notices[one] = new Signs(
                plan.Reach is not null,
                plan.Reach is { } reach ? LeadTimes.OfScore(past, one.Day, since, reach, score) : null,
                LeadTimes.OfStanding(one.Day, since, stood[one.Person]));
        }
        return notices;
    }

    private static IEnumerable<Event> Events(IEnumerable<Snapshot> snapshots) => snapshots
        .Where(one => one.Came).Select(one => new Event(one.Person, one.CameOn!.Value)).Distinct();

    private static int EventsIn(IEnumerable<Snapshot> snapshots) => Events(snapshots).Count();

    private static (double Score, bool Bought) Outcome(Snapshot one) => (one.Score, one.Came);

    private readonly record struct Event(int Person, int Day);

    private readonly record struct Signs(bool HasLadder, int? HighestStage, int? TopTenth);
}
