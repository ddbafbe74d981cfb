using CsvHelper;

namespace LeadScoring.Insights;

/// <summary>Figures for a spreadsheet: three cells each, empty where nothing is known.</summary>
internal static class FigureCsv
{
    /// <summary>The names of a figure's cells: <c>revenue</c>, <c>revenueLow</c>, <c>revenueHigh</c>.</summary>
    public static string[] Header(string name) => [name, name + "Low", name + "High"];

    public static void WriteFigure(this CsvWriter csv, Figure figure, string format)
    {
        foreach (var part in (double?[])[figure.Value, figure.Low, figure.High]) csv.WriteField(part, format);
    }
}
