using CsvHelper;
using LeadScoring.Doors;
using LeadScoring.Insights;

namespace LeadScoring.Funnel;

/// <summary>The funnel for a spreadsheet, a row for each line and step (<see cref="SpreadsheetCsv"/>).</summary>
internal static class FunnelCsv
{
    private static readonly string[] Header =
        ["key", "label", "step", "stepLabel", "count", "open", .. FigureCsv.Header("ofFirst"),
         .. FigureCsv.Header("ofPrevious"), .. TouchpointCsv.Days];

    public static byte[] Write(IEnumerable<FunnelLine> lines) =>
        SpreadsheetCsv.Of(Header, lines.SelectMany(line => line.Steps.Select(step => (line, step))), Write);

    private static void Write(CsvWriter csv, (FunnelLine Line, FunnelStep Step) row)
    {
        var (line, step) = row;
        csv.WriteTexts([line.Key, line.Label, step.Step, step.Label]);
        csv.WriteField(step.Count);
        csv.WriteField(step.Open);
        csv.WriteFigure(step.OfFirst, "0.######");
        csv.WriteFigure(step.OfPrevious, "0.######");
        foreach (var day in (int?[])[step.Days?.LowerQuartile, step.Days?.Median, step.Days?.UpperQuartile])
            csv.WriteField(day);
    }
}

/// <summary>Touchpoints before an order for a spreadsheet (<see cref="SpreadsheetCsv"/>).</summary>
internal static class TouchpointCsv
{
    public static readonly string[] Days = ["daysLowerQuartile", "daysMedian", "daysUpperQuartile"];

    private static readonly string[] Header =
        ["kind", "value", "label", .. FigureCsv.Header("buyers"), .. FigureCsv.Header("others"),
         .. FigureCsv.Header("lift"), .. Days];

    public static byte[] Write(IEnumerable<TouchFinding> touches) => SpreadsheetCsv.Of(Header, touches, Write);

    private static void Write(CsvWriter csv, TouchFinding touch)
    {
        csv.WriteTexts([touch.Kind, touch.Value, touch.Label]);
        foreach (var figure in (Figure[])[touch.Buyers, touch.Others, touch.Lift]) csv.WriteFigure(figure, "0.######");
        foreach (var day in (int?[])[touch.LowerQuartile, touch.Median, touch.UpperQuartile]) csv.WriteField(day);
    }
}
