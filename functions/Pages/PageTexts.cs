using LeadScoring.Parsing;

namespace LeadScoring.Pages;

/// <summary>
/// The words of the pages, <c>pages/texts.json</c>: one <see cref="LocalizedText"/> by name, so that a page is one file
/// in all languages. A page calls them as <c>{{t.name}}</c>.
/// </summary>
public static class PageTexts
{
    public static IReadOnlyDictionary<string, LocalizedText> Read(JsonFields fields) => fields.Element.EnumerateObject()
        .Select(member => member.Name)
        .Where(name => name != "$schema")
        .Distinct(StringComparer.Ordinal)
        .ToDictionary(name => name, name => LocalizedText.ReadRequired(fields, name, 2000), StringComparer.Ordinal);
}
