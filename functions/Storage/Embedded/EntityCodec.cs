using System.Text;

namespace LeadScoring.Storage.Embedded;

/// <summary>
/// A row's properties as bytes and back: format, count, then name, type and value of each; exact to the bit.
/// </summary>
internal static class EntityCodec
{
    private const byte Format = 1;

    private enum Kind : byte
    {
        Text = 1,
        Int32 = 2,
        Int64 = 3,
        Double = 4,
        False = 5,
        True = 6,
        Time = 7,
        Guid = 8,
        Binary = 9,
    }

    public static byte[] Encode(IReadOnlyCollection<KeyValuePair<string, object>> properties)
    {
        var bytes = new MemoryStream(64 * (properties.Count + 1));
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        writer.Write(Format);
        writer.Write7BitEncodedInt(properties.Count);
        foreach (var (name, value) in properties)
        {
            writer.Write(name);
            Encode(writer, value);
        }
        writer.Flush();
        return bytes.ToArray();
    }

    public static List<KeyValuePair<string, object>> Decode(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes, writable: false), Encoding.UTF8);
        var format = reader.ReadByte();
        if (format != Format) throw new InvalidDataException($"A stored row has the unknown format {format}.");
        var count = reader.Read7BitEncodedInt();
        var properties = new List<KeyValuePair<string, object>>(count);
        for (var i = 0; i < count; i++) properties.Add(new(reader.ReadString(), DecodeValue(reader)));
        return properties;
    }

    private static void Encode(BinaryWriter writer, object value)
    {
        writer.Write((byte)KindOf(value));
        switch (value)
        {
            case string text: writer.Write(text); break;
            case int number: writer.Write(number); break;
            case long number: writer.Write(number); break;
            case double number: writer.Write(number); break;
            case DateTimeOffset time: writer.Write(time.UtcTicks); break;
            case Guid guid: writer.Write(guid.ToByteArray()); break;
            case byte[] binary:
                writer.Write7BitEncodedInt(binary.Length);
                writer.Write(binary);
                break;
        }
    }

    private static Kind KindOf(object value) => value switch
    {
        string => Kind.Text,
        int => Kind.Int32,
        long => Kind.Int64,
        double => Kind.Double,
        bool flag => flag ? Kind.True : Kind.False,
        DateTimeOffset => Kind.Time,
        Guid => Kind.Guid,
        byte[] => Kind.Binary,
        _ => throw new NotSupportedException($"A table cannot hold a {value.GetType()}."),
    };

    private static object DecodeValue(BinaryReader reader) => (Kind)reader.ReadByte() switch
    {
        Kind.Text => reader.ReadString(),
        Kind.Int32 => reader.ReadInt32(),
        Kind.Int64 => reader.ReadInt64(),
        Kind.Double => reader.ReadDouble(),
        Kind.False => false,
        Kind.True => true,
        Kind.Time => new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero),
        Kind.Guid => new Guid(reader.ReadBytes(16)),
        Kind.Binary => reader.ReadBytes(reader.Read7BitEncodedInt()),
        var unknown => throw new InvalidDataException($"A stored row has a value of the unknown kind {unknown}."),
    };
}
