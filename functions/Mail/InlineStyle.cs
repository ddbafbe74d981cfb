using System.Globalization;
using System.Text.RegularExpressions;

namespace LeadScoring.Mail;

/// <summary>
/// Pure: what an element's <c>style</c> attribute says about being seen; of two declarations of one property the later
/// holds, and one that is <c>!important</c> before others. What hides only in one mailbox (<c>mso-hide</c>) hides
/// nothing here: buttons that Outlook draws otherwise have it.
/// </summary>
/// <param name="IsGone">The element is not shown, nor is anything in it.</param>
/// <param name="HasNoSize">Its words have none; elements within may give them one. Null: as around it.</param>
/// <param name="IsInvisible">Its words are not seen; elements within may be. Null: as around it.</param>
internal readonly partial record struct InlineStyle(bool IsGone, bool? HasNoSize, bool? IsInvisible)
{
    /// <summary>What we hide on purpose, for all mailboxes: each of them passes over some of it.</summary>
    public const string Hidden =
        "display:none;max-height:0;overflow:hidden;opacity:0;color:transparent;font-size:1px;line-height:1px;"
        + "mso-hide:all;";

    private static readonly string[] Overflows = ["overflow", "overflow-x", "overflow-y"];

    public static InlineStyle Of(string? style)
    {
        if (string.IsNullOrWhiteSpace(style)) return default;
        var declared = Declarations(style);
        var isCut = Overflows.Any(name => Value(name) is "hidden" or "clip")
            && (IsZero(Value("max-height")) || IsZero(Value("height")));
        return new InlineStyle(
            Value("display") == "none" || IsZero(Value("opacity")) || isCut,
            Value("font-size") is { } size ? IsZero(size) : null,
            Value("visibility") is { } visibility ? visibility is "hidden" or "collapse" : null);

        string? Value(string name) => declared.GetValueOrDefault(name);
    }

    private static Dictionary<string, string> Declarations(string style)
    {
        var (declared, important) = (new Dictionary<string, string>(StringComparer.Ordinal), new HashSet<string>());
        foreach (var declaration in Comment().Replace(style, "").ToLowerInvariant().Split(';'))
        {
            if (declaration.Split(':', 2) is not [var property, var given]) continue;
            var (name, value) = (property.Trim(), Important().Replace(given, "").Trim());
            if (name == "font") (name, value) = ("font-size", SizeIn(value));
            if (Important().IsMatch(given)) important.Add(name);
            else if (important.Contains(name)) continue;
            declared[name] = value;
        }
        return declared;
    }

    /// <summary>
    /// The size in a <c>font</c>: what has a unit, or is 0, before the line's height; without one it is a usual one.
    /// </summary>
    private static string SizeIn(string font) => font.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(word => word.Split('/')[0])
        .FirstOrDefault(word => IsZero(word) || char.IsAsciiDigit(word[0]) && !char.IsAsciiDigit(word[^1])) ?? "medium";

    /// <summary>Of any unit.</summary>
    private static bool IsZero(string? value) =>
        value?.TrimEnd('%', 'p', 'x', 't', 'e', 'm', 'r', 'v', 'h', 'w') is { Length: > 0 } number
        && double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var size)
        && size == 0;

    [GeneratedRegex(@"/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"!\s*important", RegexOptions.IgnoreCase)]
    private static partial Regex Important();
}
