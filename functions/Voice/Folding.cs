using System.Text;

namespace LeadScoring.Voice;

/// <summary>
/// Text as words are looked for in it: small letters, one width, one kana, one space between words. It folds what
/// keyboards make of the same word (<c>ｶﾒﾗ</c>, <c>カメラ</c>, <c>かめら</c>; <c>ＥＶ</c>, <c>EV</c>): the part of
/// Unicode's NFKC that Japanese and English writers meet, since the app carries no Unicode tables.
/// </summary>
public static class Folding
{
    private const int WideToAscii = '！' - '!';
    private const int KatakanaToHiragana = 'ア' - 'あ';

    /// <summary>The half-width forms from U+FF61 on, in their order.</summary>
    private const string HalfWidth =
        "。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン";

    /// <summary>Hiragana that a voiced mark joins; the sound with the mark is the next character.</summary>
    private const string Voiced = "かきくけこさしすせそたちつてとはひふへほゝ";

    private const string HalfVoiced = "はひふへほ";

    public static string Of(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var written in text)
        {
            var c = Fold(written);
            if (c == ' ' && (folded.Length == 0 || folded[^1] == ' ')) continue;
            if (folded.Length > 0 && Joined(folded[^1], c) is { } one) folded[^1] = one;
            else folded.Append(c);
        }
        return folded.ToString().TrimEnd();
    }

    private static char Fold(char c) => c switch
    {
        >= '！' and <= '～' => char.ToLowerInvariant((char)(c - WideToAscii)),
        >= '\uFF61' and <= '\uFF9D' => Hiragana(HalfWidth[c - '\uFF61']),
        '\u2018' or '\u2019' => '\'',
        _ when char.IsWhiteSpace(c) => ' ',
        _ => Hiragana(char.ToLowerInvariant(c)),
    };

    private static char Hiragana(char c) =>
        c is >= 'ァ' and <= 'ヶ' or 'ヽ' or 'ヾ' ? (char)(c - KatakanaToHiragana) : c;

    /// <summary>A sound and a mark of its own behind it are one character; null where they are two.</summary>
    private static char? Joined(char before, char c) => c switch
    {
        '\u3099' or '\uFF9E' or '゛' when before == 'う' => 'ゔ',
        '\u3099' or '\uFF9E' or '゛' when Voiced.Contains(before) => (char)(before + 1),
        '\u309A' or '\uFF9F' or '゜' when HalfVoiced.Contains(before) => (char)(before + 2),
        _ => null,
    };
}
