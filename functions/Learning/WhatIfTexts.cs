using System.Globalization;
using LeadScoring.Parsing;

namespace LeadScoring.Learning;

/// <summary>What the answer says in words, in Japanese (<c>ja</c>) or English (any other language).</summary>
public sealed class WhatIfTexts(string language)
{
    public string Alarm => In(
        "AUC が .95 を超えています。結果が出た後に初めて分かる項目が混ざっていないか、この下書きが同じリードから"
        + "学習したものでないか、確認してください。",
        "The AUC is above .95, suspiciously good: look for a feature that is known only after the outcome, or a draft "
        + "that was learned from these very leads.");

    public string Mails => In(
        "今後のメールは、全員がこのまま何も反応しなかった場合の件数です。現時点で分かっている同意とその期限、"
        + "対照群、配信時間帯、頻度の上限、シナリオの配信条件と終了条件を織り込んでいます。"
        + "今後の応募・反応・購入による増減は含みません。実際の可否は送信時に改めて判断されます。",
        "Mails are those that go if nobody does anything any more. Consent and its expiry, hold-outs, windows, caps, "
        + "conditions and exits are in them as far as they are known now; entries, reactions and purchases to come are "
        + "not. Each mail is decided again when it is due.");

    public string Sample => In(
        "数値は無作為に抽出したリードのもので、全件ではありません（抽出されるリードは毎回同じです）。総数は推定値です。",
        "The figures are those of a random sample of the leads, always the same one, and not of all; how many there "
        + "are in all is an estimate.");

    public string PastIsAsTold => In(
        "検証では、反応は発生日で数えます（後日報告されたものも、その日に分かっていたものとして扱います）。"
        + "後から変わった回答は、変更前は未回答とみなします。削除された方と利用停止中の方は含まず、"
        + "統合されたリードは一人として数えます。同じリードから学習した下書きは、実際より良く見えます。",
        "In the backtest a reaction counts from the day it happened, also where it was reported later. An answer that "
        + "was changed counts as not given before the change. People who were erased or stopped the use of their data "
        + "are not in it, and merged leads count as one. A draft that was learned from these leads looks better on "
        + "them than it is.");

    public string AsReported => In(
        "検証の正解には営業の報告を使っています。営業が対応していないリードは「該当なし」として数えます。"
        + "営業は一覧の上位から対応するため、現在のルールは実際より良く見えます。"
        + "該当する報告があったリードは、購入・成約・失注で商談が終わるまで（最長2年）、以後の判定日から除きます。",
        "The backtest takes the reports of sales for the truth: a lead that nobody worked counts as one without. Sales "
        + "begins at the top of the list, so the rules in force look better than they are. Once it was reported of a "
        + "lead, the lead is left out until its deal is closed by an order, won or lost, for two years at the most.");

    public string Detector => In(
        "下書きでは machine の設定が変わりますが、メールの開封とクリックは現在の判定で数えた件数を使っています。",
        "The draft changes machine, but the opens and clicks looked at are those of the present verdicts.");

    public string TimeZone(string product) => In(
        $"{product}：下書きでは timeZone が変わりますが、ここでは現在の暦日で数えた件数を使っています。",
        $"{product}: the draft changes timeZone, but the counts looked at are by the days of the present one.");

    public string Gone(string product) => In(
        $"{product}：下書きにこの商品はありません。公開すると、この商品のリードは評価されなくなります。",
        $"{product}: the draft has no such product. Its leads would no longer be scored.");

    public string New(string product) => In(
        $"{product}：下書きで新しく加わる商品で、まだリードがありません。",
        $"{product}: the draft adds this product, which has no leads yet.");

    public string WhyRefused(Leak leak, Label label)
    {
        var (outcome, day) = label == Label.Order ? (In("購入", "purchase"), "購入日") : (In("結果", "outcome"), "その日");
        return string.Create(CultureInfo.InvariantCulture, $"{In(
            $"{outcome}後に初めて分かる項目のため、検証から除外しました（{day}以降の件数／全件数：",
            $"Known only after the outcome, so it is left out of the backtest (on or after the {outcome}: ")}"
            + $"{leak.After}{In("／", " of ")}{leak.Of}{In("）。", ").")}");
    }

    private string In(string japanese, string english) => language.Say(japanese, english);
}
