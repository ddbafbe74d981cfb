using LeadScoring.Parsing;
using LeadScoring.Scoring;

namespace LeadScoring.Leads;

/// <summary>
/// How answers of a lead stand in sentences: by what the brand calls them, and without the values of those that the
/// reader may not see. Values stand as they were told.
/// </summary>
public sealed record AnswerWords(IReadOnlySet<string> Hidden, IReadOnlyDictionary<string, LocalizedText> Labels)
{
    /// <summary>By their own names, with all values.</summary>
    public static AnswerWords Plain { get; } = new(new HashSet<string>(), new Dictionary<string, LocalizedText>());

    /// <summary>
    /// What the answers give, as far as the reader may know it: those that are hidden are one part without a name,
    /// since by the rules a factor tells the answer.
    /// </summary>
    public IReadOnlyList<FitPart> Parts(IReadOnlyDictionary<string, string> attributes, ScoringRules rules)
    {
        var holding = Fit.Holding(attributes, rules).ToLookup(factor => Hidden.Contains(factor.Attribute));
        var told = holding[false].Select(
            factor => new FitPart(factor.Attribute, attributes[factor.Attribute], factor.Factor));
        var others = holding[true].Aggregate(1.0, (all, factor) => all * factor.Factor);
        return holding[true].Any() ? [.. told, new FitPart(null, null, others)] : [.. told];
    }

    /// <summary>The attribute with its value; or that there are others.</summary>
    public string Say(FitPart part, string language)
    {
        if (part.Attribute is null) return language.Say($"その他の回答", $"other answers");
        var name = Labels.GetValueOrDefault(part.Attribute)?.For(language) ?? part.Attribute;
        return language.Say($"{name}「{part.Value}」", $"{name} {part.Value}");
    }
}
