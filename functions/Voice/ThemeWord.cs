namespace LeadScoring.Voice;

/// <summary>
/// A word or phrase as a theme names it. One with a Japanese character is found anywhere in the text, since Japanese
/// has no spaces; any other only as a whole word, or with a <c>*</c> at its end as the beginning of one
/// (<c>charg*</c>: charge, charger, charging).
/// </summary>
public sealed class ThemeWord
{
    /// <summary>From here on characters are of East Asian scripts, whose words touch.</summary>
    private const char FirstEastAsian = '\u2E80';

    private readonly bool _isStem;

    public ThemeWord(string written)
    {
        Written = written;
        _isStem = written.EndsWith('*');
        Folded = Folding.Of(written.TrimEnd('*'));
    }

    public string Written { get; }

    public string Folded { get; }

    public bool Touches => Folded.Any(c => c >= FirstEastAsian);

    /// <summary>What is wrong with it; null where it can be looked for.</summary>
    public string? Mistake => this switch
    {
        { Folded.Length: 0 } => "Must not be empty.",
        { Folded.Length: 1, Touches: false } => "Must have two letters or more: one would be found everywhere.",
        { Touches: true, _isStem: true } => "Is Japanese and found anywhere in the text: leave the * out.",
        _ when Folded.Contains('*') => "May have a * at its end only.",
        _ => null,
    };

    /// <summary>Every place in a folded text, overlapping ones too: where it begins, and behind its end.</summary>
    public IEnumerable<(int From, int To)> In(string folded)
    {
        for (var at = 0; (at = folded.IndexOf(Folded, at, StringComparison.Ordinal)) >= 0; at++)
        {
            var end = at + Folded.Length;
            if (Touches || (!IsLetter(folded, at - 1) && (_isStem || !IsLetter(folded, end)))) yield return (at, end);
        }
    }

    private static bool IsLetter(string text, int at) =>
        at >= 0 && at < text.Length && text[at] < FirstEastAsian && char.IsLetterOrDigit(text[at]);
}
