namespace LeadScoring.Learning;

/// <summary>
/// From which landmarks a model is learned (from <paramref name="From"/>, with what had come of them before
/// <paramref name="Cut"/>) and on which it is calibrated and checked (from <paramref name="Cut"/>, with what came of
/// them before <paramref name="Today"/>): nothing that is checked was known when it was learned.
/// </summary>
public readonly record struct TrainingWindow(int From, int Cut, int Today)
{
    private const int Longest = 730;

    /// <summary>A year and a month, so that the longest horizon is over for two landmarks or more.</summary>
    private const int LongestCheck = 395;

    /// <summary>No landmark before this one is looked at.</summary>
    public static int Earliest(int today) => today - LongestCheck - Longest;

    /// <summary>A younger history is halved.</summary>
    public static TrainingWindow Of(int firstLandmark, int today)
    {
        var cut = today - Math.Min(LongestCheck, (today - firstLandmark) / 2);
        return new TrainingWindow(Math.Max(firstLandmark, cut - Longest), cut, today);
    }
}

/// <summary>Learns, calibrates and checks the probability model of one product line.</summary>
public static class HazardTraining
{
    public const int LeastOrders = 50;
    public const int LeastLaterOrders = 20;

    // Small: it keeps the answer finite and hardly moves what fifty orders say.
    private const double Ridge = 1;

    /// <summary>
    /// The model with its check, or with the reason for its silence. <paramref name="blank"/> names product, rules and
    /// time.
    /// </summary>
    public static ProbabilityModel Of(ProbabilityModel blank, IReadOnlyList<Landmark> landmarks, int today)
    {
        if (landmarks.Count == 0) return blank with { Silence = new(UntoldKind.TooFewOrders, 0, LeastOrders) };
        var window = TrainingWindow.Of(landmarks.Min(landmark => landmark.Day), today);
        var early = landmarks.Where(mark => mark.Day >= window.From && mark.Day < window.Cut).ToList();
        var later = landmarks.Where(mark => mark.Day >= window.Cut && mark.IsOver(0, today)).ToList();
        var (rows, laterRows) = (Rows(early, window.Cut), Rows(later, today));
        var (orders, laterOrders) = (Orders(early, rows), Orders(later, laterRows));
        var model = blank with { Training = Sample.Of(early, orders), Later = Sample.Of(later, laterOrders) };
        if (orders < LeastOrders)
            return model with { Silence = new(UntoldKind.TooFewOrders, orders, LeastOrders) };
        if (laterOrders < LeastLaterOrders)
            return model with { Silence = new(UntoldKind.TooFewLaterOrders, laterOrders, LeastLaterOrders) };
        var learned = LogisticRegression.Fit(DesignOf(early, rows), Ridge)!;
        var calibrated = Calibrate(learned, later, laterRows);
        model = model with { Coefficients = learned.Coefficients, StandardErrors = learned.StandardErrors };
        if (calibrated.Slope <= 0) return model with { Silence = new(UntoldKind.NoBetterThanChance) };
        model = model with { Slope = calibrated.Slope, Offset = calibrated.Offset };
        return model with
        {
            Horizons = [.. Hazard.Lags.Select((_, lag) => Check(
                model, lag, Orders(early, rows.Where(row => row.Lag == lag)), later, today))],
        };
    }

    /// <summary>Per landmark the lags that were over by then and began without an order before them.</summary>
    internal static List<(int Landmark, int Lag)> Rows(IReadOnlyList<Landmark> landmarks, int today) =>
        [.. from landmark in Enumerable.Range(0, landmarks.Count)
            from lag in Enumerable.Range(0, Hazard.Lags.Count)
            where landmarks[landmark].IsOver(lag, today) && landmarks[landmark].IsAtRisk(lag)
            select (landmark, lag)];

    internal static Design DesignOf(IReadOnlyList<Landmark> landmarks, List<(int Landmark, int Lag)> rows) => new(
        rows.Count, Hazard.Features.Count,
        (row, into) => Hazard.Fill(landmarks[rows[row].Landmark].Known, rows[row].Lag, into),
        row => landmarks[rows[row].Landmark].OrderedBy(rows[row].Lag) ? 1 : 0, _ => 1);

    /// <summary>The orders that rows ended with; several landmarks may have seen the same one coming.</summary>
    private static int Orders(IReadOnlyList<Landmark> landmarks, IEnumerable<(int Landmark, int Lag)> rows) => rows
        .Where(row => landmarks[row.Landmark].OrderedBy(row.Lag))
        .Select(row => (landmarks[row.Landmark].Lead, landmarks[row.Landmark].Day + landmarks[row.Landmark].OrderedIn))
        .Distinct().Count();

    /// <summary>
    /// Two numbers only, so that few later orders suffice (Platt, Probabilistic Outputs for Support Vector Machines,
    /// 1999: log odds × slope + offset, with outcomes pulled in from 0 and 1 by one count).
    /// </summary>
    private static (double Slope, double Offset) Calibrate(
        Logit learned, IReadOnlyList<Landmark> later, List<(int Landmark, int Lag)> rows)
    {
        var design = DesignOf(later, rows);
        var ordered = Enumerable.Range(0, rows.Count).Count(row => design.Outcome(row) > 0);
        var (one, zero) = ((ordered + 1.0) / (ordered + 2), 1.0 / (rows.Count - ordered + 2));
        var features = new double[Hazard.Features.Count];
        var platt = LogisticRegression.Fit(
            new Design(
                rows.Count, 1, (row, into) =>
                {
                    Array.Clear(features);
                    design.Fill(row, features);
                    into[0] = learned.LogOdds(features);
                },
                row => design.Outcome(row) > 0 ? one : zero, _ => 1),
            ridge: 0)!;
        return (platt.Coefficients[1], platt.Coefficients[0]);
    }

    private static HorizonCheck Check(
        ProbabilityModel model, int lag, int learnedFrom, IReadOnlyList<Landmark> later, int today)
    {
        var days = Hazard.Lags[lag].To;
        var over = later.Where(landmark => landmark.IsOver(lag, today)).ToList();
        var orders = over.Where(landmark => landmark.OrderedBy(lag))
            .Select(landmark => (landmark.Lead, landmark.Day + landmark.OrderedIn)).Distinct().Count();
        if (learnedFrom < LeastOrders / Hazard.Lags.Count)
            return HorizonCheck.Silent(days, over.Count, orders, new(
                UntoldKind.TooFewOrders, learnedFrom, LeastOrders / Hazard.Lags.Count));
        if (orders < LeastLaterOrders)
            return HorizonCheck.Silent(days, over.Count, orders, new(
                UntoldKind.TooFewLaterOrders, orders, LeastLaterOrders));
        return HorizonCheck.Of(
            days, [.. over.Select(mark => (model.Within(mark.Known)[lag], mark.OrderedBy(lag), mark.Lead))], orders);
    }
}
