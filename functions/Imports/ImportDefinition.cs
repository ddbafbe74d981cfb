using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using LeadScoring.Leads;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using NodaTime;

namespace LeadScoring.Imports;

/// <summary>What a file holds and how it is to be read, as it was told when the import was made.</summary>
public sealed partial record ImportDefinition
{
    public const string Whitespace = "whitespace";
    public const string Utf8 = "utf-8";
    public const string ShiftJis = "shift_jis";

    private const int MostFields = 60;

    public required ImportKind Kind { get; init; }

    /// <summary>The product of lines that name none; null: as the doors find it.</summary>
    public string? Product { get; init; }

    /// <summary>By field (<see cref="ImportFields"/>).</summary>
    public required SortedDictionary<string, ImportColumn> Mapping { get; init; }

    /// <summary><c>,</c>, <c>;</c>, <c>|</c>, a tab, or <see cref="Whitespace"/>.</summary>
    public string Delimiter { get; init; } = ",";

    public string Encoding { get; init; } = Utf8;

    /// <summary>Whether the first line names the columns.</summary>
    public bool Header { get; init; } = true;

    /// <summary>The zone of times that name none.</summary>
    public required string TimeZone { get; init; }

    /// <summary>
    /// What stands behind customer numbers: a number becomes the address <c>{number}@{namespace}.invalid</c>, of a
    /// domain that RFC 2606 keeps free of mail for ever.
    /// </summary>
    public string Namespace { get; init; } = "customer";

    /// <summary>Past data begins no scenario, raises no alert and thanks nobody; false: as if it came in now.</summary>
    public bool Quiet { get; init; } = true;

    /// <summary>Whether lines are items of orders, and those of one order belong together.</summary>
    [JsonIgnore]
    public bool HasOrders => Mapping.ContainsKey("id") && Mapping.TryGetValue("sku", out var sku) && sku.Value is null;

    /// <summary>Whether an order's amount is that of its lines together, and not told on each of them.</summary>
    [JsonIgnore]
    public bool SumsAmounts => Mapping.GetValueOrDefault("amount")?.Of != ImportColumn.OfOrder;

    /// <summary>Null with the reasons noted.</summary>
    public static ImportDefinition? Read(JsonFields fields, Edition edition)
    {
        fields.RefuseOthers(
            "id", "name", "kind", "product", "mapping", "delimiter", "encoding", "header", "timeZone", "namespace",
            "quiet");
        var kind = fields.RequiredOneOf("kind", ["purchases", "reactions", "leads"]) switch
        {
            "leads" => ImportKind.Leads,
            "reactions" => ImportKind.Reactions,
            _ => ImportKind.Purchases,
        };
        var product = fields.OneOf("product", [.. edition.Rules.Products.Keys]);
        var header = fields.Flag("header") ?? true;
        var zone = fields.TimeZone("timeZone")
            ?? (product is not null && edition.Rules.Products.TryGetValue(product, out var line)
                ? line.TimeZone
                : edition.Sender.TimeZone);
        var delimiter = Delimited(fields);
        var encoding = fields.OneOf("encoding", [Utf8, ShiftJis]) ?? Utf8;
        if (encoding == ShiftJis && delimiter == "|")
            fields.Refuse("delimiter", "Cannot be | in shift_jis, where it is half of many characters: use another.");
        var mapping = ReadMapping(fields, kind, header);
        if (fields.Refusals.Any) return null;
        return new ImportDefinition
        {
            Kind = kind,
            Product = product,
            Mapping = mapping,
            Delimiter = delimiter,
            Encoding = encoding,
            Header = header,
            TimeZone = zone.Id,
            Namespace = Named(fields) ?? "customer",
            Quiet = fields.Flag("quiet") ?? true,
        };
    }

    public DateTimeZone Zone() => DateTimeZoneProviders.Tzdb[TimeZone];

    private static string Delimited(JsonFields fields)
    {
        // A tab is no text to read once it is trimmed.
        if (fields.Has("delimiter") && fields.Element.GetProperty("delimiter").ValueEquals("\t")) return "\t";
        return fields.OneOf("delimiter", [",", ";", "|", "tab", Whitespace]) switch
        {
            null => ",",
            "tab" => "\t",
            var one => one,
        };
    }

    private static string? Named(JsonFields fields)
    {
        var name = fields.Text("namespace", 40);
        if (name is not null && !NamespacePattern().IsMatch(name))
            fields.Refuse("namespace", "Must be small letters, digits and hyphens, like shop-2024.");
        return name;
    }

    private static SortedDictionary<string, ImportColumn> ReadMapping(JsonFields fields, ImportKind kind, bool header)
    {
        var mapping = new SortedDictionary<string, ImportColumn>(StringComparer.Ordinal);
        _ = Named(fields);
        if (fields.Object("mapping") is not { } given)
        {
            fields.Missing("mapping", 0);
            return mapping;
        }
        foreach (var field in given.Element.EnumerateObject().Select(member => member.Name).Take(MostFields))
        {
            if (!ImportFields.IsKnown(kind, field))
                given.Refuse(field, $"Is not a field here: there are {string.Join(", ", ImportFields.Of(kind))}.");
            else if (ImportColumn.Read(given, field) is { } column)
                mapping[field] = column;
            if (!header && mapping.GetValueOrDefault(field)?.Name is not null)
                given.Refuse(field, "Must be a column's number from 1: a file without a header names no columns.");
            if (mapping.GetValueOrDefault(field)?.Format is { } format && ImportTimes.ReasonAgainst(format) is { } why)
                given.Refuse(field, why);
            if (mapping.GetValueOrDefault(field)?.Of is not null && field != "amount")
                given.Refuse(field, "Only an amount is of a line or of an order: leave of out.");
        }
        foreach (var field in ImportFields.Required(kind).Where(field => !given.Has(field)))
            given.Refuse(field, "Is required.");
        if (given.Has("email") == given.Has(ImportFields.Customer))
            given.Refuse("email", "Map either email or customer (a number of yours), not both and not neither.");
        return mapping;
    }

    /// <summary>The address of a customer who is known by a number only; null where the number makes none.</summary>
    public EmailAddress? AddressOf(string number) =>
        NumberPattern().IsMatch(number) ? EmailAddress.OfNumber(number, Namespace) : null;

    [GeneratedRegex(@"^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?\z")]
    private static partial Regex NamespacePattern();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{0,59}\z")]
    private static partial Regex NumberPattern();
}
