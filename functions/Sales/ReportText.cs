using LeadScoring.Parsing;
using NodaTime;

namespace LeadScoring.Sales;

/// <summary>Pure: a report in a line: its label, and how much, why, until when, and what was noted.</summary>
public static class ReportText
{
    public static string Of(string label, ReportDetails details, string language, DateTimeZone zone)
    {
        var parts = new[]
        {
            details.Result is { } result ? ResultText(result, language) : null,
            details.Amount is { } amount ? MoneyText.Of(amount, details.Currency, language) : null,
            details.Until is { } until ? ClaimText.DateText(until, zone) : null,
            details.Minutes is { } minutes ? language.Say($"{minutes}分", $"{minutes} min") : null,
            details.DoNotCall == true ? language.Say("今後の電話は不要", "no more calls") : null,
            details.Reason,
            details.Note,
        };
        var told = string.Join(language.Say("、", ", "), parts.OfType<string>());
        return told.Length == 0 ? label : language.Say($"{label}：{told}", $"{label}: {told}");
    }

    private static string ResultText(string result, string language) => result switch
    {
        "no-answer" => language.Say("応答なし", "no answer"),
        "busy" => language.Say("話し中", "busy"),
        "message" => language.Say("伝言を残した", "left a message"),
        "declined" => language.Say("断られた", "declined"),
        _ => language.Say("話せた", "spoke with them"),
    };
}
