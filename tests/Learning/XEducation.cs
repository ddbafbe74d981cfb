using System.Text.RegularExpressions;

namespace LeadScoring.Tests.Learning;

/// <summary>The leads of an online school with what is known of them and whether they enrolled.</summary>
internal static partial class XEducation
{
    /// <summary>Columns that sales filled in after talking to the lead: to learn from them is to look ahead.</summary>
    public static readonly string[] SetBySales =
        ["Tags", "Lead Quality", "Lead Profile", "Asymmetrique Activity Index", "Asymmetrique Profile Index",
         "Asymmetrique Activity Score", "Asymmetrique Profile Score"];

    private static readonly string[] NotAnswers = ["", "Prospect ID", "Lead Number", "Converted"];

    /// <summary>In the order of the file, empty answers left out; skips where the file is absent.</summary>
    public static List<(Dictionary<string, string> Answers, bool Enrolled)> Leads(bool withSalesColumns)
    {
        var lines = SharedData.Lines("xeducation_leads.csv.gz").Select(Cells).ToList();
        string[] left = withSalesColumns ? NotAnswers : [.. NotAnswers, .. SetBySales];
        var header = lines[0];
        var outcome = Array.IndexOf(header, "Converted");
        return [.. lines.Skip(1).Select(cells => (
            header.Zip(cells).Where(cell => cell.Second.Length > 0 && !left.Contains(cell.First))
                .ToDictionary(cell => cell.First, cell => cell.Second, StringComparer.Ordinal),
            cells[outcome] == "1"))];
    }

    private static string[] Cells(string line) =>
        [.. Cell().Matches(line.TrimEnd('\r')).Select(cell => cell.Groups[1].Value.Trim('"').Trim())];

    [GeneratedRegex(@"(?:^|,)(""[^""]*""|[^,]*)")]
    private static partial Regex Cell();
}
