using System.Buffers;
using System.Globalization;
using System.Text;

namespace LeadScoring.Parsing;

/// <summary>
/// Text as it is kept: trimmed, and empty where a reader would see nothing of it. Characters that turn the text around
/// come along with numbers copied from address books: they are dropped, and cannot mirror a name on somebody's screen.
/// </summary>
public static class VisibleText
{
    private static readonly SearchValues<char> Turning =
        SearchValues.Create("\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069");

    public static string Of(string typed)
    {
        var text = typed.AsSpan().IndexOfAny(Turning) < 0
            ? typed
            : string.Concat(typed.Where(c => !Turning.Contains(c)));
        text = text.Trim();
        return text.EnumerateRunes().All(IsUnseen) ? "" : text;
    }

    /// <summary>
    /// Spaces and what only shapes its neighbours (zero-width spaces, byte order marks, soft hyphens, variation
    /// selectors). Unicode counts the fillers of Hangul as letters and the empty Braille cell as a symbol.
    /// </summary>
    private static bool IsUnseen(Rune rune) =>
        Rune.IsWhiteSpace(rune)
        || Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format
        || rune.Value is 0x034F or 0x115F or 0x1160 or 0x2800 or 0x3164 or 0xFFA0
            or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF);
}
