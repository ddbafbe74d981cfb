using LeadScoring.Parsing;

namespace LeadScoring.Voice;

/// <summary>
/// What people speak of. A text has the theme where one of its <see cref="Words"/> stands in it at a place that lies in
/// none of the <see cref="Not"/> phrases (<c>高い</c>, but not in <c>品質が高い</c>). <see cref="About"/>: only in these
/// product lines; none: in all.
/// </summary>
public sealed record Theme(
    string Id, LocalizedText Label, IReadOnlyList<ThemeWord> Words, IReadOnlyList<ThemeWord> Not,
    IReadOnlyList<string> About)
{
    private const int MostWords = 200;
    private const int LongestWord = 60;

    /// <summary>Null where the text does not speak of it, and no word was held back either.</summary>
    public ThemeMatch? In(string folded)
    {
        var covered = Not.SelectMany(phrase => phrase.In(folded)).ToList();
        var (found, held) = (new List<string>(), new List<string>());
        foreach (var word in Words)
        {
            var places = word.In(folded).ToList();
            if (places.Count == 0) continue;
            var isHeld = places.All(place => covered.Any(not => not.From <= place.From && place.To <= not.To));
            (isHeld ? held : found).Add(word.Written);
        }
        return found.Count + held.Count == 0 ? null : new ThemeMatch(this, found, held);
    }

    public static Theme Read(JsonFields fields)
    {
        fields.RefuseOthers("id", "label", "words", "not", "about");
        var id = fields.RequiredId("id");
        if (id == VoiceRules.None) fields.Refuse("id", "Is the name for words without a theme: choose another.");
        var words = ReadWords(fields, "words");
        if (fields.Texts("words", MostWords).Count == 0)
            fields.Refuse("words", "Is required: name at least one word.");
        var not = ReadWords(fields, "not");
        foreach (var phrase in not.Where(phrase => words.Count > 0 && !words.Any(word => word.In(phrase.Folded).Any())))
            fields.Refuse("not", $"Must be phrases with one of the words in them, but '{phrase.Written}' has none.");
        return new Theme(id, LocalizedText.ReadRequired(fields, "label", 60), words, not, fields.Texts("about", 100));
    }

    private static List<ThemeWord> ReadWords(JsonFields fields, string name)
    {
        var words = fields.Texts(name, MostWords).Select(written => new ThemeWord(written)).ToList();
        foreach (var (n, word) in words.Index())
        {
            var reason = word.Written.Length > LongestWord
                ? $"Must have at most {LongestWord} characters."
                : word.Mistake;
            if (reason is not null) fields.Refuse($"{name}[{n}]", reason);
            else if (words.Take(n).Any(other => other.Folded == word.Folded))
                fields.Refuse($"{name}[{n}]", "Says the same as a word before it: widths and kana are one.");
        }
        return [.. words.Where(word => word.Mistake is null)];
    }
}

/// <summary>
/// Why a text has a theme: the words that were found, as the theme writes them. Where only <paramref name="HeldBack"/>
/// holds some, they stood in phrases that are not meant, and the text has not the theme.
/// </summary>
public sealed record ThemeMatch(Theme Theme, IReadOnlyList<string> Words, IReadOnlyList<string> HeldBack)
{
    public bool Holds => Words.Count > 0;
}
