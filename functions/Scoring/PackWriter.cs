using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace LeadScoring.Scoring;

/// <summary>
/// Writes small states as bytes: a format byte first, integers with seven bits a byte (LEB128), signed ones
/// zigzagged, text as UTF-8 after its length.
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
