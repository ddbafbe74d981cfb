using System.Globalization;

namespace LeadScoring.Mail;

/// <summary>
/// Pure: what an element's <c>style</c> attribute says about being seen; of two declarations of one property the later
/// holds. What hides only in one mailbox (<c>mso-hide</c>) hides nothing here: buttons that Outlook draws otherwise
/// have it.
/// </summary>
/// <param name="IsGone">The element is not shown, nor is anything in it.</param>
/// <param name="HasNoSize">Its words have none; elements within may give them one. Null: as around it.</param>
/// <param name="IsInvisible">Its words are not seen; elements within may be. Null: as around it.</param>
internal readonly record struct InlineStyle(bool IsGone, bool? HasNoSize, bool? IsInvisible)
{
    /// <summary>What we hide on purpose, for all mailboxes: each of them passes over some of it.</summary>
    public const string Hidden =
        "display:none;max-height:0;overflow:hidden;opacity:0;color:transparent;font-size:1px;line-height:1px;"
        + "mso-hide:all;";

    public static InlineStyle Of(string? style)
    {
        if (string.IsNullOrWhiteSpace(style)) return default;
        var declared = Declarations(style);
        var isCut = Value("overflow") == "hidden" && (IsZero(Value("max-height")) || IsZero(Value("height")));
        return new InlineStyle(
            Value("display") == "none" || IsZero(Value("opacity")) || isCut,
            Value("font-size") is { } size ? IsZero(size) : null,
            Value("visibility") is { } visibility ? visibility is "hidden" or "collapse" : null);

        string? Value(string name) => declared.GetValueOrDefault(name);
    }

    private static Dictionary<string, string> Declarations(string style)
    {
        var declared = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var declaration in style.ToLowerInvariant().Split(';'))
        {
            if (declaration.Split(':', 2) is [var name, var value])
                declared[name.Trim()] = value.Replace("!important", "", StringComparison.Ordinal).Trim();
        }
        return declared;
    }

    /// <summary>Of any unit.</summary>
    private static bool IsZero(string? value) =>
        value?.TrimEnd('%', 'p', 'x', 't', 'e', 'm', 'r', 'v', 'h', 'w') is { Length: > 0 } number
        && double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var size)
        && size == 0;
}
