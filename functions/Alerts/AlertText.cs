using System.Globalization;
using LeadScoring.Scoring;

namespace LeadScoring.Alerts;

/// <summary>Pure: an alert in a line, in the reader's language.</summary>
public static class AlertText
{
    public static string Of(Alert alert, ScoringRules rules, string language) => (alert.Kind, language) switch
    {
        (AlertKind.Drop, "ja") => $"スコアが{Number(alert.Fell)}ポイント急落しました",
        (AlertKind.Drop, _) => $"The score fell by {Number(alert.Fell)} points at once",
        (AlertKind.HotAgain, "ja") => $"{Number(alert.SilentDays)}日ぶりに反応があり、再び有望になりました",
        (AlertKind.HotAgain, _) => $"Hot again after {Number(alert.SilentDays)} days of silence",
        _ => rules.Reactions.GetValueOrDefault(alert.Reaction!)?.Label.For(language) ?? alert.Reaction!,
    };

    private static string Number(double? number) =>
        (number ?? 0).ToString("0.#", CultureInfo.InvariantCulture);
}
