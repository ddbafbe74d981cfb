using CsvHelper;
using LeadScoring.Doors;
using LeadScoring.Effect;
using LeadScoring.Insights;

namespace LeadScoring.Spend;

/// <summary>
/// The answer of <c>insights/attribution</c>: whole months, both ends included; <paramref name="Conversion"/> is the
/// share of paths that end in one so far, <paramref name="Open"/>: paths without one whose last touchpoint is younger
/// than <see cref="Romi.CycleMonths"/>. <paramref name="Days"/>: how long leads were followed for what holdouts say
/// beside.
/// </summary>
public sealed record AttributionView(
    string Product, Made Made, string By, string? From, string? To, string Currency, IReadOnlyList<string> Rules,
    long Paths, long Conversions, decimal Revenue, Figure Conversion, long Open, int Days,
    IReadOnlyList<PlaceOfCredit> Places, string? Note, string DoesNotProve);

/// <summary>A channel or campaign: what it is credited, and beside it what is known to be caused.</summary>
public sealed record PlaceOfCredit(
    string Place, IReadOnlyDictionary<string, PlaceCredit> Credit, Incremental Incremental);

/// <summary>
/// The answer of <c>insights/romi</c>; <paramref name="Margin"/> is the share of revenue that stays,
/// <paramref name="Days"/> how long leads were followed for what holdouts say beside credit.
/// </summary>
public sealed record RomiView(
    string Product, Made Made, string? From, string? To, string Currency, string Credit, decimal Margin,
    int Days, SpendLine Total, IReadOnlyList<SpendLine> Months, IReadOnlyList<SpendLine> Campaigns,
    IReadOnlyList<SpendCohort> Cohorts, string Note, string DoesNotProve);

/// <summary>Spend and return by month for a spreadsheet (<see cref="SpreadsheetCsv"/>).</summary>
internal static class SpendCsv
{
    private static readonly string[] Header =
        ["month", "cost", "costUnknown", "leads", "hotLeads", "customers", "orders", .. FigureCsv.Header("revenue"),
         "costPerLead", "costPerHotLead", "costPerCustomer", .. FigureCsv.Header("return")];

    public static byte[] Write(IEnumerable<SpendLine> months) => SpreadsheetCsv.Of(Header, months, Write);

    private static void Write(CsvWriter csv, SpendLine line)
    {
        csv.WriteTexts([line.Month]);
        csv.WriteField(line.Cost, "0.##");
        csv.WriteTexts([string.Join(' ', line.CostUnknown.Select(unknown => unknown.Campaign))]);
        foreach (var count in (long[])[line.Leads, line.HotLeads, line.Customers]) csv.WriteField(count);
        csv.WriteField(line.Orders, "0.###");
        csv.WriteFigure(line.Revenue, "0.##");
        foreach (var cost in (double?[])[line.CostPerLead, line.CostPerHotLead, line.CostPerCustomer])
            csv.WriteField(cost, "0.##");
        csv.WriteFigure(line.Return, "0.####");
    }
}

/// <summary>Credit for a spreadsheet, a row for each place and rule (<see cref="SpreadsheetCsv"/>).</summary>
internal static class CreditCsv
{
    private static readonly string[] Header =
        ["place", "label", "rule", .. FigureCsv.Header("conversions"), .. FigureCsv.Header("revenue")];

    /// <param name="places">What is credited.</param>
    /// <param name="labelOf">What people call a place.</param>
    public static byte[] Write(IEnumerable<PlaceOfCredit> places, Func<string, string> labelOf) => SpreadsheetCsv.Of(
        Header, places.SelectMany(place => Attribution.Rules.Select(rule => (
            place.Place, labelOf(place.Place), rule, place.Credit[rule]))),
        Write);

    private static void Write(CsvWriter csv, (string Place, string Label, string Rule, PlaceCredit Credit) row)
    {
        csv.WriteTexts([row.Place, row.Label, row.Rule]);
        csv.WriteFigure(row.Credit.Conversions, "0.####");
        csv.WriteFigure(row.Credit.Revenue, "0.##");
    }
}
