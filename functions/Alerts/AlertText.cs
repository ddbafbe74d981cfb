using System.Globalization;
using LeadScoring.Scoring;

namespace LeadScoring.Alerts;

/// <summary>Pure: an alert in a line, in the reader's language.</summary>
public static class AlertText
{
    public static string Of(Alert alert, ScoringRules rules, string language) => (alert.Kind, language) switch
    {
        (AlertKind.Drop, "ja") => $"この日のマイナス要因で、スコアが{Number(alert.Fell)}下がりました（同じ日のプラスの反応は除く）",
        (AlertKind.Drop, _) =>
            $"What spoke against the lead that day took {Number(alert.Fell)} off its score (its good signs aside)",
        (AlertKind.HotAgain, "ja") => $"{Number(alert.SilentDays)}日ぶりに反応があり、再び有望になりました",
        (AlertKind.HotAgain, _) => $"Hot again after {Number(alert.SilentDays)} days of silence",
        (AlertKind.Contact, "ja") => "約束した再連絡の時期になりました",
        (AlertKind.Contact, _) => "It is time to get in touch again, as agreed",
        _ => rules.Reactions.GetValueOrDefault(alert.Reaction!)?.Label.For(language) ?? alert.Reaction!,
    };

    private static string Number(double? number) =>
        (number ?? 0).ToString("0.#", CultureInfo.InvariantCulture);
}
