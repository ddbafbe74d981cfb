namespace LeadScoring.Campaigns;

/// <summary>Pure: a code as people type it, in narrow large letters, without blanks and hyphens of any kind.</summary>
internal static class TypedCode
{
    private const string Hyphens = "-‐‑‒–—―−ー－ｰ_";
    private const int Wider = '！' - '!';

    public static string Plain(string typed) => string.Concat(typed
        .Where(letter => !Hyphens.Contains(letter) && !char.IsWhiteSpace(letter))
        .Select(letter => char.ToUpperInvariant(letter is >= '！' and <= '～' ? (char)(letter - Wider) : letter)));
}
