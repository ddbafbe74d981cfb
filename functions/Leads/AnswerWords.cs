using LeadScoring.Parsing;

namespace LeadScoring.Leads;

/// <summary>
/// How answers of a lead stand in sentences: by what the brand calls them, and without the values of those that the
/// reader may not see. Values stand as they were told.
/// </summary>
public sealed record AnswerWords(IReadOnlySet<string> Hidden, IReadOnlyDictionary<string, LocalizedText> Labels)
{
    /// <summary>By their own names, with all values.</summary>
    public static AnswerWords Plain { get; } = new(new HashSet<string>(), new Dictionary<string, LocalizedText>());

    /// <summary>Null for an answer that the reader may not see.</summary>
    public string? Told(string attribute, IReadOnlyDictionary<string, string> attributes) =>
        Hidden.Contains(attribute) ? null : attributes[attribute];

    /// <summary>The attribute with its value, where that may be told.</summary>
    public string Say(string attribute, string? value, string language)
    {
        var name = Labels.GetValueOrDefault(attribute)?.For(language) ?? attribute;
        return value is null ? name : language.Say($"{name}「{value}」", $"{name} {value}");
    }
}
