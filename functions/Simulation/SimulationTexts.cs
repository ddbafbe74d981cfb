using System.Globalization;
using LeadScoring.Parsing;
using LeadScoring.Sending;

namespace LeadScoring.Simulation;

/// <summary>What a simulation does not know, in Japanese (<c>ja</c>) or English (any other language).</summary>
public sealed class SimulationTexts(string language)
{
    public IEnumerable<string> Notes(SimulationAnswer answer)
    {
        yield return Silent;
        if (answer.Leads.IsSample) yield return Sample(answer.Leads.LookedAt, answer.Leads.Of);
        var idle = answer.Scenarios.First(
            scenario => scenario.Id == answer.Scenario.Id && scenario.Version == answer.Scenario.Version);
        if (idle.UnderWay + idle.Begun == 0) yield return Nobody(answer.Scenario.Id);
        if (answer.Paused.Count > 0) yield return Paused(answer.Paused);
        if (answer.AskedNowhere.Count > 0) yield return AskedNowhere(answer.AskedNowhere);
    }

    private string Silent => In(
        "現在のリードが、今後何も反応しなかった場合の結果です。同意とその期限、対照群、配信時間帯、頻度の上限、"
        + "条件、終了条件、ステージの低下、顧客区分の変化、保存期間の終了を織り込んでいます。"
        + "今後の応募・反応・購入・配信停止、応募確認のメール、一日の配信上限（ウォームアップを含む）は含みません。"
        + "優良客との類似度は、最後に判定された値のままとしています。",
        "This is what becomes of the present leads if none of them does anything any more. Consent and its expiry, "
        + "hold-outs, windows, caps, conditions, exits, cooling, classes by age and the end of retention are in it; "
        + "entries, reactions, purchases and unsubscribes to come are not, nor are mails that ask to confirm and "
        + "the limits of a day, also those of a warm-up. Likeness to loyal customers stays as it was told last.");

    private string Sample(int lookedAt, int of) => string.Create(CultureInfo.InvariantCulture, $"{In(
        "無作為に抽出したリードの件数です（抽出されるリードは毎回同じです）。estimated は全リードに換算した推定値です：",
        "The counts are those of a random sample, always the same one; estimated is what they come to for all: ")}"
        + $"{lookedAt}{In("／", " of about ")}{of}");

    private string Nobody(string scenario) => In(
        $"{scenario}：このシナリオに入っているリードも、何もせずに新しく入るリードもいません。",
        $"{scenario}: nobody is under way in this scenario, and nobody comes into it by doing nothing.");

    private string AskedNowhere(IReadOnlyList<string> attributes) => In(
        "どのキャンペーンも尋ねていない項目をこのシナリオが参照しています（綴りをご確認ください）：",
        "The scenario looks at attributes that no campaign asks for; are they spelt right? ")
        + string.Join(In("、", ", "), attributes);

    private string Paused(IReadOnlyList<PausedMails> paused) => In(
        "一時停止中のメールは、停止が終わるまで（期限がなければ最後まで）配信されないものとしています：",
        "Paused, and waiting for the end of the pause, or for ever where nobody said one: ")
        + string.Join(In("、", ", "), paused.Select(one => (one.Scenario ?? In("すべてのシナリオ", "all scenarios"))
            + (one.Paused!.Until is { } until
                ? string.Create(CultureInfo.InvariantCulture, $" ({until.UtcDateTime:yyyy-MM-dd HH:mm} UTC)")
                : "")));

    private string In(string japanese, string english) => language.Say(japanese, english);
}
