using LeadScoring.Publishing;

namespace LeadScoring.Checks;

/// <summary>Words are heard in reactions that the rules know, themes are about product lines that exist.</summary>
internal static class VoiceChecks
{
    private const string File = "voice.json";

    public static IEnumerable<ContentProblem> Of(Draft draft)
    {
        foreach (var (n, theme) in draft.Voice.Themes.Index())
            foreach (var gap in draft.Gaps(File, $"themes[{n}].label", theme.Label))
                yield return gap;
        if (draft.Rules is not { } rules) yield break;
        foreach (var (n, type) in (draft.Voice.Types ?? []).Index())
            if (!rules.Reactions.ContainsKey(type))
                yield return new ContentProblem(File, $"types[{n}]",
                    Names.Unknown(type, "reaction type of scoring.json", rules.Reactions.Keys));
        foreach (var (n, theme) in draft.Voice.Themes.Index())
            foreach (var (m, product) in theme.About.Index())
                if (!rules.Products.ContainsKey(product))
                    yield return new ContentProblem(File, $"themes[{n}].about[{m}]",
                        Names.Unknown(product, "product of scoring.json", rules.Products.Keys));
    }
}
