using CsvHelper;
using LeadScoring.Doors;

namespace LeadScoring.Rewards;

/// <summary>Points by month for a spreadsheet (<see cref="SpreadsheetCsv"/>).</summary>
internal static class PointsCsv
{
    private static readonly string[] Header =
        ["month", "earned", "adjusted", "takenBack", "spent", "expired", "outstanding", "holders", "debt", "debtors"];

    public static byte[] Write(IEnumerable<PointsMonth> months) => SpreadsheetCsv.Of(Header, months, Write);

    private static void Write(CsvWriter csv, PointsMonth month)
    {
        csv.WriteTexts([month.Month]);
        var (flow, end) = (month.Flow, month.End);
        long[] counts =
            [flow.Earned, flow.Adjusted, flow.TakenBack, flow.Spent, flow.Expired, end.Outstanding, end.Holders,
             end.Debt, end.Debtors];
        foreach (var count in counts) csv.WriteField(count);
    }
}
