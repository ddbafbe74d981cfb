using LeadScoring.Parsing;

namespace LeadScoring.Voice;

/// <summary>
/// How the words of people are read, from <c>voice.json</c>; a brand without the file has no themes, and hears every
/// reaction with words. <see cref="Types"/>: the reaction types whose words count, null for all.
/// <see cref="Digest"/> names this very reading.
/// </summary>
public sealed record VoiceRules(IReadOnlyList<string>? Types, IReadOnlyList<Theme> Themes, string Digest)
{
    /// <summary>Stands for words that have no theme.</summary>
    public const string None = "none";

    private const int MostThemes = 100;

    public static VoiceRules Default { get; } = new(null, [], "default");

    public static VoiceRules Read(JsonFields fields)
    {
        fields.RefuseOthers("types", "themes");
        var types = fields.Has("types") ? fields.Texts("types", 100) : null;
        return new VoiceRules(types, ReadThemes(fields), Storage.Digest.Of(fields.Element.GetRawText())[..8]);
    }

    public static IReadOnlyList<Theme> ReadThemes(JsonFields fields)
    {
        var themes = fields.Objects("themes", MostThemes).Select(Theme.Read).ToList();
        foreach (var twice in themes.GroupBy(theme => theme.Id, StringComparer.Ordinal).Where(same => same.Count() > 1))
            fields.Refuse("themes", $"Must name each theme once, but '{twice.Key}' stands here {twice.Count()} times.");
        return themes;
    }

    public bool Hears(string type) => Types is null || Types.Contains(type, StringComparer.Ordinal);

    /// <summary>What a text speaks of, in the order of the file; held back matches are among them.</summary>
    public IReadOnlyList<ThemeMatch> Match(string text, string? product)
    {
        var folded = Folding.Of(text);
        return [.. Themes.Where(theme => product is null || theme.About.Count == 0
                || theme.About.Contains(product, StringComparer.Ordinal))
            .Select(theme => theme.In(folded)).OfType<ThemeMatch>()];
    }
}
