using System.Text.RegularExpressions;
using LeadScoring.Parsing;

namespace LeadScoring.Leads;

/// <summary>
/// Pure: what the app writes down as a reason or outcome, in words for people. It is written down in English, by which
/// programs know it; the Japanese stands here, and the English of what is a name rather than words. What somebody else
/// said (a provider, a person) is told as it was said.
/// </summary>
public static partial class ReasonText
{
    private static readonly Dictionary<string, string> Japanese = new(StringComparer.Ordinal)
    {
        // of entries
        ["counted"] = "受付済み",
        ["asked"] = "確認メールを送信",
        ["waiting"] = "処理待ち",
        ["waiting for the confirmation"] = "メールアドレスの確認待ち",
        ["getting its place"] = "受付中",
        ["one entry per person"] = "おひとり様1回まで",
        ["one entry per day"] = "1日1回まで",
        ["for other customers"] = "対象外のお客様",
        ["no more codes per person"] = "おひとり様のコード数の上限",
        ["the code has been used"] = "使用済みのコード",
        ["no such code"] = "存在しないコード",
        ["the campaign is full"] = "応募数の上限",
        ["erased"] = "データ削除済み",

        // of consents
        ["email granted"] = "メール配信に同意",
        ["email withdrawn"] = "メール配信の同意を撤回",
        ["phone granted"] = "電話連絡に同意",
        ["phone withdrawn"] = "電話連絡を拒否",
        ["address"] = "メールアドレスの確認",
        ["frequency"] = "配信頻度の変更",
        ["suppression lifted"] = "配信停止の解除",

        // of mails
        ["sent"] = "送信済み",
        ["deferred"] = "送信待ち",
        ["suppressed"] = "送信せず",
        ["heldOut"] = "対照群のため送信せず",
        ["failed"] = "送信失敗",
        ["unknown"] = "送信結果を確認中",
        ["no consent"] = "同意なし",
        ["consent withdrawn"] = "同意の撤回",
        ["purpose switched off"] = "この種類の配信はご本人が停止",
        ["consent expired"] = "同意の有効期限切れ",
        ["wording changed"] = "同意文の改定",
        ["use stopped"] = "データ利用の停止中",
        ["no mail address"] = "メールアドレスの登録なし",
        ["do not call"] = "電話連絡の拒否",
        ["bounced"] = "メール不達",
        ["spam report"] = "迷惑メールの報告",
        ["blocked"] = "受信拒否",
        ["window"] = "配信時間外",
        ["cap"] = "配信頻度の上限",
        ["quiet"] = "配信を控える期間",
        ["priority"] = "ほかのメールを優先",
        ["limit"] = "1日の配信上限",
        ["paused"] = "配信の一時停止中",
        ["no trace"] = "配信サービスに記録なし",
        ["provider away"] = "配信サービスの応答なし",
        ["too-late"] = "時期を過ぎたため",
        ["condition-not-met"] = "配信条件に該当せず",
        ["condition-not-known"] = "配信条件を判定できず",
        ["cannot be rendered"] = "本文を作成できず",

        // of deliveries of a view
        ["view-outdated"] = "保存した条件が現在の設定に合わず",
        ["filters-on-sensitive"] = "閲覧を制限した項目で絞り込み",
        ["webhook-not-allowed"] = "許可されていないWebhookの宛先",
        ["the answer got lost"] = "応答が途絶えたため",
        ["the last try was broken off"] = "最後の送信が途中で終了",
        ["a lead was erased meanwhile"] = "削除されたリードがあるため作り直し",

        // of what a provider tells
        ["bounce"] = "メール不達",
        ["dropped"] = "配信サービスが送信を中止",
        ["spamreport"] = "迷惑メールとして報告",
        ["unsubscribe"] = "配信停止",
        ["group_unsubscribe"] = "配信停止",
        ["group_resubscribe"] = "配信の再開",

        // of stages and classes
        ["time"] = "時間の経過",
        ["cooled"] = "反応がなくスコアが低下",
        ["floor"] = "反応による下限",
        ["purchase"] = "購入",
        ["purchase closed the cycle"] = "購入により新しいサイクルを開始",
        ["reaction"] = "反応",
        ["entry"] = "応募",
        ["consent"] = "同意の変更",
        ["merge"] = "リードの統合",
        ["un-merge"] = "統合の解除",
        ["claim"] = "担当の変更",
        ["use allowed again"] = "データ利用の再開",
        ["replay"] = "反応の数え直し",
    };

    private static readonly Dictionary<string, string> English = new(StringComparer.Ordinal)
    {
        ["heldOut"] = "held out for comparison",
        ["unknown"] = "result not known yet",
        ["window"] = "outside the sending hours",
        ["cap"] = "enough mails lately",
        ["quiet"] = "a quiet time",
        ["priority"] = "another mail goes first",
        ["limit"] = "the limit of the day",
        ["too-late"] = "too late",
        ["condition-not-met"] = "its condition does not hold",
        ["condition-not-known"] = "whether its condition holds is not known",
        ["view-outdated"] = "its filters no longer fit",
        ["filters-on-sensitive"] = "it filters by a restricted attribute",
        ["webhook-not-allowed"] = "the webhook is not allowed any more",
        ["spamreport"] = "reported as spam",
        ["group_unsubscribe"] = "unsubscribed",
        ["group_resubscribe"] = "subscribed again",
    };

    /// <summary>All that there are words for.</summary>
    public static IEnumerable<string> Known => Japanese.Keys;

    /// <summary>Whether there are Japanese words for it.</summary>
    public static bool Knows(string reason) => Japanese.ContainsKey(reason);

    public static string Of(string reason, string language)
    {
        if (!language.IsJapanese()) return English.GetValueOrDefault(reason, reason);
        if (Japanese.TryGetValue(reason, out var known)) return known;
        return Rules().Match(reason) is { Success: true } rules
            ? $"ルール第{rules.Groups[1].Value}版の適用"
            : reason;
    }

    [GeneratedRegex(@"^rules (\d+)$")]
    private static partial Regex Rules();
}
