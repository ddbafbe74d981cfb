using System.Text.RegularExpressions;
using LeadScoring.Leads;
using LeadScoring.Sales;

namespace LeadScoring.Voice;

/// <summary>
/// Pure: words as they may be shown to anybody. Addresses, numbers and links go, and so do the names of the person, of
/// the brand's salespeople, and what stands before 様, さん or 氏 or behind a title. A name that nothing shows to be one
/// stays, so who prints a quote reads it first.
/// </summary>
public static partial class Quoting
{
    public const string Hidden = "•••";

    private const int LongestQuote = 200;

    public static string Of(string text, Profile profile, SalesRules sales)
    {
        var names = sales.Owners.Select(owner => owner.Name).Append(profile.Name?.Value ?? "").SelectMany(Parts)
            .Distinct(StringComparer.Ordinal).OrderByDescending(name => name.Length);
        var shown = Number().Replace(Link().Replace(Address().Replace(text, Hidden), Hidden), Hidden);
        shown = Again().Replace(names.Aggregate(shown, Without), Hidden);
        shown = Title().Replace(Called().Replace(shown, Hidden + "$1"), "$1" + Hidden);
        return shown.Length <= LongestQuote ? shown : shown[..Cut(shown)] + "…";
    }

    /// <summary>The whole name, with its spaces and without, and its parts; one letter alone is none.</summary>
    private static IEnumerable<string> Parts(string name)
    {
        var parts = name.Split([' ', '\u3000'], StringSplitOptions.RemoveEmptyEntries);
        return parts.Append(name.Trim()).Append(string.Concat(parts)).Where(part => part.Length > 1);
    }

    private static string Without(string text, string name) => name.All(char.IsAscii)
        ? Regex.Replace(text, $@"\b{Regex.Escape(name)}\b", Hidden, RegexOptions.IgnoreCase)
        : text.Replace(name, Hidden, StringComparison.OrdinalIgnoreCase);

    private static int Cut(string text) =>
        char.IsHighSurrogate(text[LongestQuote - 1]) ? LongestQuote - 1 : LongestQuote;

    [GeneratedRegex("(?:•••){2,}")]
    private static partial Regex Again();

    [GeneratedRegex(@"[^\s@＠、。「」()（）<>]+[@＠][^\s@＠、。「」()（）<>]+")]
    private static partial Regex Address();

    [GeneratedRegex(@"(https?://|www\.)\S+", RegexOptions.IgnoreCase)]
    private static partial Regex Link();

    /// <summary>Seven digits and more with what stands between the digits of telephone numbers.</summary>
    [GeneratedRegex(@"[+＋]?\(?\d(?:[\s\-－ー‐−().（）]{0,2}\d){6,}")]
    private static partial Regex Number();

    [GeneratedRegex(@"(?<![\p{IsCJKUnifiedIdeographs}\p{IsKatakana}ー皆客])(?!(?:皆|客|奥|神|王|姫|各位))"
        + @"[\p{IsCJKUnifiedIdeographs}\p{IsKatakana}ー]{1,6}(様|さん|氏)")]
    private static partial Regex Called();

    [GeneratedRegex(@"\b((?:Mr|Mrs|Ms|Dr)\.?\s+)\p{Lu}[\w'’-]*(?:\s+\p{Lu}[\w'’-]*)?")]
    private static partial Regex Title();
}
