using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace LeadScoring.Scoring;

/// <summary>Reads what <see cref="PackWriter"/> wrote; all else is an <see cref="InvalidDataException"/>.</summary>
internal ref struct PackReader
{
    private ReadOnlySpan<byte> _rest;

    public PackReader(ReadOnlySpan<byte> packed, byte format)
    {
        _rest = packed;
        var found = Take(1)[0];
        if (found != format)
            throw new InvalidDataException($"Packed state has format {found}, but this version reads {format}.");
    }

    /// <summary>How many items follow; each takes a byte at least: a broken count cannot ask for all memory.</summary>
    public int Count()
    {
        var count = Whole();
        return count <= _rest.Length ? count : throw Broken();
    }

    public int Index(int length)
    {
        var index = Whole();
        return index < length ? index : throw Broken();
    }

    public int Whole()
    {
        var value = Unsigned();
        return value <= int.MaxValue ? (int)value : throw Broken();
    }

    public int Day(int after = 0) =>
        Signed() + after is var day and >= int.MinValue and <= int.MaxValue ? (int)day : throw Broken();

    public DateTimeOffset Instant() =>
        Signed() is var ticks && ticks >= 0 && ticks <= DateTimeOffset.MaxValue.UtcTicks
            ? new DateTimeOffset(ticks, TimeSpan.Zero)
            : throw Broken();

    public ulong Fixed() => BinaryPrimitives.ReadUInt64BigEndian(Take(8));

    public string Text()
    {
        try
        {
            return PackWriter.Utf8.GetString(Take(Count()));
        }
        catch (DecoderFallbackException)
        {
            throw Broken();
        }
    }

    public decimal Amount()
    {
        var value = Unsigned();
        var scale = Take(1)[0];
        if ((scale & 0x7f) > 28 || BitOperations.LeadingZeroCount((ulong)(value >> 64)) < 32) throw Broken();
        return new decimal((int)(uint)value, (int)(uint)(value >> 32), (int)(uint)(value >> 64), scale >= 0x80,
            (byte)(scale & 0x7f));
    }

    public readonly void End()
    {
        if (!_rest.IsEmpty) throw Broken();
    }

    private long Signed()
    {
        var value = Unsigned();
        if (value > ulong.MaxValue) throw Broken();
        return (long)((ulong)value >> 1) ^ -(long)((ulong)value & 1);
    }

    private UInt128 Unsigned()
    {
        UInt128 value = 0;
        for (var shift = 0; shift < 126; shift += 7)
        {
            var part = Take(1)[0];
            value |= (UInt128)(part & 0x7fu) << shift;
            if (part < 0x80) return value;
        }

        throw Broken();
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > _rest.Length) throw Broken();
        var taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }

    private static InvalidDataException Broken() => new("Packed state is damaged.");
}
