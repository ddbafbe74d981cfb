using System.Buffers;
using System.Globalization;
using System.Text.Json;
using LeadScoring.Publishing;

namespace LeadScoring.Imports;

/// <summary>Pure: what lines say as the JSON that the doors take; what cannot be read is noted by field.</summary>
public sealed class LineJson(
    ImportDefinition definition, Edition edition, IDictionary<string, string> errors)
{
    /// <param name="lines">One, or those of an order.</param>
    /// <param name="values">What they say together (<see cref="LineValues.Together"/>).</param>
    /// <param name="leadId">Whose they are; null: nobody can tell.</param>
    public byte[] Of(
        IReadOnlyList<LineValues> lines, SortedDictionary<string, string> values, string? leadId)
    {
        var written = new ArrayBufferWriter<byte>(256);
        using var json = new Utf8JsonWriter(written);
        json.WriteStartObject();
        if (!values.ContainsKey("id")) json.WriteString("id", "-");
        if (leadId is not null) json.WriteString("leadId", leadId);
        if (!values.ContainsKey("product") && definition.Product is { } product) json.WriteString("product", product);
        if (definition.Kind == ImportKind.Purchases && !values.ContainsKey("currency") && Currency(values) is { } unit)
            json.WriteString("currency", unit);
        foreach (var (field, text) in values) Write(json, lines, field, text);
        WriteItems(json, lines);
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

    private void Write(Utf8JsonWriter json, IReadOnlyList<LineValues> lines, string field, string text)
    {
        switch (field)
        {
            case "occurredAt" or "updatedAt":
                if (TimeOf(field, text) is { } time) json.WriteString(field, time);
                break;
            case "amount":
                if ((definition.SumsAmounts ? Sum(lines, field) : Number(field, text)) is { } amount)
                    json.WriteNumber(field, amount);
                break;
            case "email" or ImportFields.Customer:
            case var _ when LineValues.IsOfItem(field):
            case var _ when field.StartsWith(ImportFields.AttributePrefix, StringComparison.Ordinal):
                break; // written elsewhere
            default:
                json.WriteString(field, text);
                break;
        }
    }

    /// <summary>Null where one of them is none.</summary>
    private decimal? Sum(IReadOnlyList<LineValues> lines, string field)
    {
        var numbers = lines.Select(line => line.Values.GetValueOrDefault(field)).OfType<string>()
            .Select(text => Number(field, text)).ToList();
        return numbers.Contains(null) ? null : numbers.Sum(number => Math.Clamp(number!.Value, -Most, Most));
    }

    /// <summary>More than any amount may be, so that a sum of them is one.</summary>
    private const decimal Most = 1_000_000_000_000_000m;

    private void WriteItems(Utf8JsonWriter json, IReadOnlyList<LineValues> lines)
    {
        if (!lines.Any(line => line.Values.ContainsKey("sku"))) return;
        json.WriteStartArray("items");
        foreach (var line in lines)
        {
            if (line.Values.GetValueOrDefault("sku") is not { } sku) continue;
            json.WriteStartObject();
            json.WriteString("sku", sku);
            json.WriteNumber("quantity", Of(line, "quantity") ?? 1);
            if (Of(line, "unitPrice") is { } unit) json.WriteNumber("unitPrice", unit);
            if (Of(line, "listPrice") is { } list) json.WriteNumber("listPrice", list);
            json.WriteEndObject();
        }
        json.WriteEndArray();

        decimal? Of(LineValues line, string field) =>
            line.Values.GetValueOrDefault(field) is { } text ? Number(field, text) : null;
    }

    private static void WriteAttributes(Utf8JsonWriter json, SortedDictionary<string, string> values)
    {
        json.WriteStartObject("attributes");
        foreach (var (field, text) in values)
            if (field.StartsWith(ImportFields.AttributePrefix, StringComparison.Ordinal))
                json.WriteString(field[ImportFields.AttributePrefix.Length..], text);
        json.WriteEndObject();
    }

    private string? TimeOf(string field, string text)
    {
        var format = definition.Mapping[field].Format;
        if (ImportTimes.Of(WideText.Narrow(text), format, definition.Zone()) is { } time)
            return time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
        errors[field] = format is null
            ? $"Must be a time like 2026-11-22 or 2026/11/22 18:30, but is '{text}': say how it is written in format."
            : $"Must be written as {format}, but is '{text}'.";
        return null;
    }

    /// <summary>1,234.50 and ¥1,234, full-width figures and ▲1,234 too.</summary>
    private decimal? Number(string field, string text)
    {
        var plain = WideText.Narrow(text).Trim('¥', '\\', '$', '€', '£', '円', ' ');
        if (plain is ['-', '¥' or '\\' or '$' or '€' or '£', ..]) plain = "-" + plain[2..];
        var (comma, point) = definition.Mapping[field].Decimal == "," ? ('.', ',') : (',', '.');
        if (IsGrouped(plain, comma, point)
            && decimal.TryParse(
                plain.Replace($"{comma}", "", StringComparison.Ordinal).Replace(point, '.'),
                NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
                out var number))
            return number;
        errors[field] = $"Must be a number like 1234.50, but is '{text}'"
            + (plain.Contains(comma, StringComparison.Ordinal) ? ": say its decimal sign in decimal." : ".");
        return null;
    }

    /// <summary>In 12,50 the comma is no sign of thousands: read as one, it would be a hundred times as much.</summary>
    private static bool IsGrouped(string number, char comma, char point)
    {
        var (whole, rest) = number.IndexOf(point, StringComparison.Ordinal) is >= 0 and var at
            ? (number[..at], number[at..])
            : (number, "");
        return !rest.Contains(comma, StringComparison.Ordinal)
            && whole.Split(comma).Skip(1).All(group => group.Length == 3);
    }
}
