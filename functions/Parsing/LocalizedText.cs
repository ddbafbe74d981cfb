namespace LeadScoring.Parsing;

/// <summary>
/// One text in several languages, by locale: two small letters, optionally with a region (<c>ja</c>, <c>en</c>,
/// <c>zh-TW</c>). Holds at least one language.
/// </summary>
public sealed record LocalizedText(IReadOnlyDictionary<string, string> ByLocale)
{
    /// <summary>Stands where a text is missing and that has been noted; no file that was accepted holds it.</summary>
    public static readonly LocalizedText Empty =
        new(new Dictionary<string, string>(StringComparer.Ordinal) { ["en"] = "" });

    /// <summary>The locale's text; without one the English, without that the first in the order of the file.</summary>
    public string For(string? locale)
    {
        if (locale is not null && ByLocale.TryGetValue(locale, out var exact)) return exact;
        if (locale?.Split('-', '_')[0] is { } language && ByLocale.TryGetValue(language, out var wider)) return wider;
        return ByLocale.TryGetValue("en", out var english) ? english : ByLocale.First().Value;
    }

    /// <summary>Reads <c>{"ja":"…","en":"…"}</c>; a missing or faulty one is noted and read as an empty text.</summary>
    public static LocalizedText ReadRequired(JsonFields fields, string name, int maxLength = 1000) =>
        Read(fields, name, maxLength) ?? fields.Missing(name, Empty);

    public static LocalizedText? Read(JsonFields fields, string name, int maxLength = 1000)
    {
        if (fields.Object(name) is not { } byLocale) return null;
        var texts = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var locale in byLocale.Element.EnumerateObject().Select(member => member.Name))
        {
            if (!IsLocale(locale)) byLocale.Refuse(locale, "Must be a locale like ja, en or zh-TW.");
            texts[locale] = byLocale.RequiredText(locale, maxLength);
        }

        if (texts.Count > 0) return new LocalizedText(texts);
        fields.Refuse(name, "Must hold the text in at least one language, for example {\"ja\":\"…\",\"en\":\"…\"}.");
        return null;
    }

    private static bool IsLocale(string text) =>
        text is [>= 'a' and <= 'z', >= 'a' and <= 'z']
            or [>= 'a' and <= 'z', >= 'a' and <= 'z', '-', >= 'A' and <= 'Z', >= 'A' and <= 'Z'];
}
