using System.Text.Json;
using LeadScoring.Parsing;

namespace LeadScoring.Imports;

/// <summary>
/// Where a field's values come from: a column by its name or its number (from 1), or one value for all lines.
/// </summary>
/// <param name="Name">The column's name in the header.</param>
/// <param name="Number">The column's number, from 1.</param>
/// <param name="Value">The value of all lines; no column then.</param>
/// <param name="Format">How times are written, in letters like <c>yyyyMMdd</c>; null: the usual ways.</param>
/// <param name="Decimal">The decimal sign of amounts, if it is not the point.</param>
/// <param name="Values">What the file's words are here, for example types of reactions.</param>
/// <param name="Of">
/// Of an amount in a file of items: whether each line tells its own (<c>line</c>, also null) or its order's
/// (<c>order</c>).
/// </param>
public sealed record ImportColumn(
    string? Name, int? Number, string? Value = null, string? Format = null, string? Decimal = null,
    SortedDictionary<string, string>? Values = null, string? Of = null)
{
    public const string OfOrder = "order";

    private const int MostColumns = 500;

    /// <summary>A name, a number, or an object with the rest; null with the reason noted.</summary>
    public static ImportColumn? Read(JsonFields mapping, string field)
    {
        var given = mapping.Element.GetProperty(field);
        switch (given.ValueKind)
        {
            case JsonValueKind.String when mapping.Text(field) is { } name:
                return new ImportColumn(name, null);
            case JsonValueKind.Number:
                return new ImportColumn(null, mapping.Whole(field, 1, MostColumns));
            case JsonValueKind.Object:
                return Read(mapping.Object(field)!);
            default:
                mapping.Refuse(
                    field, "Must be the name of a column, its number from 1, or {\"column\":…} or {\"value\":…}.");
                return null;
        }
    }

    private static ImportColumn? Read(JsonFields fields)
    {
        fields.RefuseOthers("column", "value", "format", "decimal", "values", "of");
        var (name, number) = ((string?)null, (int?)null);
        if (fields.Has("column"))
        {
            if (fields.Element.GetProperty("column").ValueKind == JsonValueKind.Number)
                number = fields.Whole("column", 1, MostColumns);
            else
                name = fields.Text("column");
        }
        var value = fields.Text("value");
        if ((name is null && number is null) == value is null)
            fields.Refuse("column", "Give either column or value, not both and not neither.");
        return new ImportColumn(
            name, number, value, fields.Text("format", 40), fields.OneOf("decimal", [".", ","]), ReadValues(fields),
            fields.OneOf("of", ["line", OfOrder]));
    }

    private static SortedDictionary<string, string>? ReadValues(JsonFields fields)
    {
        if (fields.Object("values") is not { } values) return null;
        var words = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in values.Element.EnumerateObject())
            if (values.Text(member.Name) is { } word) words[member.Name] = word;
        return words;
    }
}
