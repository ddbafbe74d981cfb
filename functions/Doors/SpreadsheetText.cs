using System.Text.RegularExpressions;

namespace LeadScoring.Doors;

/// <summary>
/// Texts that a spreadsheet would not leave as they are: it runs them as a formula, or takes them for a number or a
/// date (<c>09012345678</c> loses its zero, <c>1-2</c> becomes the second of January, <c>R8.3.4</c> the fourth of March
/// in the eighth year of Reiwa). An apostrophe before them keeps
/// them. What says the same when it is read as a number or an ISO date passes, and so does what is no date by any order
/// of day, month and year, such as <c>03-1234-5678</c>.
/// </summary>
public static partial class SpreadsheetText
{
    private const int FullWidthToAscii = '！' - '!';

    /// <summary>Formulas in half-width characters are the CSV writer's business.</summary>
    public static string? Kept(string? text) => text is not null && WouldChange(text) ? "'" + text : text;

    private static bool WouldChange(string text) =>
        text is ['＝' or '＋' or '－' or '＠', ..]
        || (TakenForAnother().IsMatch(HalfWidth(text).Trim()) && !SaysTheSame().IsMatch(text));

    /// <summary>A Japanese spreadsheet reads full-width figures and signs as if they were half-width.</summary>
    private static string HalfWidth(string text) => string.Create(text.Length, text, (half, full) =>
    {
        for (var at = 0; at < full.Length; at++)
            half[at] = full[at] switch
            {
                >= '！' and <= '～' => (char)(full[at] - FullWidthToAscii),
                '￥' => '¥',
                '\u3000' => ' ',
                var same => same,
            };
    });

    /// <summary>
    /// Months go to 12 and days to 31; a year that does not stand first has two figures, or is 1900 or later.
    /// </summary>
    [GeneratedRegex(
        """
        ^( [¥$€]?\s?(\d[\d,]*(\.\d*)?|\.\d+|\d{1,3}(\.\d{3})+(,\d*)?)(e[+-]?\d+)?\s?%?  # 090..., .5, 1,000, 12e5, 5%
         | \([\d,.]+\)                                                                 # (3), which is -3
         | ( (0?[1-9]|1[0-2])[-/.](0?[1-9]|[12]\d|3[01])                               # 1-2
           | (0?[1-9]|[12]\d|3[01])[-/.](0?[1-9]|1[0-2])                               # 31-12
           | (0?[1-9]|1[0-2])[-/.](\d\d|(19|[2-9]\d)\d\d)                              # 12-45, 12-2026
           | (\d\d|(19|[2-9]\d)\d\d)[-/.](0?[1-9]|1[0-2])                              # 2026-12
           | \d{1,4}[-/.](0?[1-9]|1[0-2])[-/.](0?[1-9]|[12]\d|3[01])                   # 2026-12-31
           | (0?[1-9]|1[0-2])[-/.](0?[1-9]|[12]\d|3[01])[-/.](\d\d?|(19|[2-9]\d)\d\d)   # 12-31-2026
           | (0?[1-9]|[12]\d|3[01])[-/.](0?[1-9]|1[0-2])[-/.](\d\d?|(19|[2-9]\d)\d\d)   # 31-12-2026
           )(\s+\d{1,2}:\d.*)?                                                         # with a time
         | \d+\s\d+/\d+                                                                # 1 1/2
         | \d{1,5}:\d{1,2}(:\d{1,2}(\.\d+)?)?(\s?[ap]m)?                               # 9:30
         | (?=[\d明大昭平令午mtshr])                                                     # 3月4日, 令和8年3月, 9時30分
           ((明治?|大正?|昭和?|平成?|令和?|[mtshr])?\s?(\d{1,4}|元)年)?(\d{1,2}月)?(\d{1,2}日)?
           \s*((午[前後])?\s?\d{1,5}(時(\d{1,2}分(\d{1,2}秒)?)?|(:\d{1,2}){1,2}))?
         | (明治?|大正?|昭和?|平成?|令和?|[mtshr])\s?(\d{1,2}|元)([-/.]\d{1,2}){2}(\s+\d{1,2}:\d.*)?  # R8.3.4
         | (jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[-/.\s]?\d{1,4}(,\s?\d{4})?
         | \d{1,4}[-/.\s]?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*([-/.\s]\d{1,4})?
         | true | false | \#[a-z0/]+[!?]? )$                                           # values of cells
        """,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace
        | RegexOptions.ExplicitCapture)]
    private static partial Regex TakenForAnother();

    [GeneratedRegex(@"^((0|[1-9][0-9]{0,14})(\.[0-9]{0,3}[1-9])?|[0-9]{4}-[0-9]{2}-[0-9]{2})\z")]
    private static partial Regex SaysTheSame();
}
