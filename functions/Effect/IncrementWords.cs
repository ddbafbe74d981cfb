using LeadScoring.Parsing;

namespace LeadScoring.Effect;

/// <summary>What is said of holdouts beside credit, in the reader's language.</summary>
internal sealed record IncrementWords(string Language, int Days)
{
    public string NoHoldout => Language.Say(
        "対応する対照群（ホールドアウト）がないため、貢献度のみです。増えた分はわかりません。",
        "There is no holdout for it: credit only. What it added is not known.");

    public string OfMails => Language.Say(
        $"配信を控えた人と比べて、割り当てから{Days}日以内にメール全体で増えた分です。どのメールのどの内容が効いたかは証明しません。"
        + "重なりがあるため、行どうしを足さないでください。",
        $"What mails added within {Days} days of the assignment, against who was held out of them. It does not prove "
        + "which mail or word did it. Do not add the comparisons up: they share leads.");

    public string OfCampaign => Language.Say(
        $"このキャンペーンから来たリードに、割り当てから{Days}日以内にメールで増えた分です。キャンペーンが人を集めた効果には対照群がなく、"
        + "証明されません。重なりがあるため、行どうしを足さないでください。",
        $"What mails added within {Days} days of the assignment to leads that came by this campaign. What the campaign "
        + "added by bringing them has no holdout and is not proven. Do not add the comparisons up: they share leads.");
}
