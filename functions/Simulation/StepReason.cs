using System.Globalization;
using LeadScoring.Leads;
using LeadScoring.Nurture;
using LeadScoring.Parsing;
using LeadScoring.Scoring;
using LeadScoring.Sending;

namespace LeadScoring.Simulation;

/// <summary>
/// Pure: why a planned step goes as it will, in words for people. Programs go by the code. The reason that an exit step
/// gives is the brand's own, and is told as it was written.
/// </summary>
public static class StepReason
{
    private const string Reaction = "reaction-", Case = "case-";

    private static readonly Dictionary<string, (string Ja, string En)> Known = new(StringComparer.Ordinal)
    {
        // of a mail that waits
        [RightTime.Shut] = ("配信時間帯まで待機", "waits for the sending hours"),
        [RightTime.Cap] = ("配信頻度の上限のため待機", "waits: enough mails lately"),
        [RightTime.Quiet] = ("配信を控える期間のため待機", "waits: a quiet time"),
        [RightTime.GivesWay] = ("ほかのメールを優先", "another mail goes first"),
        [RightTime.Limit] = ("1日の配信上限のため待機", "waits: the limit of the day"),
        [Settling.Paused] = ("配信の一時停止中", "mails are paused"),

        // of a mail that does not go
        ["too-late"] = ("時期を過ぎるため", "its time will have passed"),
        ["condition-not-met"] = ("配信条件に該当しないため", "its condition does not hold"),
        ["condition-not-known"] = ("配信条件を判定できないため", "its condition cannot be decided"),
        ["held out"] = ("対照群のため", "held out for comparison"),

        // of a wait or a branch
        [StepRules.Waiting] = ("反応を待っています", "waits for a reaction"),
        ["reacted"] = ("待っていた反応がありました", "the reaction it waited for has come"),
        ["timed-out"] = ("反応がないまま待機期間が終わります", "the wait ends without a reaction"),
        ["else"] = ("どの条件にも該当しないため", "none of its conditions holds"),
        ["else-not-known"] = ("条件を判定できないため", "its conditions cannot be decided"),

        // of a scenario that ends
        ["purchase"] = ("購入により終了", "ends with the purchase"),
        ["exit-condition"] = ("終了条件に該当", "its condition to end holds"),
        ["stage-left"] = ("ステージが変わるため終了", "ends as the stage is left"),
        ["class-left"] = ("顧客クラスが変わるため終了", "ends as the class is left"),
        ["likeness-left"] = ("優良客との類似度が下がるため終了", "ends as it is less like loyal customers"),
        ["scenario-gone"] = ("シナリオの終了", "the scenario is no more"),
        [Anchoring.Gone] = ("基準となる日付がなくなったため終了", "ends: its date was taken away"),
        [Enrolment.Merged] = ("リードの統合により終了", "ends: the lead became part of another"),
        [Future.Forgotten] = ("保存期間が終わり、データが削除されるため", "the data will have been deleted by then"),

        // of an answer that is no date
        ["not-a-date"] = ("日付として読み取れません（例：2027-08-31）", "this is no date like 2027-08-31"),
        ["date-out-of-reach"] = ("日付が対象の範囲外です（1970年〜2199年）", "the date is not between 1970 and 2199"),
    };

    /// <summary>Whether there are words of its own for it.</summary>
    public static bool Knows(string code) => Known.ContainsKey(code);

    public static string Of(string code, ScoringRules rules, string language)
    {
        if (Known.TryGetValue(code, out var words)) return language.Say(words.Ja, words.En);
        if (NumberOf(code) is { } number)
            return language.Say($"条件{number}に該当", $"condition {number} holds");
        if (!code.StartsWith(Reaction, StringComparison.Ordinal)) return ReasonText.Of(code, language);
        var type = code[Reaction.Length..];
        var label = rules.Reactions.GetValueOrDefault(type)?.Label.For(language) ?? type;
        return language.Say($"「{label}」により終了", $"ends with the reaction “{label}”");
    }

    private static string? NumberOf(string code) =>
        code.StartsWith(Case, StringComparison.Ordinal)
        && int.TryParse(code.AsSpan(Case.Length), NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? code[Case.Length..]
            : null;
}
