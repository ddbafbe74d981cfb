using System.Globalization;
using LeadScoring.Parsing;
using LeadScoring.Scoring;

namespace LeadScoring.Alerts;

/// <summary>Pure: an alert in a line, in the reader's language.</summary>
public static class AlertText
{
    public static string Of(Alert alert, ScoringRules rules, string language) => alert.Kind switch
    {
        AlertKind.Drop => language.Say(
            $"この日のマイナス要因で、スコアが{Number(alert.Fell)}下がりました（同じ日のプラスの反応は除く）",
            $"What spoke against the lead that day took {Number(alert.Fell)} off its score (its good signs aside)"),
        AlertKind.HotAgain => language.Say(
            $"{Number(alert.SilentDays)}日ぶりに反応があり、再び有望になりました",
            $"Hot again after {Number(alert.SilentDays)} days of silence"),
        AlertKind.Contact when alert.Reaction is not null => language.Say(
            "来店予定日の翌日です。その後の様子を確認しましょう", "The day after the planned visit: ask how it went"),
        AlertKind.Contact => language.Say(
            "約束した再連絡の時期になりました", "It is time to get in touch again, as agreed"),
        _ => rules.Reactions.GetValueOrDefault(alert.Reaction!)?.Label.For(language) ?? alert.Reaction!,
    };

    private static string Number(double? number) =>
        (number ?? 0).ToString("0.#", CultureInfo.InvariantCulture);
}
