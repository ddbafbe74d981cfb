using LeadScoring.Insights;
using LeadScoring.Publishing;

namespace LeadScoring.Voice;

/// <summary>A page of the people behind a theme; null <paramref name="Theme"/>: behind all that was said.</summary>
public sealed record VoiceLeads(
    string Product, Made Made, string? Theme, IReadOnlyList<VoiceLead> Leads, string? Cursor, string DoesNotProve);

/// <summary>
/// A person and the newest thing they said; <paramref name="Stage"/> and <paramref name="Class"/> are those of then,
/// <paramref name="Words"/> what made its themes, by theme.
/// </summary>
public sealed record VoiceLead(
    string LeadId, string Email, string? Name, string Product, DateTimeOffset At, string Type, string TypeLabel,
    string Text, decimal? Rating, bool MayQuote, string? Stage, string? Class,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Words)
{
    public static VoiceLead Of(Spoken spoken, string product, Edition edition, string language)
    {
        var (mark, profile) = (spoken.Mark, spoken.Lead.Profile!);
        return new VoiceLead(
            spoken.Lead.Id, profile.Email, profile.Name?.Value, product, spoken.At, mark.Type,
            new VoiceTexts(edition.Rules, language).Type(mark.Type), spoken.Text, mark.Rating, mark.MayQuote,
            mark.Stage, mark.Class,
            edition.Voice.Match(spoken.Text, product).Where(match => match.Holds)
                .ToDictionary(match => match.Theme.Id, match => match.Words, StringComparer.Ordinal));
    }
}
