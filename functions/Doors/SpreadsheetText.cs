using System.Text.RegularExpressions;

namespace LeadScoring.Doors;

/// <summary>
/// Texts that a spreadsheet would not leave as they are: it runs them as a formula, or takes them for a number or a
/// date (<c>09012345678</c> loses its zero, <c>1-2</c> becomes the second of January). An apostrophe before them keeps
/// them. Plain numbers and ISO dates pass: read as such, they still say the same.
/// </summary>
public static partial class SpreadsheetText
{
    /// <summary>Formulas in half-width characters are the CSV writer's business.</summary>
    public static string? Kept(string? text) => text is not null && WouldChange(text) ? "'" + text : text;

    private static bool WouldChange(string text) =>
        text is ['＝' or '＋' or '－' or '＠', ..]
        || (TakenForAnother().IsMatch(text.Trim()) && !SaysTheSame().IsMatch(text));

    /// <summary>Digits of any script: a Japanese spreadsheet reads full-width ones too.</summary>
    [GeneratedRegex(
        """
        ^( [¥￥$€]?\s?\d[\d,.]*(e[+-]?\d+)?\s?[%％]?      # 090..., 1,000, 12e5, 5%
         | \([\d,.]+\)                                     # (3), which is -3
         | \d{1,4}[-/.]\d{1,4}([-/.]\d{1,4})?(\s.*)?       # 1-2, 3/4/26
         | \d+\s\d+/\d+                                    # 1 1/2
         | \d{1,4}:\d{1,2}(:\d{1,2}(\.\d+)?)?(\s?[ap]m)?   # 9:30
         | (?=\d)(\d{1,4}年)?(\d{1,2}月)?(\d{1,2}日)?      # 3月4日
         | (jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[-/.\s]?\d{1,4}(,\s?\d{4})?
         | \d{1,4}[-/.\s]?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*([-/.\s]\d{1,4})?
         | true | false | \#[a-z0/]+[!?]? )$               # values of cells
        """,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex TakenForAnother();

    [GeneratedRegex(@"^((0|[1-9][0-9]{0,14})(\.[0-9]{0,3}[1-9])?|[0-9]{4}-[0-9]{2}-[0-9]{2})\z")]
    private static partial Regex SaysTheSame();
}
