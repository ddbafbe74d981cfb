using System.Globalization;
using LeadScoring.Insights;
using LeadScoring.Parsing;

namespace LeadScoring.Effect;

/// <summary>What is said of effects, in the reader's language.</summary>
internal sealed record UpliftWords(string Language, Outcome Outcome)
{
    public string DoesNotProve => Say(
        "ここに示すのは、配信対象の人と配信を控えた人（ホールドアウト）の平均の差です。特定の一人に効いたこと、どのメールのどの内容が効いたか、"
        + "追跡期間より後も続くこと、シナリオの対象にならなかった人にも当てはまることは証明しません。区間が 0 を含んでいても、効果がないことの証明にはなりません。",
        "This is the mean difference between those who were to get mails and those who were held out. It does not "
        + "prove that any one person was moved, which words of which mail did it, that it lasts longer than they were "
        + "followed, or that it holds for people who were never enrolled. An interval around 0 does not prove that "
        + "there is no effect either.");

    public string NobodyHeldOut => Say(
        "ホールドアウトがないため、効果は測れません。シナリオの holdoutPercent（全体は sender.json）を設定してください。",
        "Nobody was held out, so no effect can be measured: set holdoutPercent in the scenario (for all: in "
        + "sender.json).");

    public string ShareChanged => Say(
        "ホールドアウトの割合が版によって違うか、わからない版があるため、まとめて比べることはできません。版ごとの数字をご覧ください。",
        "The share held out differs between versions, or is not known of one, so they cannot be compared together: see "
        + "the versions.");

    public string NobodyDiffers => Say(
        "全員の結果が同じため、差の区間は計算できません。", "Everybody came out alike, so the difference has no interval.");

    public string TooFewForRatio => Say(
        "人数が少ないため、割り付け比率は検定できません。", "Too few were assigned to check the ratio.");

    public string VersionNotKnown => Say(
        "ホールドアウトの割合がわからない古い版のため、割り付け比率は検定できません。",
        "The share held out is not known of versions that old, so the ratio cannot be checked.");

    public string PercentOfNow => Say(
        "現在の sender.json の holdoutPercent と照合しています。途中で割合を変えた場合、この確認も全体の比較も正しくありません。",
        "Checked against holdoutPercent of sender.json as it is now: where it was changed on the way, neither this "
        + "check nor the comparison of all can be relied on.");

    public string RatioAlarm => Say(
        "割り付け比率が設定から大きくずれています（p < 0.001）。一方の群から人が抜けている可能性があります。原因がわかるまで効果の数字は使わないでください。",
        "The arms are not as large as they were drawn (p < .001): people may be missing on one side. Do not use any "
        + "effect here before the cause is found.");

    private string Together => Say(
        "配信するかどうかはシナリオの最初に一度だけ決まるため、このステップだけの効果はわかりません。全ステップを合わせた差はシナリオの数字をご覧ください。",
        "Who gets mails is drawn once, before the first step, so what this step adds by itself cannot be told: see the "
        + "scenario for all steps together.");

    private string BehindWays => Say(
        "手前に待機や分岐があり、それまでの反応によって来る人が変わるため、このステップの効果はわかりません。",
        "A wait or a branch lies before this step, so that earlier reactions decide who comes to it: it cannot be "
        + "told.");

    private string BehindExits => Say(
        "途中で終了する条件があり、それまでのメールによって残る人が変わるため、このステップの効果はわかりません。",
        "People may leave this scenario early, so that earlier mails decide who is left at this step: it cannot be "
        + "told.");

    public string PowerNotKnown => Say(
        "人数または結果が少なく、検出できる差はまだ計算できません。",
        "Too few leads or results to say what difference could be found.");

    public string TooFew(Arms arms) => Say(
        $"追跡期間を終えた人が足りません（配信{Count(arms.Treated.N)}人、ホールドアウト{Count(arms.HeldOut.N)}人）。"
        + $"差を示すには各群{Arms.Least}人以上が必要です。",
        $"Too few have been followed for the whole time ({Count(arms.Treated.N)} treated, {Count(arms.HeldOut.N)} held "
        + $"out): a difference is told from {Arms.Least} on each side.");

    public Compared CannotBeTold(StepBar bar)
    {
        var nothing = new Figure(null, null, null, 0);
        return new Compared(nothing, nothing, nothing with
        {
            Note = bar switch { StepBar.Ways => BehindWays, StepBar.Exits => BehindExits, _ => Together },
        });
    }

    public string Finds(double smallest) => Say(
        $"今の人数で検出できる差は{Amount(smallest)}以上です（両側 5 %、検出力 80 %）。",
        $"As it is, the comparison finds differences of {Amount(smallest)} or more (two-sided 5 %, power 80 %).");

    public string Enough(double smallest, double effect) => Finds(smallest) + Say(
        $"{Amount(effect)}の差を確かめるには足りています。", $" For one of {Amount(effect)} there are leads enough.");

    /// <summary>Those who are still followed will do.</summary>
    public string Followed(double smallest, double effect, long waiting, double months) => Finds(smallest) + Say(
        $"{Amount(effect)}の差を確かめるには、追跡中の{Count(waiting)}人で足ります（追跡が終わるまで約{Months(months)}か月）。",
        $" For one of {Amount(effect)} the {Count(waiting)} leads that are still followed are enough: they are told in "
        + $"about {Months(months)} months.");

    public string Needs(double smallest, double effect, long more, long waiting, double? months) => Finds(smallest)
        + Say(
            $"{Amount(effect)}の差を確かめるには、{(waiting > 0 ? $"追跡中の{Count(waiting)}人のほかに" : "")}あと{Count(more)}人",
            $" One of {Amount(effect)} needs {Count(more)} more leads")
        + (months is { } time
            ? Say(
                $"（今のペースで、追跡期間を含め約{Months(time)}か月）が必要です。",
                $" or {Months(time)} months, with the time to follow them")
            : Say("が必要ですが、今のペースでは届きません。", ", which do not come at the present rate"))
        + Say("", waiting > 0 ? $"; {Count(waiting)} are still followed." : ".");

    private string Amount(double value) => Outcome == Outcome.Revenue
        ? Math.Abs(value).ToString("#,0.##", CultureInfo.InvariantCulture) + Say("（1 人あたり）", " a lead")
        : (Math.Abs(value) * 100).ToString("0.##", CultureInfo.InvariantCulture) + Say(" ポイント", " percentage points");

    private static string Months(double months) =>
        Math.Max(1, Math.Ceiling(months)).ToString("#,0", CultureInfo.InvariantCulture);

    private static string Count(long n) => n.ToString("#,0", CultureInfo.InvariantCulture);

    private string Say(string japanese, string english) => Language.Say(japanese, english);
}
