using System.Globalization;

namespace LeadScoring.Storage.Embedded.Filters;

/// <summary>
/// The literals of a filter: text, whole and broken numbers, true and false, datetime, guid and binary.
/// </summary>
internal static class FilterLiteral
{
    private const NumberStyles Signed = NumberStyles.AllowLeadingSign;
    private const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;

    /// <summary>The value, or null where the text is no literal.</summary>
    public static object? Read(string token)
    {
        var quote = token.IndexOf('\'', StringComparison.Ordinal);
        if (quote < 0) return ReadBare(token);
        var text = token[(quote + 1)..^1].Replace("''", "'", StringComparison.Ordinal);
        return token[..quote] switch
        {
            "" => text,
            "datetime" => ReadTime(text),
            "guid" => Guid.TryParse(text, out var guid) ? guid : null,
            "X" or "binary" => ReadBinary(text),
            _ => null,
        };
    }

    private static object? ReadBare(string token)
    {
        if (token is "true" or "false") return token == "true";
        if (token is "NaN") return double.NaN;
        if (token is "INF" or "Infinity") return double.PositiveInfinity;
        if (token is "-INF" or "-Infinity") return double.NegativeInfinity;
        if (token[^1] is 'L' or 'l')
            return long.TryParse(token.AsSpan(..^1), Signed, CultureInfo.InvariantCulture, out var wide) ? wide : null;
        if (int.TryParse(token, Signed, CultureInfo.InvariantCulture, out var whole)) return whole;
        return double.TryParse(token, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static DateTimeOffset? ReadTime(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Utc, out var time) ? time : null;

    private static byte[]? ReadBinary(string text)
    {
        try
        {
            return Convert.FromHexString(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
