using Azure.Data.Tables.Models;
using static LeadScoring.Storage.Embedded.TableErrors;

namespace LeadScoring.Storage.Embedded;

/// <summary>
/// What a row may be, as the table service limits it, so that what works here works there: keys of 1 KiB without
/// / \ # ? and control characters, 252 properties besides the system's three, 64 KiB a property (32 K characters of
/// text), 1 MiB a row, times since 1601. Sizes are the service's: text counts two bytes a character.
/// </summary>
internal static class EntityLimits
{
    private const int LargestRow = 1 << 20;
    private const int LargestValue = 1 << 16;
    private const int LongestKey = 512;
    private const int MostProperties = 252;
    private static readonly DateTimeOffset Earliest = new(1601, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static void CheckKey(string name, string? key)
    {
        if (key is null) throw Failed(400, TableErrorCode.PropertiesNeedValue, $"The row needs a {name}.");
        if (key.Length > LongestKey)
            throw Failed(400, TableErrorCode.KeyValueTooLarge,
                $"The {name} has {key.Length} characters; {LongestKey} are the most.");
        if (key.Any(letter => letter is '/' or '\\' or '#' or '?' || char.IsControl(letter)) || HasLoneSurrogate(key))
            throw Failed(
                400, TableErrorCode.OutOfRangeInput, $"The {name} must not hold / \\ # ? or control characters.");
    }

    /// <summary>Checks a row and answers its size in bytes as the service counts it.</summary>
    public static int Check(
        string partitionKey, string rowKey, IReadOnlyCollection<KeyValuePair<string, object>> properties)
    {
        CheckKey("PartitionKey", partitionKey);
        CheckKey("RowKey", rowKey);
        if (properties.Count > MostProperties)
            throw Failed(400, TableErrorCode.TooManyProperties,
                $"The row has {properties.Count} properties; {MostProperties} are the most.");
        var size = 4 + (partitionKey.Length + rowKey.Length) * 2;
        foreach (var (name, value) in properties)
        {
            CheckName(name);
            size += 8 + name.Length * 2 + Size(name, value);
        }
        if (size > LargestRow)
            throw Failed(400, TableErrorCode.EntityTooLarge, $"The row has {size} bytes; {LargestRow} are the most.");
        return size;
    }

    private static void CheckName(string name)
    {
        if (name.Length > 255)
            throw Failed(400, TableErrorCode.PropertyNameTooLong,
                $"The property name {name[..40]}… is longer than 255 characters.");
        if (name.Length == 0 || char.IsDigit(name[0])
            || !name.All(letter => char.IsLetterOrDigit(letter) || letter == '_'))
            throw Failed(400, TableErrorCode.PropertyNameInvalid, $"The property name '{name}' is not an identifier.");
    }

    private static int Size(string name, object value) => value switch
    {
        string text => 4 + Within(name, text.Length * 2),
        byte[] bytes => 4 + Within(name, bytes.Length),
        DateTimeOffset time when time < Earliest =>
            throw Failed(400, TableErrorCode.OutOfRangeInput, $"The time in {name} is before the year 1601."),
        bool => 1,
        int => 4,
        Guid => 16,
        _ => 8,
    };

    private static int Within(string name, int size) => size <= LargestValue
        ? size
        : throw Failed(400, TableErrorCode.PropertyValueTooLarge,
            $"The property {name} has {size} bytes; {LargestValue} are the most.");

    private static bool HasLoneSurrogate(string key)
    {
        for (var i = 0; i < key.Length; i++)
        {
            if (!char.IsSurrogate(key[i])) continue;
            if (i + 1 >= key.Length || !char.IsSurrogatePair(key[i], key[i + 1])) return true;
            i++;
        }
        return false;
    }
}
