using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace LeadScoring.Scoring;

/// <summary>
/// Writes small states as bytes: a format byte first, integers with seven bits a byte (LEB128), signed ones zigzagged,
/// text as UTF-8 after its length.
/// </summary>
internal sealed class PackWriter
{
    // Strict: a lone surrogate would come back as another text.
    internal static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    private readonly ArrayBufferWriter<byte> _bytes = new();

    public PackWriter(byte format) => _bytes.Write([format]);

    public void Count(int value) => Unsigned(checked((uint)value));

    public void Day(int day, int after = 0) => Signed((long)day - after);

    public void Instant(DateTimeOffset instant) => Signed(instant.UtcTicks);

    public void Fixed(ulong value) => BinaryPrimitives.WriteUInt64BigEndian(Take(8), value);

    public void Text(string text)
    {
        var utf8 = Utf8.GetBytes(text);
        Count(utf8.Length);
        _bytes.Write(utf8);
    }

    /// <summary>Exact, with its scale: 11.70 comes back as 11.70.</summary>
    public void Amount(decimal amount)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(amount, parts);
        Unsigned(new UInt128((uint)parts[2], ((ulong)(uint)parts[1] << 32) | (uint)parts[0]));
        _bytes.Write([(byte)(amount.Scale | (decimal.IsNegative(amount) ? 0x80 : 0))]);
    }

    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();

    private void Signed(long value) => Unsigned((ulong)((value << 1) ^ (value >> 63)));

    private void Unsigned(UInt128 value)
    {
        for (; value >= 0x80; value >>= 7) _bytes.Write([(byte)(0x80 | (byte)(value & 0x7f))]);
        _bytes.Write([(byte)value]);
    }

    private Span<byte> Take(int length)
    {
        var span = _bytes.GetSpan(length)[..length];
        _bytes.Advance(length);
        return span;
    }
}

/// <summary>Reads what <see cref="PackWriter"/> wrote; anything else is an <see cref="InvalidDataException"/>.</summary>
internal ref struct PackReader
{
    private ReadOnlySpan<byte> _rest;

    public PackReader(ReadOnlySpan<byte> packed, byte format)
    {
        _rest = packed;
        var found = Take(1)[0];
        if (found != format)
            throw new InvalidDataException($"Packed state of format {found}, but this version reads {format}: update the app.");
    }

    /// <summary>How many items follow; each takes at least a byte, so a broken count cannot ask for all memory.</summary>
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
