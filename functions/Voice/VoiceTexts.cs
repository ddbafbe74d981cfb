using System.Globalization;
using LeadScoring.Leads;
using LeadScoring.Parsing;
using LeadScoring.Scoring;

namespace LeadScoring.Voice;

/// <summary>The sentences and names of what people said, in the reader's language.</summary>
internal sealed class VoiceTexts(ScoringRules rules, string language)
{
    /// <summary>Below this many people or ratings a figure says that it rests on few.</summary>
    public const int Few = 30;

    public string NoTheme => language.Say("テーマなし", "No theme");

    public string Nothing => language.Say("この期間に寄せられた声はありません。", "Nobody said anything on these days.");

    public string DoesNotProve => language.Say(
        "声を寄せた人は、全体を代表しているとは限りません。テーマは登録した言葉で判定しており、賛否や購入への影響は示しません。",
        "Who speaks up is no sample of all. Themes are found by words: they show what people speak of, not whether "
        + "they praise or blame it, nor what it does to sales.");

    public string FewPeople(int n) => language.Say(
        Invariant($"{n}人の声にもとづく値です。{Few}人に満たないため、目安としてご覧ください。"),
        Invariant($"Rests on {n} {(n == 1 ? "person" : "people")}, fewer than {Few}: take it as a hint."));

    public string FewRatings(int n) => n == 0
        ? language.Say("評価点はまだありません。", "Nobody gave a rating.")
        : language.Say(
            Invariant($"評価点は{n}件で、{Few}件に満たないため、目安としてご覧ください。"),
            Invariant($"Rests on {n} {(n == 1 ? "rating" : "ratings")}, fewer than {Few}: take it as a hint."));

    public string Type(string type) => rules.Reactions.GetValueOrDefault(type)?.Label.For(language) ?? type;

    public string Class(string? id) => id is null
        ? language.Say("購入前", "No customer yet")
        : ClassText.Of(id, language);

    public string Stage(string? id) => id is null
        ? language.Say("ステージなし", "In no stage")
        : rules.Stages.Stages.FirstOrDefault(stage => stage.Id == id)?.Label.For(language) ?? id;

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
