using LeadScoring.Leads;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using LeadScoring.Scoring;
using NodaTime;

namespace LeadScoring.Sales;

/// <summary>Pure: what became of a claim, in words, with the brand's local date on which it ends.</summary>
public static class ClaimText
{
    public static string Of(ClaimNote note, Edition edition, string language)
    {
        var (sales, ja) = (edition.Sales, language.IsJapanese());
        var (who, from) = (sales.NameOf(note.Owner), note.From is { } other ? sales.NameOf(other) : "");
        var until = note.Until is { } end ? DateText(end, edition.Sender.TimeZone) : "";
        var text = (note.What, ja) switch
        {
            (ClaimEvent.Claimed, true) => $"{who}が担当（{until}まで）",
            (ClaimEvent.Claimed, _) => $"{who} claimed it (until {until})",
            (ClaimEvent.Prolonged, true) => $"{who}の担当を延長（{until}まで）",
            (ClaimEvent.Prolonged, _) => $"{who} keeps it (until {until})",
            (ClaimEvent.Taken, true) => $"担当を{from}から{who}に変更（{until}まで）",
            (ClaimEvent.Taken, _) => $"Taken from {from} for {who} (until {until})",
            (ClaimEvent.Transferred, true) => $"{from}から{who}に引き継ぎ（{until}まで）",
            (ClaimEvent.Transferred, _) => $"{from} handed it over to {who} (until {until})",
            (ClaimEvent.Released, true) => $"{who}の担当を解除",
            (ClaimEvent.Released, _) => $"{who} gave it up",
            (_, true) => $"{who}の担当期間が終了",
            _ => $"The claim of {who} ended",
        };
        return note.Note is null ? text : ja ? $"{text}：{note.Note}" : $"{text}: {note.Note}";
    }

    internal static string DateText(DateTimeOffset at, DateTimeZone zone) => Standing.DateText(Days.Of(at, zone));
}
