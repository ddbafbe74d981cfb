using CsvHelper;
using LeadScoring.Doors;

namespace LeadScoring.Value;

/// <summary>The customers from whom most is expected for a spreadsheet (<see cref="SpreadsheetCsv"/>).</summary>
internal static class LtvCustomersCsv
{
    private static readonly string[] Header =
        ["leadId", "email", "name", "repeatOrders", "firstOrder", "latestOrder", "alive", "expectedOrders",
         "expectedValue"];

    public static byte[] Write(IEnumerable<LtvCustomer> customers) => SpreadsheetCsv.Of(Header, customers, Write);

    private static void Write(CsvWriter csv, LtvCustomer one)
    {
        csv.WriteTexts([one.LeadId, one.Email, one.Name]);
        csv.WriteField(one.RepeatOrders);
        csv.WriteTexts([one.FirstOrder, one.LatestOrder]);
        csv.WriteField(one.Alive, "0.####");
        csv.WriteField(one.ExpectedOrders, "0.####");
        csv.WriteField(one.ExpectedValue, "0.##");
    }
}
