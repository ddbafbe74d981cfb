using System.Collections.Immutable;
using LeadScoring.Intake;
using LeadScoring.Leads;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using LeadScoring.Reactions;
using LeadScoring.Storage;

namespace LeadScoring.Imports;

/// <summary>
/// One line, or the lines of one order, as understood. <paramref name="Item"/> is null where <paramref name="Errors"/>
/// say why: by field, without the values of those that say who somebody is.
/// </summary>
public sealed record ParsedLine(
    int Line, string? LeadId, ImportItem? Item, SortedDictionary<string, string> Values, IReadOnlyList<string> Errors)
{
    /// <summary>All lines of the order; null: just the one.</summary>
    public IReadOnlyList<int>? Lines { get; init; }

    public static ParsedLine Wrong(int line, string why) => new(line, null, null, [], [why]);
}

/// <summary>
/// Pure: reads lines into what the doors of reactions and purchases would have read, by the same parser, so there is
/// one truth about what may be said of a lead.
/// </summary>
public sealed class LineParser(
    ImportDefinition definition, IReadOnlyDictionary<string, int> columns, Edition edition, LeadIds ids,
    DateTimeOffset now, DateTimeOffset importedAt)
{
    /// <summary>Of one line, in the columns that are fields: a hundred of them fit into one transaction.</summary>
    private const int MostText = 10_000;

    public static string TooLong { get; } = $"Has more than {MostText:N0} characters in its columns: is a quote wrong?";

    private readonly ItemParser _items = new(edition, ids, now);

    /// <summary>What each field's column is, by its place; with the names of those that are not there.</summary>
    public static (IReadOnlyDictionary<string, int> Places, IReadOnlyList<string> Missing) Columns(
        ImportDefinition definition, IReadOnlyList<string>? header)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var missing = new List<string>();
        foreach (var (field, column) in definition.Mapping.Where(mapped => mapped.Value.Value is null))
        {
            var place = column.Number is { } number
                ? number - 1
                : PlaceOf(column.Name!, header ?? []);
            if (place < 0) missing.Add(field);
            else places[field] = place;
        }
        return (places, missing);
    }

    private static int PlaceOf(string column, IReadOnlyList<string> header) =>
        header.Index().Where(name => name.Item.Equals(column, StringComparison.OrdinalIgnoreCase))
            .Select(name => name.Index).FirstOrDefault(-1);

    /// <summary>What a line says, and of whom; null where that is more than any line holds.</summary>
    public LineValues? Read(int line, IReadOnlyList<string> cells)
    {
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (field, column) in definition.Mapping)
        {
            var text = column.Value ?? (columns[field] is var at && at < cells.Count ? cells[at] : "");
            if (column.Values?.GetValueOrDefault(text) is { } word) text = word;
            if (text.Length > 0) values[field] = text;
        }
        if (values.Sum(value => value.Value.Length) > MostText) return null;
        var lead = Email(values, []) is { } email ? ids.Of(email) : null;
        var order = definition.HasOrders && values.TryGetValue("id", out var id) ? VisibleText.Of(id) : "";
        return new LineValues(line, lead, order.Length == 0 ? null : Digest.Of(order), values);
    }

    /// <summary>A line by itself.</summary>
    public ParsedLine Parse(int line, IReadOnlyList<string> cells) =>
        Read(line, cells) is { } values ? Parse([values]) : ParsedLine.Wrong(line, TooLong);

    /// <summary>One line, or those of an order, in the order of the file.</summary>
    public ParsedLine Parse(IReadOnlyList<LineValues> lines)
    {
        var (refusals, errors) = (new Refusals(), new SortedDictionary<string, string>(StringComparer.Ordinal));
        var values = LineValues.Together(
            lines, definition.SumsAmounts, field => errors[field] = "Is not the same on all lines of this order.");
        var email = Email(values, errors);
        var lead = email is null ? null : ids.Of(email);
        var json = new LineJson(definition, edition, errors).Of(lines, values, lead);
        var item = email is null ? null : Read(lines, email, values, JsonFields.Parse(json, refusals)!);
        foreach (var (field, messages) in refusals.ToErrors().Where(refused => refused.Key != "leadId"))
            errors.TryAdd(NameOf(field), messages[0]);
        return new ParsedLine(
            lines[0].Line, lead, errors.Count == 0 ? item : null, values,
            [.. errors.Select(error => $"{error.Key}: {HarmlessText.OfMessage(error.Value)}")])
        {
            Lines = [.. lines.Select(line => line.Line)],
        };
    }

    private ImportItem? Read(
        IReadOnlyList<LineValues> lines, EmailAddress email, SortedDictionary<string, string> values,
        JsonFields fields)
    {
        var line = lines[0].Line;
        if (definition.Kind == ImportKind.Leads)
            return new ImportItem(line, email.Text, null, null, Words(fields));
        var accepted = definition.Kind == ImportKind.Purchases ? _items.Purchase(fields) : _items.Reaction(fields);
        if (accepted is null) return null;
        var item = new ImportItem(line, email.Text, accepted.Reaction, accepted.Purchase, null)
        {
            HasOwnId = values.ContainsKey("id"),
        };
        return item.HasOwnId ? item : item.Named("").Named(item.Named("").Derived());
    }

    private LeadWords Words(JsonFields fields)
    {
        var at = fields.PastTime("updatedAt", now) ?? importedAt;
        var language = fields.Text("locale", 20)?.Split('-', '_')[0].ToLowerInvariant();
        if (language is not null && !edition.Sender.Locales.Contains(language))
            fields.Refuse("locale", $"Must be one of {string.Join(", ", edition.Sender.Locales)}.");
        return new LeadWords
        {
            Name = Said(fields.Text("name", 100)),
            Phone = Said(EntryParser.Phone(fields)),
            Locale = Said(language),
            Attributes = EntryParser.Attributes(fields).ToImmutableSortedDictionary(
                answer => answer.Key, answer => new Dated(answer.Value, at), StringComparer.Ordinal),
        };

        Dated? Said(string? text) => text is null ? null : new Dated(text, at);
    }

    private EmailAddress? Email(SortedDictionary<string, string> values, SortedDictionary<string, string> errors)
    {
        if (values.GetValueOrDefault(ImportFields.Customer) is { } number)
        {
            var address = definition.AddressOf(number);
            if (address is null) errors[ImportFields.Customer] = "Must be letters, digits, . _ and -, up to 60.";
            return address;
        }
        if (values.GetValueOrDefault("email") is not { } typed)
        {
            errors[definition.Mapping.ContainsKey("email") ? "email" : ImportFields.Customer] = "Is required.";
            return null;
        }
        var email = EmailAddress.Parse(typed, out var reason);
        if (email is null) errors["email"] = reason!;
        return email;
    }

    /// <summary>Of <c>items[0].sku</c> the column: which of the lines it was, nobody has numbered.</summary>
    private static string NameOf(string path) =>
        path.StartsWith("items[", StringComparison.Ordinal) && path.Contains("].", StringComparison.Ordinal)
            ? path[(path.IndexOf("].", StringComparison.Ordinal) + 2)..]
            : path;
}
