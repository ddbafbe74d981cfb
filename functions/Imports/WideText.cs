namespace LeadScoring.Imports;

/// <summary>Pure: figures, signs and letters as Japanese keyboards may write them, in their narrow forms.</summary>
public static class WideText
{
    public static string Narrow(string text) => string.Create(text.Length, text, static (span, source) =>
    {
        for (var at = 0; at < span.Length; at++)
        {
            span[at] = source[at] switch
            {
                >= '\uFF01' and <= '\uFF5E' => (char)(source[at] - 0xFEE0), // they mirror ASCII
                '\uFFE5' => '¥',
                '\u3000' => ' ',
                '▲' or '△' or '\u2212' => '-',
                var other => other,
            };
        }
    });
}
