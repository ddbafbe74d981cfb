using LeadScoring.Sales;
using LeadScoring.Tracks;

namespace LeadScoring.Funnel;

/// <summary>
/// Pure: the leads of one bucket, as the journeys of buyers are read. Buyers: how many by cell (month of the start and
/// age at the first order, rounded up to <see cref="Ages"/>), and how many days before the order each kind of
/// touchpoint came last. Others: who had not bought at such an age and was followed so long, by cell. Of both, by cell,
/// how many had had a touchpoint within each of <see cref="Windows"/>. A buyer is one of the others at every age before
/// the order's. What sales reported is no touchpoint: it follows from how close somebody is to an order.
/// </summary>
public sealed record TouchCounts(
    SortedDictionary<string, int> Buyers, SortedDictionary<string, SortedDictionary<string, int[]>> BuyersHad,
    SortedDictionary<string, SortedDictionary<int, int>> DaysBefore,
    SortedDictionary<string, int> Others, SortedDictionary<string, SortedDictionary<string, int[]>> Had,
    SortedDictionary<string, int> Sequences)
{
    /// <summary>Days before the order, or before the day of comparison.</summary>
    public static readonly IReadOnlyList<int> Windows = [30, 90, 365];

    /// <summary>Days since the start at which buyers and others are compared; older ones are not.</summary>
    public static readonly IReadOnlyList<int> Ages =
        [0, 1, 2, 3, 5, 7, 10, 14, 21, 30, 45, 60, 90, 120, 150, 180, 240, 300, 365, 450, 540, 730, 1095, 1825];

    /// <summary>Sequences that one bucket tells of.</summary>
    public const int MostSequences = 2000;

    public const int Steps = 5;

    public static TouchCounts Empty() => new(
        new(StringComparer.Ordinal), new(StringComparer.Ordinal), new(StringComparer.Ordinal),
        new(StringComparer.Ordinal), new(StringComparer.Ordinal), new(StringComparer.Ordinal));

    /// <summary>The month of a cell, and the age as a place in <see cref="Ages"/>.</summary>
    public static (string Month, int Age) CellOf(string cell)
    {
        var parts = cell.Split(' ');
        return (parts[0], int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture));
    }

    public void Add(Track track, int today)
    {
        track = track with { Touchpoints = [.. track.Touchpoints.Where(point => !Outcomes.IsReported(point.Type))] };
        var month = Scoring.Days.ToDate(track.Start)
            .ToString("uuuu-MM", System.Globalization.CultureInfo.InvariantCulture);
        int? bought = track.Purchases.NetAsOf(today) is [var first, ..] ? first.Day : null;
        if (bought is { } day) AddBuyer(track, month, day);
        foreach (var (n, age) in Ages.Index())
        {
            if (track.Start + age > today || track.Start + age >= bought) break;
            AddOther(track, Cell(month, n), track.Start + age);
        }
    }

    public TouchCounts And(TouchCounts other)
    {
        var sum = Empty();
        foreach (var part in new[] { this, other })
        {
            foreach (var (key, count) in part.Buyers) Add(sum.Buyers, key, count);
            foreach (var (key, count) in part.Others) Add(sum.Others, key, count);
            foreach (var (key, count) in part.Sequences) Add(sum.Sequences, key, count);
            foreach (var (key, days) in part.DaysBefore)
                foreach (var (before, count) in days) Add(In(sum.DaysBefore, key), before, count);
            Add(sum.Had, part.Had);
            Add(sum.BuyersHad, part.BuyersHad);
        }
        return sum;
    }

    /// <summary>What is written of a bucket: of its sequences the most frequent.</summary>
    public TouchCounts Short() => this with
    {
        Sequences = new(
            Sequences.OrderByDescending(one => one.Value).ThenBy(one => one.Key, StringComparer.Ordinal)
                .Take(MostSequences).ToDictionary(), StringComparer.Ordinal),
    };

    private void AddBuyer(Track track, string month, int day)
    {
        var n = Ages.TakeWhile(age => age < day - track.Start).Count();
        if (n == Ages.Count) return;
        Add(Buyers, Cell(month, n), 1);
        var at = track.Purchases.Purchases.First(purchase => purchase.Day == day).At;
        var before = track.Touchpoints.Where(point => point.At < at).ToList();
        foreach (var touch in before.SelectMany(point => Names(point).Select(name => (Name: name, point.Day)))
            .GroupBy(touch => touch.Name, StringComparer.Ordinal))
        {
            var days = day - touch.Max(one => one.Day);
            if (days > Windows[^1]) continue;
            Add(In(DaysBefore, touch.Key), days, 1);
            Add(In(BuyersHad, Cell(month, n)), touch.Key, Within(days));
        }
        var steps = new List<string>();
        foreach (var point in before)
            if (steps.Count == 0 || steps[^1] != point.Type) steps.Add(point.Type);
        if (steps.Count > 0) Add(Sequences, string.Join('>', steps.TakeLast(Steps)), 1);
    }

    private void AddOther(Track track, string cell, int day)
    {
        Add(Others, cell, 1);
        var latest = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var point in track.Touchpoints)
        {
            if (point.Day > day) break;
            foreach (var name in Names(point)) latest[name] = point.Day;
        }
        foreach (var (name, last) in latest)
            Add(In(Had, cell), name, Within(day - last));
    }

    private static int[] Within(int days) => [.. Windows.Select(window => days <= window ? 1 : 0)];

    /// <summary>See <see cref="CellOf"/>.</summary>
    public static string Cell(string month, int age) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{month} {age}");

    private static IEnumerable<string> Names(Touchpoint point)
    {
        yield return "type " + point.Type;
        if (point.Channel is { } channel) yield return "channel " + channel;
        if (point.Campaign is { } campaign) yield return "campaign " + campaign;
    }

    private static void Add<T>(SortedDictionary<T, int> counts, T key, int count) where T : notnull =>
        counts[key] = counts.GetValueOrDefault(key) + count;

    private static void Add(
        SortedDictionary<string, SortedDictionary<string, int[]>> sum,
        SortedDictionary<string, SortedDictionary<string, int[]>> more)
    {
        foreach (var (cell, touches) in more)
            foreach (var (touch, counts) in touches) Add(In(sum, cell), touch, counts);
    }

    private static void Add(SortedDictionary<string, int[]> counts, string key, int[] more) =>
        counts[key] = counts.TryGetValue(key, out var known) ? [.. known.Zip(more, (a, b) => a + b)] : more;

    private static TValue In<TValue>(SortedDictionary<string, TValue> all, string key) where TValue : class, new()
    {
        if (!all.TryGetValue(key, out var found)) all[key] = found = new TValue();
        return found;
    }
}
