using LeadScoring.Scoring;
using NodaTime;

namespace LeadScoring.Rewards;

/// <summary>
/// One line of a ledger; <paramref name="Balance"/> is the sum of all lines up to it. <paramref name="GoodThrough"/>:
/// the last local day of points that came.
/// </summary>
public sealed record PointsLine(Movement Move, long Balance, int? GoodThrough);

/// <summary>
/// What is left of the points of one rule (null: of those that staff gave) becomes more or, less than zero, less:
/// because of <paramref name="Cause"/>, on that local day.
/// </summary>
public readonly record struct PointsHeld(int Day, PointsKind Cause, string? Rule, long Change);

/// <summary>Points that are good through the same local day.</summary>
public sealed record PointsDue(int Day, long Points);

/// <summary>
/// Pure: a person's ledger as of an instant. What expires first is spent first. A refund takes back what is left of the
/// points its purchase earned, then others; what was spent already is a debt (a balance below zero) that the next
/// points pay, and what has expired does not go twice. Points go at the local midnight after their last day. A refund,
/// an un-merge and an undone import can make a debt, nothing else.
/// </summary>
public sealed class PointsBook
{
    private readonly List<Lot> _lots = []; // ascending by last day
    private readonly List<PointsLine> _lines = [];
    private readonly List<PointsHeld> _held = [];
    private readonly Dictionary<string, long> _expired = new(StringComparer.Ordinal); // by source
    private readonly RewardRules _rules;
    private readonly DateTimeZone _zone;

    private PointsBook(RewardRules rules, DateTimeZone zone) => (_rules, _zone) = (rules, zone);

    public IReadOnlyList<PointsLine> Lines => _lines;

    /// <summary>How what is good changed, in the order of time; it sums to the balance, but for a debt.</summary>
    public IReadOnlyList<PointsHeld> Held => _held;

    /// <summary>The sum of the lines.</summary>
    public long Balance { get; private set; }

    /// <summary>What is still good, by last day, ascending; none while there is a debt.</summary>
    public IReadOnlyList<PointsDue> Due =>
        [.. _lots.GroupBy(lot => lot.LastDay).Select(lots => new PointsDue(lots.Key, lots.Sum(lot => lot.Left)))];

    /// <param name="movements">In the order of time.</param>
    /// <param name="rules">When points expire.</param>
    /// <param name="zone">Whose midnights.</param>
    /// <param name="now">As of then; null: to the end of all points that have come, if nothing more happens.</param>
    public static PointsBook Of(
        IEnumerable<Movement> movements, RewardRules rules, DateTimeZone zone, DateTimeOffset? now)
    {
        var book = new PointsBook(rules, zone);
        foreach (var move in movements.TakeWhile(move => !(move.At > now)))
        {
            book.Expire(move.Day);
            book.Take(move);
        }
        book.Expire(now is { } instant ? Days.Of(instant, zone) : int.MaxValue);
        return book;
    }

    private void Take(Movement move)
    {
        if (move.Points > 0)
        {
            var good = Math.Max(0, Math.Min(move.Points, Balance + move.Points)); // a debt is paid first
            var lot = new Lot(move.Source, move.Rule, _rules.LastDayOf(move.Day), good);
            var behind = _lots.FindIndex(other => other.LastDay > lot.LastDay);
            if (lot.Left > 0) _lots.Insert(behind < 0 ? _lots.Count : behind, lot);
            Hold(move.Day, move.Kind, lot, lot.Left);
            Write(move, lot.LastDay);
            return;
        }
        if (move.Kind == PointsKind.TakenBack) move = move with { Points = move.Points + GoneBefore(move) };
        if (move.Points == 0) return;
        var left = -move.Points;
        if (move.Kind == PointsKind.TakenBack)
            left = TakeFrom(_lots.Where(lot => lot.Source == move.Source), left, move);
        TakeFrom(_lots, left, move);
        _lots.RemoveAll(lot => lot.Left == 0);
        Write(move, null);
    }

    /// <summary>How many of the points to be taken back have expired; each is counted once.</summary>
    private long GoneBefore(Movement move)
    {
        var gone = Math.Min(-move.Points, _expired.GetValueOrDefault(move.Source));
        if (gone > 0) _expired[move.Source] -= gone;
        return gone;
    }

    private long TakeFrom(IEnumerable<Lot> lots, long points, Movement move)
    {
        foreach (var lot in lots)
        {
            var taken = Math.Min(points, lot.Left);
            (lot.Left, points) = (lot.Left - taken, points - taken);
            Hold(move.Day, move.Kind, lot, -taken);
        }
        return points;
    }

    /// <summary>Those whose last day is over on this day.</summary>
    private void Expire(int day)
    {
        while (_lots is [{ } first, ..] && first.LastDay < day)
        {
            _lots.RemoveAt(0);
            _expired[first.Source] = _expired.GetValueOrDefault(first.Source) + first.Left;
            var midnight = Days.ToDate(first.LastDay + 1).AtStartOfDayInZone(_zone).ToDateTimeOffset();
            Hold(first.LastDay + 1, PointsKind.Expired, first, -first.Left);
            Write(
                new Movement(
                    midnight.ToUniversalTime(), first.LastDay + 1, PointsKind.Expired, -first.Left, first.Source,
                    first.Rule),
                null);
        }
    }

    private void Write(Movement move, int? goodThrough)
    {
        Balance += move.Points;
        _lines.Add(new PointsLine(move, Balance, goodThrough));
    }

    private void Hold(int day, PointsKind cause, Lot lot, long change)
    {
        if (change != 0) _held.Add(new PointsHeld(day, cause, lot.Rule, change));
    }

    private sealed class Lot(string source, string? rule, int lastDay, long left)
    {
        public string Source { get; } = source;
        public string? Rule { get; } = rule;
        public int LastDay { get; } = lastDay;
        public long Left { get; set; } = left;
    }
}
