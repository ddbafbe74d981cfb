using System.Globalization;
using CsvHelper;
using LeadScoring.Doors;
using LeadScoring.Scoring;

namespace LeadScoring.Leads;

/// <summary>The list of leads for a spreadsheet (<see cref="SpreadsheetCsv"/>).</summary>
public static class LeadCsv
{
    private static readonly string[] Header =
        ["leadId", "email", "name", "phone", "product", "score", "points", "stage", "stageSince", "class",
         "lastReactionAt", "why", "coolsOn", "owner", "campaigns", "mayCall", "interests", "attributes",
         "claimedUntil", "nextContactAt", "likeness"];

    public static byte[] Write(IEnumerable<LeadListItem> leads) => SpreadsheetCsv.Of(Header, leads, Write);

    private static void Write(CsvWriter csv, LeadListItem lead)
    {
        csv.WriteTexts([lead.LeadId, lead.Email, lead.Name, lead.Phone, lead.Product]);
        csv.WriteField(lead.Score, "0.0");
        csv.WriteField(lead.Points, "0.00");
        csv.WriteTexts(
        [
            lead.Stage, SpreadsheetCsv.Time(lead.StageSince), lead.Class, SpreadsheetCsv.Time(lead.LastReactionAt),
            string.Join("; ", lead.Why.Select(why => why.Text)), lead.CoolsOn, lead.Owner,
            string.Join(' ', lead.Campaigns), lead.MayCall ? "yes" : "no",
            string.Join("; ", lead.Interests.Select(Text)),
            string.Join("; ", lead.Attributes.Select(answer => $"{answer.Key}={answer.Value}")),
            SpreadsheetCsv.Time(lead.Claim?.Until), SpreadsheetCsv.Time(lead.NextContactAt),
            lead.Likeness?.Level.ToString(CultureInfo.InvariantCulture),
        ]);
    }

    private static string Text(Interest interest) =>
        string.Create(CultureInfo.InvariantCulture, $"{interest.Product} {interest.Score:0.0}");
}
