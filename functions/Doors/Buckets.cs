using System.Security.Cryptography;
using System.Text;

namespace LeadScoring.Doors;

/// <summary>
/// Rate limits for any number of callers in a table of a fixed size, so that a flood from ever new networks costs no
/// memory. Each caller has the instant at which all they asked for would be paid off (the generic cell rate algorithm,
/// ITU-T I.371): <c>limit</c> at once, then evenly over the period. Four callers share a set of slots; a fifth takes
/// the place of the one nearest to being paid off, who loses least. Safe for concurrent use.
/// </summary>
public sealed class Buckets(TimeProvider time)
{
    private const int Sets = 1 << 14;
    private const int Ways = 4;
    private readonly Slot[] _slots = new Slot[Sets * Ways];

    // Without it a caller could choose names that fall into somebody else's set.
    private readonly byte[] _secret = RandomNumberGenerator.GetBytes(16);

    /// <summary>
    /// Null when the caller may pass, which is charged with <paramref name="cost"/>; else how long to wait. What costs
    /// more than the limit never passes.
    /// </summary>
    public TimeSpan? WaitFor(string caller, int limit, TimeSpan period, int cost = 1)
    {
        var key = KeyOf(caller);
        lock (_slots)
        {
            ref var slot = ref Find(key);
            var (paidOff, wait) = Ask(slot.PaidOff, limit, period, cost);
            if (wait is null) slot.PaidOff = paidOff;
            return wait;
        }
    }

    /// <summary>The same answer, which charges nobody and takes nobody's place.</summary>
    public TimeSpan? Peek(string caller, int limit, TimeSpan period)
    {
        var key = KeyOf(caller);
        lock (_slots)
        {
            foreach (ref readonly var slot in SetOf(key))
                if (slot.Key == key) return Ask(slot.PaidOff, limit, period, cost: 1).Wait;
            return null;
        }
    }

    private (long PaidOff, TimeSpan? Wait) Ask(long owed, int limit, TimeSpan period, int cost)
    {
        var now = time.GetTimestamp(); // moved clocks and daylight saving do not touch it
        var whole = (long)(period.TotalSeconds * time.TimestampFrequency);
        var paidOff = Math.Max(owed, now) + Math.Max(1, whole / limit) * cost;
        var early = paidOff - whole - now;
        return (paidOff, early > 0 ? TimeSpan.FromSeconds((double)early / time.TimestampFrequency) : null);
    }

    private Span<Slot> SetOf(ulong key) => _slots.AsSpan((int)(key % Sets) * Ways, Ways);

    private ref Slot Find(ulong key)
    {
        var set = SetOf(key);
        var idlest = 0;
        for (var way = 0; way < Ways; way++)
        {
            if (set[way].Key == key) return ref set[way];
            if (set[way].PaidOff < set[idlest].PaidOff) idlest = way;
        }
        set[idlest] = new Slot { Key = key };
        return ref set[idlest];
    }

    private ulong KeyOf(string caller) =>
        BitConverter.ToUInt64(HMACSHA256.HashData(_secret, Encoding.UTF8.GetBytes(caller)));

    private struct Slot
    {
        public ulong Key;
        public long PaidOff;
    }
}
