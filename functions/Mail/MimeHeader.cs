using System.Globalization;
using System.Text;

namespace LeadScoring.Mail;

/// <summary>Header values: plain where they are plain ASCII, else encoded words in UTF-8 (RFC 2047), folded.</summary>
internal static class MimeHeader
{
    private const string Fold = "\r\n ";
    private const int LongestLine = 76;
    private const int LongestWord = 75;
    private const string WordStart = "=?utf-8?B?";
    private const string WordEnd = "?=";

    /// <param name="value">The text; control characters, line breaks among them, become spaces.</param>
    /// <param name="column">Characters already on the line.</param>
    public static string Text(string value, int column)
    {
        var text = Clean(value);
        var plain = text.All(char.IsAscii) && !text.Contains("=?", StringComparison.Ordinal);
        return plain && column + text.Length <= LongestLine ? text : Encoded(text, column);
    }

    /// <summary>
    /// <c>"name" &lt;address&gt;</c>; a name with any special character is encoded, which needs no quoting rules.
    /// </summary>
    public static string Party(MailParty party)
    {
        var address = Address(party.Email);
        var name = Clean(party.Name ?? "");
        if (name.Length == 0) return address;
        var plain = name.Length <= 60 && name.All(c => char.IsAsciiLetterOrDigit(c) || c == ' ');
        return $"{(plain ? name : Encoded(name, "From: ".Length))}{Fold}<{address}>";
    }

    /// <summary>The address in ASCII (a domain of other letters in its Punycode form).</summary>
    /// <exception cref="MailRefusedException">It is not one plain address; without personal data.</exception>
    public static string Address(string email)
    {
        if (email.Length > 254 || email.Split('@') is not [{ Length: > 0 and <= 64 } local, { Length: > 0 } domain]
            || !local.All(c => char.IsAscii(c) && !char.IsControl(c) && !" \"(),:;<>[\\]".Contains(c)))
            throw new MailRefusedException("address-not-writable");
        try
        {
            var ascii = new IdnMapping { UseStd3AsciiRules = true }.GetAscii(domain);
            return $"{local}@{ascii}";
        }
        catch (ArgumentException)
        {
            throw new MailRefusedException("address-not-writable");
        }
    }

    private static string Clean(string value) =>
        string.Concat(value.Select(c => char.IsControl(c) ? ' ' : c)).Trim();

    /// <summary>Encoded words, whatever the text; it holds no control characters.</summary>
    public static string Encoded(string text, int column)
    {
        var words = new List<string>();
        var bytes = new List<byte>();
        foreach (var rune in text.EnumerateRunes())
        {
            var next = Encoding.UTF8.GetBytes(rune.ToString());
            if (column + WordLength(bytes.Count + next.Length) > LongestWord && bytes.Count > 0)
            {
                words.Add(Word(bytes));
                bytes.Clear();
                column = 1;
            }
            bytes.AddRange(next);
        }
        words.Add(Word(bytes));
        return string.Join(Fold, words);
    }

    private static int WordLength(int bytes) => WordStart.Length + (bytes + 2) / 3 * 4 + WordEnd.Length;

    private static string Word(List<byte> bytes) => WordStart + Convert.ToBase64String([.. bytes]) + WordEnd;
}
