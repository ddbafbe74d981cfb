using MathNet.Numerics.Statistics;

namespace LeadScoring.Simulation;

/// <summary>Counts how long mails wait, and how many at a time, by the reason they were put off for.</summary>
internal sealed class WaitTally(DateTimeOffset from, DateTimeOffset until)
{
    private readonly int _hours = (int)Math.Ceiling((until - from).TotalHours) + 1;
    private readonly SortedDictionary<string, (List<double> Hours, int[] Change)> _byReason =
        new(StringComparer.Ordinal);

    /// <summary>What goes on waiting after the end counts up to it.</summary>
    public void Add(string reason, DateTimeOffset begins, DateTimeOffset ends)
    {
        if (!_byReason.TryGetValue(reason, out var waits))
            _byReason[reason] = waits = ([], new int[_hours + 1]);
        waits.Hours.Add((ends - begins).TotalHours);
        waits.Change[HourOf(begins)]++;
        waits.Change[Math.Min(_hours, HourOf(ends.AddTicks(-1)) + 1)]--;
    }

    public IReadOnlyList<WaitOutcome> Outcome() =>
    [
        .. _byReason.Select(reason =>
        {
            var queue = Queue(reason.Value.Change);
            return new WaitOutcome(
                reason.Key, reason.Value.Hours.Count,
                Math.Round(Statistics.Median(reason.Value.Hours), 2), Math.Round(reason.Value.Hours.Max(), 2),
                queue.Max(hour => hour.Waiting), [.. queue.Where(hour => hour.Waiting > 0)]);
        }),
    ];

    private List<WaitingHour> Queue(int[] change)
    {
        var (queue, waiting, start) = (new List<WaitingHour>(_hours), 0, Floor(from));
        for (var hour = 0; hour < _hours; hour++)
            queue.Add(new WaitingHour(start.AddHours(hour), waiting += change[hour]));
        return queue;
    }

    private int HourOf(DateTimeOffset at) => Math.Clamp((int)(at - Floor(from)).TotalHours, 0, _hours - 1);

    private static DateTimeOffset Floor(DateTimeOffset at) =>
        new(at.UtcTicks / TimeSpan.TicksPerHour * TimeSpan.TicksPerHour, TimeSpan.Zero);
}
