using CsvHelper;
using LeadScoring.Doors;

namespace LeadScoring.Loyalty;

/// <summary>Customers at risk for a spreadsheet (<see cref="SpreadsheetCsv"/>).</summary>
public static class AtRiskCsv
{
    private static readonly string[] Header =
        ["leadId", "email", "name", "phone", "product", "class", "lapsed", "lapsesOn", "inDays", "lastOrderOn",
         "orders", "total", "score", "stage", "owner", "why"];

    public static byte[] Write(IEnumerable<AtRiskLead> leads) => SpreadsheetCsv.Of(Header, leads, Write);

    private static void Write(CsvWriter csv, AtRiskLead lead)
    {
        csv.WriteTexts([lead.LeadId, lead.Email, lead.Name, lead.Phone, lead.Product, lead.Class]);
        csv.WriteTexts([lead.Lapsed ? "yes" : "no", lead.LapsesOn]);
        csv.WriteField(lead.InDays);
        csv.WriteTexts([lead.LastOrderOn]);
        csv.WriteField(lead.Orders);
        csv.WriteField(lead.Total);
        csv.WriteField(lead.Score, "0.0");
        csv.WriteTexts([lead.Stage, lead.Owner, lead.Why]);
    }
}
