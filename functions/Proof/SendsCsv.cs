using System.Globalization;
using LeadScoring.Doors;
using LeadScoring.Storage;

namespace LeadScoring.Proof;

/// <summary>A list of mails for a spreadsheet (<see cref="SpreadsheetCsv"/>).</summary>
public static class SendsCsv
{
    private static readonly string[] Header =
        ["day", "leadId", "sendId", "scenario", "version", "step", "template", "status", "reason", "attempts",
         "intendedAt", "decidedAt", "sentAt", "nextTryAt"];

    public static byte[] Write(IEnumerable<SendListItem> mails) => SpreadsheetCsv.Of(
        Header, mails, (csv, mail) => csv.WriteTexts(
        [
            mail.Day, mail.LeadId, mail.SendId, mail.Scenario, mail.Version?.ToString(CultureInfo.InvariantCulture),
            mail.Step, mail.Template, Json.Name(mail.Status), mail.Reason,
            mail.Attempts.ToString(CultureInfo.InvariantCulture), SpreadsheetCsv.Time(mail.IntendedAt),
            SpreadsheetCsv.Time(mail.DecidedAt), SpreadsheetCsv.Time(mail.SentAt),
            SpreadsheetCsv.Time(mail.NextTryAt),
        ]));
}
