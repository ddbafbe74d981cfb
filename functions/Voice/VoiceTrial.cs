using LeadScoring.Parsing;

namespace LeadScoring.Voice;

/// <summary>
/// Which themes a text gets and why, also by rules that are only tried. <paramref name="Folded"/>: the text as words
/// are looked for in it; <paramref name="None"/>: it has no theme.
/// </summary>
public sealed record VoiceTrial(string Folded, bool None, IReadOnlyList<TriedTheme> Themes)
{
    private const int LongestText = 4000;

    /// <summary>Null where something is wrong with what is asked; it is noted.</summary>
    public static VoiceTrial? Read(
        JsonFields fields, VoiceRules inForce, IReadOnlyCollection<string> products, IEnumerable<string> locales)
    {
        fields.RefuseOthers("text", "themes", "product", "lang");
        var text = fields.RequiredText("text", LongestText);
        var product = fields.OneOf("product", products);
        var language = fields.Language(locales);
        var rules = fields.Has("themes") ? inForce with { Themes = VoiceRules.ReadThemes(fields) } : inForce;
        return fields.Refusals.Any ? null : Of(text, product, rules, language);
    }

    public static VoiceTrial Of(string text, string? product, VoiceRules rules, string language)
    {
        var matches = rules.Match(text, product);
        return new VoiceTrial(
            Folding.Of(text), !matches.Any(match => match.Holds),
            [
                .. matches.Select(match => new TriedTheme(
                    match.Theme.Id, match.Theme.Label.For(language), match.Holds, match.Words, match.HeldBack)),
            ]);
    }
}

/// <summary>A theme whose words stand in the text; not <paramref name="Holds"/>: only in phrases that are not meant.
/// </summary>
public sealed record TriedTheme(
    string Theme, string Label, bool Holds, IReadOnlyList<string> Words, IReadOnlyList<string> HeldBack);
