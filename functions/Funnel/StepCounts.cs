using System.Globalization;
using LeadScoring.Inference;
using LeadScoring.Tracks;

namespace LeadScoring.Funnel;

/// <summary>
/// Pure: of some leads, how many came to each step up to a day, and how long it took them. Who has not come to a step
/// is open, followed up to that day.
/// </summary>
public sealed class StepCounts
{
    private readonly int _today;
    private readonly int[] _counts;
    private readonly Dictionary<int, int>[] _came;
    private readonly Dictionary<int, int>[] _open;

    private StepCounts(int steps, int today)
    {
        _today = today;
        _counts = new int[steps];
        _came = [.. Enumerable.Range(0, steps).Select(_ => new Dictionary<int, int>())];
        _open = [.. Enumerable.Range(0, steps).Select(_ => new Dictionary<int, int>())];
    }

    public int Leads => _counts[0];

    /// <summary>How many came to each step.</summary>
    public IReadOnlyList<int> Counts => _counts;

    /// <summary>From the cells of one or several groups.</summary>
    public static StepCounts Of(IEnumerable<Cell> cells, int steps, int today)
    {
        var counts = new StepCounts(steps, today);
        foreach (var cell in cells) counts.Add(cell.Key.Split(' '), (int)cell.Values[0]);
        return counts;
    }

    /// <summary>From the step before to this one, in days.</summary>
    public KaplanMeier Time(int step) => KaplanMeier.Of(_came[step], _open[step]);

    private void Add(string[] key, int leads)
    {
        if (key[0] == "=")
        {
            _counts[0] += leads;
            return;
        }
        var step = Number(key[0]);
        if (step >= _counts.Length) return; // of rules with more stages, who will be counted anew
        switch (key[1])
        {
            case "d": Came(step, Number(key[2]), leads); break;
            case "f" when Number(key[2]) <= _today: Came(step, Number(key[3]), leads); break;
            case "f": Open(step, Number(key[2]) - Number(key[3]), leads); break;
            default: Open(step, Number(key[2]), leads); break;
        }
    }

    private void Came(int step, int days, int leads)
    {
        _counts[step] += leads;
        _came[step][days] = _came[step].GetValueOrDefault(days) + leads;
    }

    private void Open(int step, int since, int leads)
    {
        var days = Math.Max(0, _today - since);
        _open[step][days] = _open[step].GetValueOrDefault(days) + leads;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
