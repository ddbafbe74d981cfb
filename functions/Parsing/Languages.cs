namespace LeadScoring.Parsing;

/// <summary>
/// In which languages people are answered. The app's own sentences are there in Japanese and English, whatever the
/// brand writes in; the brand's names of things fall back to what it has (<see cref="LocalizedText.For"/>).
/// </summary>
public static class Languages
{
    public const string Japanese = "ja";
    public const string English = "en";

    /// <summary>Both, and those that only the brand's own names are there in.</summary>
    public static IReadOnlyCollection<string> Of(IEnumerable<string> brands) =>
        [.. brands.Union([Japanese, English], StringComparer.Ordinal)];

    /// <summary>What the query asks for with <c>lang</c>; English where it says nothing.</summary>
    public static string Language(this QueryFields fields, IEnumerable<string> brands) =>
        fields.OneOf("lang", Of(brands)) ?? English;

    /// <summary>The same where a query may ask for nothing else.</summary>
    public static string OnlyLanguage(this QueryFields fields, IEnumerable<string> brands)
    {
        fields.RefuseOthers("lang");
        return fields.Language(brands);
    }

    /// <inheritdoc cref="Language(QueryFields, IEnumerable{string})"/>
    public static string Language(this JsonFields fields, IEnumerable<string> brands) =>
        fields.OneOf("lang", Of(brands)) ?? English;

    /// <summary>Also of a region: <c>ja-JP</c>.</summary>
    public static bool IsJapanese(this string language) => language.Split('-')[0] == Japanese;

    /// <summary>A sentence of the app: the Japanese one where Japanese is asked for, else the English one.</summary>
    public static string Say(this string language, string japanese, string english) =>
        language.IsJapanese() ? japanese : english;
}
