using LeadScoring.Consent;
using LeadScoring.Identity;
using LeadScoring.Intake;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using LeadScoring.Reactions;
using LeadScoring.Rights;
using LeadScoring.Sales;
using LeadScoring.Sending;
using LeadScoring.Storage;

namespace LeadScoring.Leads;

/// <summary>Pure: what happened to a lead, a line each, in Japanese or English, by the brand's own names.</summary>
internal sealed class TimelineText(Edition edition, string language)
{
    public string Of(Entry entry) => entry.RefusedFor is { } why
        ? language.Say($"受付不可（{Reason(why)}）", $"refused: {why}")
        : Reason(entry.Outcome ?? "waiting");

    public string Reaction(string type) =>
        edition.Rules.Reactions.GetValueOrDefault(type)?.Label.For(language) ?? type;

    /// <summary>With what sales reported, where it did.</summary>
    public string Of(Reaction reaction) => ReportDetails.Of(reaction) is { } told
        ? ReportText.Of(Reaction(reaction.Type), told, language, edition.Sender.TimeZone)
        : Reaction(reaction.Type);

    public string Of(PurchaseNote note) => MoneyText.Of(note.Amount, note.Currency, language);

    public string Of(ConsentRecord consent)
    {
        var known = edition.Sender.Consent.Purposes.ToDictionary(one => one.Id, one => one.Label.For(language));
        var purposes = consent.Purposes?.Select(id => known.GetValueOrDefault(id, id)).ToList() ?? [];
        var what = Reason(consent.What);
        return purposes.Count == 0 ? what : language.Say(
            $"{what}（{string.Join("、", purposes)}）", $"{what} ({string.Join(", ", purposes)})");
    }

    /// <summary>By its subject as it was sent; of what was not sent, by what it is called.</summary>
    public string Of(SendRecord send)
    {
        var status = Reason(send.Status == SendStatus.Claimed ? "unknown" : Json.Name(send.Status));
        var name = send.Subject ?? MailName.Of(send.Template, edition, language);
        var what = language.Say($"「{name}」：{status}", $"“{name}”: {status}");
        return send.Reason is null ? what : what + InBrackets(Reason(send.Reason));
    }

    /// <summary>What the provider told, with its own word for the kind of it.</summary>
    public string Event(string type, string? status) => status is null
        ? Reason(type)
        : language.Say($"{Reason(type)}：{status}", $"{type}: {status}");

    public string Of(StageChange change) =>
        (change.From is null
            ? language.Say($"「{Stage(change.To)}」で開始", $"Begins at {Stage(change.To)}")
            : $"{Stage(change.From)} → {Stage(change.To)}") + InBrackets(Cause(change.Reason));

    public string Of(ClassChange change) =>
        (change.From is null
            ? language.Say($"「{Class(change.To)}」になりました", $"Became {Class(change.To)}")
            : $"{Class(change.From)} → {Class(change.To)}") + (change.Lapsed ? language.Say("（離反）", " (lapsed)") : "");

    public string Of(UseChange use) => use.Stopped
        ? language.Say("ご本人の申し出によりデータの利用を停止", "Stopped at the person's request")
        : language.Say("データの利用を再開", "Allowed again");

    /// <summary>Leads are told apart by the beginning of their ids.</summary>
    public string Of(MergeNote merge)
    {
        var (from, into) = (merge.From[..Math.Min(8, merge.From.Length)], merge.Into[..Math.Min(8, merge.Into.Length)]);
        var what = merge.Undone
            ? language.Say($"リード{from}…と{into}…の統合を解除", $"Lead {from}… stands apart from {into}… again")
            : language.Say($"リード{from}…を{into}…に統合", $"Lead {from}… became part of {into}…");
        return merge.Why.Length == 0 ? what : what + InBrackets(merge.Why);
    }

    private string Reason(string reason) => ReasonText.Of(reason, language);

    /// <summary>A reaction is a cause by its type.</summary>
    private string Cause(string cause) =>
        edition.Rules.Reactions.ContainsKey(cause) ? Reaction(cause) : Reason(cause);

    private string Stage(string? id) =>
        id is null ? "-" : edition.Rules.Stages.Find(id)?.Label.For(language) ?? id;

    private string Class(string? id) => id is null ? "-" : ClassText.Of(id, language);

    private string InBrackets(string text) => language.Say($"（{text}）", $" ({text})");
}
