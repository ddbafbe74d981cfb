using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using LeadScoring.Intake;
using LeadScoring.Leads;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using LeadScoring.Reactions;

namespace LeadScoring.Imports;

/// <summary>
/// One line as it was understood. <paramref name="Item"/> is null where <paramref name="Errors"/> say why: by field,
/// without the values of those that say who somebody is.
/// </summary>
public sealed record ParsedLine(
    int Line, string? LeadId, ImportItem? Item, SortedDictionary<string, string> Values, IReadOnlyList<string> Errors);

/// <summary>
/// Pure: reads a line into what the doors of reactions and purchases would have read, by the same parser, so there is
/// one truth about what may be said of a lead.
/// </summary>
public sealed class LineParser(
    ImportDefinition definition, IReadOnlyDictionary<string, int> columns, Edition edition, LeadIds ids,
    DateTimeOffset now, DateTimeOffset importedAt)
{
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

    public ParsedLine Parse(int line, IReadOnlyList<string> cells)
    {
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (field, column) in definition.Mapping)
        {
            var text = column.Value ?? (columns[field] is var at && at < cells.Count ? cells[at] : "");
            if (column.Values?.GetValueOrDefault(text) is { } word) text = word;
            if (text.Length > 0) values[field] = text;
        }
        var (refusals, errors) = (new Refusals(), new SortedDictionary<string, string>(StringComparer.Ordinal));
        var email = Email(values, errors);
        var fields = JsonFields.Parse(Written(values, email, errors), refusals)!;
        var item = email is null ? null : Read(line, email, values, fields);
        foreach (var (field, messages) in refusals.ToErrors().Where(refused => refused.Key != "leadId"))
            errors.TryAdd(NameOf(field), ImportFields.IsPersonal(NameOf(field)) ? Plain(messages[0]) : messages[0]);
        return new ParsedLine(
            line, email is null ? null : ids.Of(email), errors.Count == 0 ? item : null, values,
            [.. errors.Select(error => $"{error.Key}: {Masked(error.Value)}")]);
    }

    private ImportItem? Read(
        int line, EmailAddress email, SortedDictionary<string, string> values, JsonFields fields)
    {
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

    /// <summary>The line as the JSON that the doors take.</summary>
    private byte[] Written(
        SortedDictionary<string, string> values, EmailAddress? email, SortedDictionary<string, string> errors)
    {
        var written = new ArrayBufferWriter<byte>(256);
        using var json = new Utf8JsonWriter(written);
        json.WriteStartObject();
        if (!values.ContainsKey("id")) json.WriteString("id", "-");
        if (email is not null) json.WriteString("leadId", ids.Of(email));
        if (!values.ContainsKey("product") && definition.Product is { } product) json.WriteString("product", product);
        if (definition.Kind == ImportKind.Purchases && !values.ContainsKey("currency") && Currency(values) is { } unit)
            json.WriteString("currency", unit);
        foreach (var (field, text) in values) Write(json, field, text, errors);
        WriteItem(json, values, errors);
        WriteAttributes(json, values);
        json.WriteEndObject();
        json.Flush();
        return written.WrittenSpan.ToArray();
    }

    private string? Currency(SortedDictionary<string, string> values)
    {
        var named = values.GetValueOrDefault("product") ?? definition.Product;
        var products = edition.Rules.Products;
        return named is not null ? products.GetValueOrDefault(named)?.Currency
            : products.Count == 1 ? products.Values.Single().Currency : null;
    }

    private void Write(Utf8JsonWriter json, string field, string text, SortedDictionary<string, string> errors)
    {
        switch (field)
        {
            case "occurredAt" or "updatedAt":
                if (TimeOf(field, text, errors) is { } time) json.WriteString(field, time);
                break;
            case "amount":
                if (Number(field, text, errors) is { } amount) json.WriteNumber(field, amount);
                break;
            case "email" or ImportFields.Customer or "sku" or "quantity" or "unitPrice" or "listPrice":
                break; // written elsewhere
            case var _ when field.StartsWith(ImportFields.AttributePrefix, StringComparison.Ordinal):
                break;
            default:
                json.WriteString(field, text);
                break;
        }
    }

    private void WriteItem(
        Utf8JsonWriter json, SortedDictionary<string, string> values, SortedDictionary<string, string> errors)
    {
        if (values.GetValueOrDefault("sku") is not { } sku) return;
        json.WriteStartArray("items");
        json.WriteStartObject();
        json.WriteString("sku", sku);
        json.WriteNumber("quantity", Of("quantity") ?? 1);
        if (Of("unitPrice") is { } unit) json.WriteNumber("unitPrice", unit);
        if (Of("listPrice") is { } list) json.WriteNumber("listPrice", list);
        json.WriteEndObject();
        json.WriteEndArray();

        decimal? Of(string field) => values.GetValueOrDefault(field) is { } text ? Number(field, text, errors) : null;
    }

    private static void WriteAttributes(Utf8JsonWriter json, SortedDictionary<string, string> values)
    {
        json.WriteStartObject("attributes");
        foreach (var (field, text) in values)
            if (field.StartsWith(ImportFields.AttributePrefix, StringComparison.Ordinal))
                json.WriteString(field[ImportFields.AttributePrefix.Length..], text);
        json.WriteEndObject();
    }

    private string? TimeOf(string field, string text, SortedDictionary<string, string> errors)
    {
        var format = definition.Mapping[field].Format;
        if (ImportTimes.Of(text, format, definition.Zone()) is { } time)
            return time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
        errors[field] = format is null
            ? $"Must be a time like 2026-11-22 or 2026/11/22 18:30, but is '{text}': say how it is written in format."
            : $"Must be written as {format}, but is '{text}'.";
        return null;
    }

    /// <summary>1,234.50 and ¥1,234, full-width figures too.</summary>
    private decimal? Number(string field, string text, SortedDictionary<string, string> errors)
    {
        var plain = text.Normalize(NormalizationForm.FormKC).Trim('¥', '\\', '$', '€', '£', '円', ' ');
        var isComma = definition.Mapping[field].Decimal == ",";
        plain = isComma
            ? plain.Replace(".", "", StringComparison.Ordinal).Replace(',', '.')
            : plain.Replace(",", "", StringComparison.Ordinal);
        if (decimal.TryParse(
            plain, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
            out var number))
            return number;
        errors[field] = $"Must be a number like 1234.50, but is '{text}'.";
        return null;
    }

    private static string NameOf(string path) =>
        path.StartsWith("items[0].", StringComparison.Ordinal) ? path["items[0].".Length..] : path;

    /// <summary>The message of a field that says who somebody is, without what it quotes.</summary>
    private static string Plain(string message) =>
        message.IndexOf(", but is '", StringComparison.Ordinal) is > 0 and var at ? message[..at] + "." : message;

    /// <summary>A column that was mapped by mistake may hold an address.</summary>
    private static string Masked(string message) =>
        message.Contains('@', StringComparison.Ordinal) ? Plain(message) : message[..Math.Min(message.Length, 300)];
}
