using System.Globalization;
using System.Text;

namespace LeadScoring.Leads;

/// <summary>
/// The part of a mail address behind the @, in its ASCII form (RFC 5891): <c>例え.jp</c> and <c>xn--r8jz45g.jp</c> are
/// one domain. No name server is asked: what cannot be a mail domain by its looks is refused.
/// </summary>
internal static class MailDomain
{
    /// <summary>Never reached from outside (RFC 2606, 6761, 6762, 7686, 8375, ICANN's private-use name).</summary>
    private static readonly string[] Private =
        ["invalid", "local", "localhost", "localdomain", "internal", "intranet", "lan", "home", "corp", "onion",
         "arpa"];

    /// <summary>Null for what is no domain that receives mail.</summary>
    public static string? ToAscii(string domain)
    {
        if (!domain.All(IsPlain)) return null;
        try
        {
            // Without ICU the mapping takes Ü for another letter than ü, though they are one domain.
            var letters = Ascii.IsValid(domain) ? domain : domain.ToLowerInvariant();
            var ascii = new IdnMapping { UseStd3AsciiRules = true }.GetAscii(letters.TrimEnd('.'));
            return IsPublic(ascii) ? ascii : null;
        }
        catch (ArgumentException)
        {
            return null; // empty labels, underscores, over-long names: not a host that receives mail
        }
    }

    /// <summary>
    /// Letters, digits and marks that have one code only. Half-width katakana, loose accents and voice marks have two,
    /// and without ICU nobody makes them one; what is invisible or turns the text around makes look-alikes.
    /// </summary>
    private static bool IsPlain(char c) => c switch
    {
        '.' or '-' or '\u3002' or '\uFF61' or '\u30FB' => true, // the full stops of Japanese keyboards, the middle dot
        >= '\uFF00' and <= '\uFFEF' or >= '\u0300' and <= '\u036F' or '\u3099' or '\u309A' => false,
        _ => char.GetUnicodeCategory(c) is UnicodeCategory.LowercaseLetter or UnicodeCategory.UppercaseLetter
            or UnicodeCategory.OtherLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.DecimalDigitNumber
            or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark,
    };

    private static bool IsPublic(string ascii)
    {
        var last = ascii[(ascii.LastIndexOf('.') + 1)..].ToLowerInvariant();
        return last.Length < ascii.Length && last.Length > 1
            && !last.All(char.IsAsciiDigit) && !Private.Contains(last, StringComparer.Ordinal);
    }
}
