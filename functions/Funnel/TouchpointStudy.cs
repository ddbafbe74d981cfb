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
        var match = TouchMatch.Of(all);
        return Json.Write(new TouchpointReport(
            all.Buyers.Values.Sum(), match.Buyers,
            [.. TouchCounts.Windows.Select((window, n) => Window(match, window, n))],
            [
                .. all.Sequences.OrderByDescending(one => one.Value).ThenBy(one => one.Key, StringComparer.Ordinal)
                    .Take(MostSequences).Select(one => new TouchSequence(one.Key.Split('>'), one.Value)),
            ]));
    }

    private static TouchWindow Window(TouchMatch match, int window, int n)
    {
        var touches = match.Counts.DaysBefore.Select(touch => Touch(
            match, touch.Key, touch.Value.Where(day => day.Key <= window).ToList(), n));
        return new TouchWindow(
            window, match.Others,
            [
                .. touches.OrderByDescending(touch => touch.Buyers.Value)
                    .ThenBy(touch => touch.Value, StringComparer.Ordinal),
            ]);
    }

    /// <summary>Where nobody could be matched, what all buyers had, beside nothing.</summary>
    private static TouchShare Touch(
        TouchMatch match, string touch, IReadOnlyList<KeyValuePair<int, int>> days, int n)
    {
        var all = days.Sum(day => day.Value);
        var (had, buyers) = match.Buyers > 0
            ? (match.Had(touch, n), match.Buyers)
            : (all, match.Counts.Buyers.Values.Sum());
        var (low, high) = Wilson.Of(had, buyers);
        var own = new Figure((double)had / buyers, low, high, buyers);
        var (other, lift) = match.Buyers > 0
            ? Compare(match, own, had, match.ShareOfOthers(touch, n))
            : (new Figure(null, null, null, 0), new Figure(null, null, null, buyers));
        var name = touch.Split(' ', 2);
        return new TouchShare(
            name[0], name[1], own, other, lift, At(days, all, .25), At(days, all, .5), At(days, all, .75));
    }

    /// <summary>The ratio of two shares, by the logarithm (Katz et al., Biometrics 34:469-474, 1978).</summary>
    private static (Figure Others, Figure Lift) Compare(
        TouchMatch match, Figure own, int had, (double Share, double Effective) others)
    {
        var (p, (q, n)) = (own.Value!.Value, others);
        var (low, high) = Wilson.Of(q, n);
        var other = new Figure(q, low, high, match.Others);
        if (q <= 0 || had == 0) return (other, new Figure(null, null, null, match.People));
        var half = Wilson.Z * Math.Sqrt((1 - p) / had + (1 - q) / (q * n));
        return (other, new Figure(p / q, p / q * Math.Exp(-half), p / q * Math.Exp(half), match.People));
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
/// What the study keeps. <paramref name="Matched"/>: buyers for whom there were others of their month and age; shares
/// are of these, unless there are none.
/// </summary>
public sealed record TouchpointReport(
    int Buyers, int Matched, IReadOnlyList<TouchWindow> Windows, IReadOnlyList<TouchSequence> Sequences);

/// <summary>
/// Touchpoints within so many days, the most frequent among buyers first. <paramref name="Others"/>: different leads
/// whom the matched buyers are held against.
/// </summary>
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
