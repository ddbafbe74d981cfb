using System.Globalization;
using CsvHelper;
using LeadScoring.Scoring;

namespace LeadScoring.Leads;

/// <summary>
/// A list as a file that opens right in a Japanese spreadsheet: UTF-8 with BOM, CRLF, RFC 4180 quoting; a text that a
/// spreadsheet would run as a formula (<c>= + - @</c>, tab, return at its start) is neutralised with an apostrophe, and
/// so are their full-width forms, which a Japanese Excel takes for the same.
/// </summary>
public static class LeadCsv
{
    private static readonly CsvWriterOptions Format = new()
    {
        WriteByteOrderMark = true,
        Injection = CsvInjection.Escape,
        FormatProvider = CultureInfo.InvariantCulture,
    };

    private static readonly string[] Header =
        ["leadId", "email", "name", "phone", "product", "score", "points", "stage", "stageSince", "class",
         "lastReactionAt", "why", "coolsOn", "owner", "campaigns", "mayCall", "interests"];

    public static byte[] Write(IEnumerable<LeadListItem> leads)
    {
        using var buffer = new MemoryStream();
        using (var csv = CsvWriter.Create(buffer, Format, leaveOpen: true))
        {
            csv.WriteHeader(Header);
            foreach (var lead in leads) Write(csv, lead);
        }
        return buffer.ToArray();
    }

    private static void Write(CsvWriter csv, LeadListItem lead)
    {
        foreach (var text in new[] { lead.LeadId, lead.Email, lead.Name, lead.Phone, lead.Product })
            csv.WriteField(Inert(text));
        csv.WriteField(lead.Score, "0.0");
        csv.WriteField(lead.Points, "0.00");
        string?[] rest =
        [
            lead.Stage, Time(lead.StageSince), lead.Class, Time(lead.LastReactionAt),
            string.Join("; ", lead.Why.Select(why => why.Text)), lead.CoolsOn, lead.Owner,
            string.Join(' ', lead.Campaigns), lead.MayCall ? "yes" : "no",
            string.Join("; ", lead.Interests.Select(Text)),
        ];
        foreach (var text in rest) csv.WriteField(Inert(text));
        csv.EndRecord();
    }

    private static string? Inert(string? text) => text is ['＝' or '＋' or '－' or '＠', ..] ? "'" + text : text;

    private static string Text(Interest interest) =>
        string.Create(CultureInfo.InvariantCulture, $"{interest.Product} {interest.Score:0.0}");

    private static string? Time(DateTimeOffset? at) =>
        at?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
