using LeadScoring.Doors;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using LeadScoring.Sales;
using LeadScoring.Scoring;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Leads;

/// <summary>
/// What <c>GET /api/leads</c> was asked for, checked: filters, page size, format and where the last page ended.
/// </summary>
public sealed record LeadListQuery(
    IReadOnlyList<ProductLine> Products, LeadFilters Filters, int Top, bool IsCsv, string Language,
    IReadOnlyDictionary<string, string> After)
{
    /// <summary>Beside the filters, what says how the list is answered.</summary>
    internal static readonly string[] Others = ["top", "cursor", "format", "lang", "curve"];

    /// <summary>Where the last page ended; null at the top.</summary>
    public PageEnd? End { get; init; }

    /// <summary>Each lead with its scores of the past months (<see cref="Curve"/>).</summary>
    public bool WithCurve { get; init; }

    /// <summary>How sales calls the owners.</summary>
    public SalesRules Sales { get; init; } = SalesRules.Default;

    /// <summary>An opaque text that continues this very list; null after the last lead.</summary>
    public string CursorAt(SortedDictionary<string, string> positions, PageEnd? end, CursorSeal seal) =>
        seal.Write(new Cursor(Mark(), positions, end));

    public static LeadListQuery? Read(
        IQueryCollection query, Edition edition, CursorSeal seal, Refusals refusals)
    {
        var fields = new QueryFields(query, refusals);
        fields.RefuseOthers([.. LeadFilters.Names(edition), "view", .. Others]);
        var asked = Ask(fields, edition);
        asked.Filters.Check(asked.Products, refusals);
        return refusals.Any ? null : asked.Continue(fields.Text("cursor"), seal, refusals);
    }

    private static LeadListQuery Ask(QueryFields fields, Edition edition)
    {
        var lines = edition.Rules.Products;
        var product = fields.OneOf("product", [.. lines.Keys]);
        var isCsv = fields.IsCsv();
        return new LeadListQuery(
            product is null ? [.. lines.Values] : [lines[product]],
            LeadFilters.Read(fields, edition),
            fields.Whole("top", 1, isCsv ? 10_000 : 1_000) ?? (isCsv ? 10_000 : 100),
            isCsv,
            fields.Language(edition.Sender.Locales),
            new Dictionary<string, string>())
        {
            WithCurve = fields.OneOf("curve", ["true", "false"]) == "true",
            Sales = edition.Sales,
        };
    }

    /// <summary>The same list behind the cursor of a page; null, with the reason, where it is none of its.</summary>
    public LeadListQuery? Continue(string? text, CursorSeal seal, Refusals refusals)
    {
        if (text is null) return this;
        if (seal.Read<Cursor>(text) is not { After: not null } cursor)
            refusals.Add("cursor", "Is not a cursor of this list: leave it out to begin at the top.");
        else if (cursor.Filters != Mark())
            refusals.Add("cursor", "Belongs to another list: keep all other parameters as they were, or leave it out.");
        else
            return this with { After = cursor.After, End = cursor.End };
        return null;
    }

    private string Mark() => $"{string.Join(',', Products.Select(product => product.Id))}|{Filters.Mark()}";

    private sealed record Cursor(string Filters, IReadOnlyDictionary<string, string> After, PageEnd? End);
}

/// <summary>The last lead that a page looked at, in which line, with its score of that moment.</summary>
public sealed record PageEnd(double Score, string Product, string LeadId);
