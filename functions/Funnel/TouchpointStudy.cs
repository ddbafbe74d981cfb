using LeadScoring.Inference;
using LeadScoring.Insights;
using LeadScoring.Storage;
using LeadScoring.Tracks;

namespace LeadScoring.Funnel;

/// <summary>
/// Pure: the journeys of buyers read backwards from the first order, against leads who came in the same month and had
/// not bought at the same age. The others' share is the mean over the buyers of the share at each one's month and age,
/// so both sides are alike in these.
/// </summary>
public sealed class TouchpointStudy : IStudy
{
    public const string Study = "touchpoints";
    private const int MostSequences = 20;

    public string Name => Study;

    /// <summary>Who did not buy is followed up to today.</summary>
    public bool LooksAtToday => true;

    public IStudyPart Begin(StudyBasis basis) => new Part(basis.Today);

    public string Report(IReadOnlyList<string> parts, StudyBasis basis)
    {
        var all = parts.Select(Json.Read<TouchCounts>).Aggregate(TouchCounts.Empty(), (sum, part) => sum.And(part));
        var matched = all.Buyers.Where(cell => all.Others.GetValueOrDefault(cell.Key) > 0).ToList();
        return Json.Write(new TouchpointReport(
            all.Buyers.Values.Sum(), matched.Sum(cell => cell.Value),
            [.. TouchCounts.Windows.Select((window, n) => Window(all, matched, window, n))],
            [
                .. all.Sequences.OrderByDescending(one => one.Value).ThenBy(one => one.Key, StringComparer.Ordinal)
                    .Take(MostSequences).Select(one => new TouchSequence(one.Key.Split('>'), one.Value)),
            ]));
    }

    private static TouchWindow Window(
        TouchCounts all, IReadOnlyList<KeyValuePair<string, int>> matched, int window, int n)
    {
        var (buyers, weight) = (all.Buyers.Values.Sum(), matched.Sum(cell => cell.Value));
        var others = matched.Sum(cell => all.Others[cell.Key]);
        var touches = all.DaysBefore.Select(touch =>
        {
            var days = touch.Value.Where(day => day.Key <= window).ToList();
            var share = weight == 0 ? 0 : matched.Sum(cell =>
                cell.Value * ShareOf(all, cell.Key, touch.Key, n)) / weight;
            return Touch(touch.Key, days, buyers, weight == 0 ? null : share, others);
        });
        return new TouchWindow(
            window, others,
            [
                .. touches.OrderByDescending(touch => touch.Buyers.Value)
                    .ThenBy(touch => touch.Value, StringComparer.Ordinal),
            ]);
    }

    private static double ShareOf(TouchCounts all, string cell, string touch, int window) =>
        all.Had.TryGetValue(cell, out var had) && had.TryGetValue(touch, out var counts)
            ? (double)counts[window] / all.Others[cell]
            : 0;

    private static TouchShare Touch(
        string touch, IReadOnlyList<KeyValuePair<int, int>> days, int buyers, double? share, int others)
    {
        var had = days.Sum(day => day.Value);
        var (low, high) = Wilson.Of(had, buyers);
        var own = new Figure((double)had / buyers, low, high, buyers);
        var (from, to) = Wilson.Of((int)Math.Round((share ?? 0) * others), others);
        var other = new Figure(share, share is null ? null : from, share is null ? null : to, others);
        var name = touch.Split(' ', 2);
        return new TouchShare(
            name[0], name[1], own, other, Lift(had, buyers, share, others),
            At(days, had, .25), At(days, had, .5), At(days, had, .75));
    }

    /// <summary>The ratio of two shares, by the logarithm (Katz et al., Biometrics 34:469-474, 1978).</summary>
    private static Figure Lift(int had, int buyers, double? share, int others)
    {
        if (share is not > 0 || had == 0) return new Figure(null, null, null, buyers + others);
        var (p, q) = ((double)had / buyers, share.Value);
        var half = Wilson.Z * Math.Sqrt((1 - p) / had + (1 - q) / (q * others));
        return new Figure(p / q, p / q * Math.Exp(-half), p / q * Math.Exp(half), buyers + others);
    }

    private static int? At(IReadOnlyList<KeyValuePair<int, int>> days, int count, double share)
    {
        var sum = 0;
        foreach (var (day, leads) in days.OrderBy(day => day.Key))
        {
            sum += leads;
            if (sum >= share * count) return day;
        }
        return null;
    }

    private sealed class Part(int today) : IStudyPart
    {
        private readonly TouchCounts _counts = TouchCounts.Empty();

        public void Add(Track track) => _counts.Add(track, today);

        public string Write() => Json.Write(_counts.Short());
    }
}

/// <summary>
/// What the study keeps. <paramref name="Matched"/>: buyers for whom there were others of their month and age.
/// </summary>
public sealed record TouchpointReport(
    int Buyers, int Matched, IReadOnlyList<TouchWindow> Windows, IReadOnlyList<TouchSequence> Sequences);

/// <summary>Touchpoints within so many days, the most frequent among buyers first.</summary>
public sealed record TouchWindow(int Before, int Others, IReadOnlyList<TouchShare> Touches);

/// <summary>
/// One type, channel or campaign: the share of buyers who had it, of others, and their ratio; and how many days before
/// the order it came last, of those who had it.
/// </summary>
public sealed record TouchShare(
    string Kind, string Value, Figure Buyers, Figure Others, Figure Lift, int? LowerQuartile, int? Median,
    int? UpperQuartile);

/// <summary>The last types of touchpoints before the order, each run of one type once; of how many buyers.</summary>
public sealed record TouchSequence(IReadOnlyList<string> Steps, int Buyers);
