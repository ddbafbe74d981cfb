namespace LeadScoring.Scoring;

/// <summary>How many reactions of one type fell on one local day; the count is at least 1.</summary>
public readonly record struct DayCount(int Day, string Type, int Count);

/// <summary>
/// A lead's reactions of one product as counts per (local day, type), ascending by day, then by type ordinally.
/// Immutable, and the same whatever order the reactions came in. No day is ever dropped, and types that no rule
/// knows today are kept: new rules score the old reactions without reading them again.
/// </summary>
public sealed class DayCounts : IEquatable<DayCounts>
{
    public static readonly DayCounts Empty = new([]);

    private const byte Format = 1;

    private static readonly Comparer<DayCount> ByDayThenType = Comparer<DayCount>.Create((a, b) =>
        a.Day != b.Day ? a.Day.CompareTo(b.Day) : string.CompareOrdinal(a.Type, b.Type));

    private readonly DayCount[] _items;

    private DayCounts(DayCount[] items) => _items = items;

    public ReadOnlySpan<DayCount> Items => _items;

    /// <summary>The newest day with any reaction, known to the rules or not.</summary>
    public int? NewestDay => _items.Length == 0 ? null : _items[^1].Day;

    /// <summary>With these reactions added; each pair given is one more reaction.</summary>
    public DayCounts Add(IEnumerable<(int Day, string Type)> reactions)
    {
        DayCount[] added = [.. reactions.CountBy(reaction => reaction)
            .Select(counted => new DayCount(counted.Key.Day, counted.Key.Type, counted.Value))
            .Order(ByDayThenType)];
        return added.Length == 0 ? this : new DayCounts(Merge(_items, added));
    }

    /// <summary>Without these reactions, as far as they are there.</summary>
    public DayCounts Less(IEnumerable<(int Day, string Type)> reactions)
    {
        var gone = reactions.CountBy(reaction => reaction).ToDictionary();
        DayCount[] left = [.. _items
            .Select(item => item with { Count = item.Count - gone.GetValueOrDefault((item.Day, item.Type)) })
            .Where(item => item.Count > 0)];
        return left.Length == 0 ? Empty : new DayCounts(left);
    }

    /// <summary>Without these types.</summary>
    public DayCounts Less(Func<string, bool> types)
    {
        if (!Array.Exists(_items, item => types(item.Type))) return this;
        DayCount[] left = [.. _items.Where(item => !types(item.Type))];
        return left.Length == 0 ? Empty : new DayCounts(left);
    }

    /// <summary>What fell on days before this one.</summary>
    public DayCounts Before(int day)
    {
        var known = Array.FindIndex(_items, item => item.Day >= day);
        return known < 0 ? this : known == 0 ? Empty : new DayCounts(_items[..known]);
    }

    /// <summary>
    /// A format byte, the types by name, then per item: days since the item before, number of the type, count, all
    /// as variable length integers: about three bytes an item. Equal counts give equal bytes.
    /// </summary>
    public byte[] Pack()
    {
        var types = _items.Select(item => item.Type).Distinct().Order(StringComparer.Ordinal).ToList();
        var writer = new PackWriter(Format);
        writer.Count(types.Count);
        foreach (var type in types) writer.Text(type);
        writer.Count(_items.Length);
        var day = 0;
        foreach (var item in _items)
        {
            writer.Day(item.Day, after: day);
            writer.Count(types.BinarySearch(item.Type, StringComparer.Ordinal));
            writer.Count(item.Count);
            day = item.Day;
        }

        return writer.ToArray();
    }

    /// <exception cref="InvalidDataException">Not the bytes of <see cref="Pack"/>, or of a newer format.</exception>
    public static DayCounts Unpack(ReadOnlySpan<byte> packed)
    {
        var reader = new PackReader(packed, Format);
        var types = new string[reader.Count()];
        for (var i = 0; i < types.Length; i++) types[i] = reader.Text();
        var items = new DayCount[reader.Count()];
        var day = 0;
        for (var i = 0; i < items.Length; i++)
        {
            day = reader.Day(after: day);
            items[i] = new DayCount(day, types[reader.Index(types.Length)], reader.Whole());
        }

        reader.End();
        return items.Length == 0 ? Empty : new DayCounts(items);
    }

    public bool Equals(DayCounts? other) => other is not null && Items.SequenceEqual(other.Items);

    public override bool Equals(object? obj) => Equals(obj as DayCounts);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var item in _items) hash.Add(item);
        return hash.ToHashCode();
    }

    private static DayCount[] Merge(DayCount[] known, DayCount[] added)
    {
        var merged = new List<DayCount>(known.Length + added.Length);
        var next = 0;
        foreach (var item in known)
        {
            while (next < added.Length && ByDayThenType.Compare(added[next], item) < 0) merged.Add(added[next++]);
            var isMore = next < added.Length && ByDayThenType.Compare(added[next], item) == 0;
            merged.Add(isMore ? item with { Count = checked(item.Count + added[next++].Count) } : item);
        }

        return [.. merged, .. added[next..]];
    }
}
