using System.Globalization;
using CsvHelper;
using LeadScoring.Storage;

namespace LeadScoring.Proof;

/// <summary>A list of mails for a spreadsheet: UTF-8 with BOM, CRLF, no text that runs as a formula.</summary>
public static class SendsCsv
{
    private static readonly CsvWriterOptions Format = new()
    {
        WriteByteOrderMark = true,
        Injection = CsvInjection.Escape,
        FormatProvider = CultureInfo.InvariantCulture,
    };

    private static readonly string[] Header =
        ["day", "leadId", "sendId", "scenario", "version", "step", "template", "status", "reason", "attempts",
         "intendedAt", "decidedAt", "sentAt", "nextTryAt"];

    public static byte[] Write(IEnumerable<SendListItem> mails)
    {
        using var buffer = new MemoryStream();
        using (var csv = CsvWriter.Create(buffer, Format, leaveOpen: true))
        {
            csv.WriteHeader(Header);
            foreach (var mail in mails) Write(csv, mail);
        }
        return buffer.ToArray();
    }

    private static void Write(CsvWriter csv, SendListItem mail)
    {
        string?[] fields =
        [
            mail.Day, mail.LeadId, mail.SendId, mail.Scenario, mail.Version?.ToString(CultureInfo.InvariantCulture),
            mail.Step, mail.Template, Json.Name(mail.Status), mail.Reason,
            mail.Attempts.ToString(CultureInfo.InvariantCulture), Time(mail.IntendedAt), Time(mail.DecidedAt),
            Time(mail.SentAt), Time(mail.NextTryAt),
        ];
        foreach (var text in fields) csv.WriteField(text);
        csv.EndRecord();
    }

    private static string? Time(DateTimeOffset? at) =>
        at?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
