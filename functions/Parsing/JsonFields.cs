using System.Globalization;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;

namespace LeadScoring.Parsing;

/// <summary>
/// One JSON object, read field by field. A field that is missing or of the wrong kind is noted in
/// <see cref="Refusals"/> under its path (<c>reactions[3].occurredAt</c>) and read as null or a neutral value,
/// so that one pass names every mistake. Callers look at <see cref="Refusals.Any"/> before they use the values.
/// </summary>
public sealed class JsonFields
{
    private readonly JsonElement _object;
    private readonly string _path;

    private JsonFields(JsonElement element, string path, Refusals refusals)
    {
        _object = element;
        _path = path;
        Refusals = refusals;
    }

    public Refusals Refusals { get; }

    public JsonElement Element => _object;

    /// <summary>
    /// Reads a JSON document whose root must be an object; null, with the reason noted, where it is not.
    /// </summary>
    public static JsonFields? Parse(ReadOnlyMemory<byte> utf8, Refusals refusals) =>
        JsonText.Read(utf8, refusals) is { } root ? From(root, "", refusals) : null;

    public static JsonFields? From(JsonElement element, string path, Refusals refusals)
    {
        if (element.ValueKind == JsonValueKind.Object) return new JsonFields(element, path, refusals);
        refusals.Add(path, $"Must be an object, but is {Kind(element)}.");
        return null;
    }

    /// <summary>The path of a field of this object; of the object itself, where the name is empty.</summary>
    public string PathOf(string name) => _path.Length == 0 || name.Length == 0 ? _path + name : $"{_path}.{name}";

    public void Refuse(string name, string message) => Refusals.Add(PathOf(name), message);

    public bool Has(string name) =>
        _object.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;

    public string RequiredText(string name, int maxLength = 200) => Text(name, maxLength) ?? Missing(name, "");

    /// <summary>
    /// Trimmed text (<see cref="VisibleText"/>); one that shows nothing counts as absent. Control characters are
    /// refused.
    /// </summary>
    public string? Text(string name, int maxLength = 200)
    {
        if (Get(name, JsonValueKind.String, "text in quotes") is not { } value) return null;
        var text = VisibleText.Of(value.GetString()!);
        if (text.Length > maxLength) Refuse(name, $"Must be at most {maxLength} characters, but has {text.Length}.");
        if (text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')))
            Refuse(name, "Must not hold control characters.");
        return text.Length == 0 ? null : text;
    }

    public string RequiredOneOf(string name, IReadOnlyCollection<string> choices) =>
        OneOf(name, choices) ?? Missing(name, "");

    public string? OneOf(string name, IReadOnlyCollection<string> choices)
    {
        if (Text(name) is not { } text) return null;
        if (!choices.Contains(text, StringComparer.Ordinal))
            Refuse(name, $"Must be one of {string.Join(", ", choices)}, but is '{text}'.");
        return text;
    }

    public double RequiredNumber(string name, double min, double max) => Number(name, min, max) ?? Missing(name, min);

    public double? Number(string name, double min, double max) =>
        Get(name, JsonValueKind.Number, "a number without quotes") is { } value && value.TryGetDouble(out var number)
            ? InRange(name, number, min, max)
            : null;

    public int RequiredWhole(string name, int min, int max) => Whole(name, min, max) ?? Missing(name, min);

    public int? Whole(string name, int min, int max)
    {
        if (Get(name, JsonValueKind.Number, "a whole number without quotes") is not { } value) return null;
        if (value.TryGetInt32(out var number)) return InRange(name, number, min, max);
        Refuse(name, $"Must be a whole number from {min} to {max}, but is {value.GetRawText()}.");
        return null;
    }

    /// <summary>Money as a JSON number, exact to the digit.</summary>
    public decimal? Amount(string name, decimal min, decimal max)
    {
        if (Get(name, JsonValueKind.Number, "a number without quotes, for example 3200000") is not { } value)
            return null;
        if (value.TryGetDecimal(out var amount)) return InRange(name, amount, min, max);
        Refuse(name, "Must be a number with at most 28 digits.");
        return null;
    }

    public decimal RequiredAmount(string name, decimal min, decimal max) =>
        Amount(name, min, max) ?? Missing(name, min);

    public bool? Flag(string name)
    {
        if (!Has(name)) return null;
        var value = _object.GetProperty(name);
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False) return value.GetBoolean();
        Refuse(name, $"Must be true or false, but is {Kind(value)}.");
        return null;
    }

    public DateTimeOffset RequiredTime(string name) => Time(name) ?? Missing(name, default(DateTimeOffset));

    /// <summary>An instant: ISO 8601 with an offset or Z; kept in UTC.</summary>
    public DateTimeOffset? Time(string name)
    {
        if (Text(name) is not { } text) return null;
        if (IsoTime.Parse(text) is { } time) return time;
        Refuse(name, $"Must be a time like 2026-11-22T09:30:00Z or 2026-11-22T18:30:00+09:00, but is '{text}'.");
        return null;
    }

    public LocalDate? Date(string name) => Parsed(name, LocalDatePattern.Iso, "a date like 2027-08-31");

    public LocalTime? TimeOfDay(string name) =>
        Parsed(name, LocalTimePattern.CreateWithInvariantCulture("HH:mm"), "a time of day like 09:30");

    /// <summary>An ISO 8601 duration such as <c>P3D</c>, <c>PT6H</c> or <c>P1M</c>.</summary>
    public Period? Duration(string name)
    {
        if (Text(name) is not { } text) return null;
        var parsed = PeriodPattern.NormalizingIso.Parse(text);
        if (parsed.Success) return parsed.Value;
        Refuse(name, $"Must be an ISO 8601 duration like P3D or PT6H, but is '{text}'.");
        return null;
    }

    public DateTimeZone? TimeZone(string name)
    {
        if (Text(name) is not { } text) return null;
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(text);
        if (zone is null) Refuse(name, $"Must be an IANA time zone like Asia/Tokyo, but is '{text}'.");
        return zone;
    }

    public JsonFields? Object(string name)
    {
        if (!Has(name)) return null;
        return From(_object.GetProperty(name), PathOf(name), Refusals);
    }

    public IReadOnlyList<JsonFields> Objects(string name, int max = 1000) =>
        [.. Items(name, max).Select(item => From(item.Value, item.Path, Refusals)).OfType<JsonFields>()];

    public IReadOnlyList<string> Texts(string name, int max = 1000)
    {
        var texts = new List<string>();
        foreach (var (value, path) in Items(name, max))
        {
            if (value.ValueKind == JsonValueKind.String) texts.Add(value.GetString()!.Trim());
            else Refusals.Add(path, $"Must be text in quotes, but is {Kind(value)}.");
        }
        return texts;
    }

    /// <summary>An object used as a map: each member's value must be an object.</summary>
    public IReadOnlyList<(string Key, JsonFields Value)> Map(string name)
    {
        if (Object(name) is not { } map) return [];
        return [.. map._object.EnumerateObject()
            .Select(member => (member.Name, From(member.Value, map.PathOf(member.Name), Refusals)))
            .Where(member => member.Item2 is not null)
            .Select(member => (member.Name, member.Item2!))];
    }

    /// <summary>Content files are strict: a misspelt field would otherwise be silently without effect.</summary>
    public void RefuseOthers(params IReadOnlyCollection<string> known)
    {
        foreach (var member in _object.EnumerateObject())
        {
            if (member.Name != "$schema" && !known.Contains(member.Name, StringComparer.Ordinal))
                Refuse(member.Name, $"Is not a known field: the fields here are {string.Join(", ", known)}.");
        }
    }

    public T Missing<T>(string name, T neutral)
    {
        if (!Has(name) || _object.GetProperty(name) is { ValueKind: JsonValueKind.String } text && IsBlank(text))
            Refuse(name, "Is required.");
        return neutral;
    }

    public IReadOnlyList<(JsonElement Value, string Path)> Items(string name, int max)
    {
        if (Get(name, JsonValueKind.Array, "an array") is not { } array) return [];
        if (array.GetArrayLength() <= max)
            return [.. array.EnumerateArray().Select((value, index) => (value, $"{PathOf(name)}[{index}]"))];
        Refuse(name, $"Must hold at most {max} items, but holds {array.GetArrayLength()}: send it in several calls.");
        return [];
    }

    private T? Parsed<T>(string name, IPattern<T> pattern, string example) where T : struct
    {
        if (Text(name) is not { } text) return null;
        var parsed = pattern.Parse(text);
        if (parsed.Success) return parsed.Value;
        Refuse(name, $"Must be {example}, but is '{text}'.");
        return null;
    }

    private T? InRange<T>(string name, T value, T min, T max) where T : struct, IComparable<T>
    {
        if (value.CompareTo(min) >= 0 && value.CompareTo(max) <= 0) return value;
        Refuse(name, string.Create(CultureInfo.InvariantCulture, $"Must be from {min} to {max}, but is {value}."));
        return null;
    }

    private JsonElement? Get(string name, JsonValueKind kind, string wanted)
    {
        if (!Has(name)) return null;
        var value = _object.GetProperty(name);
        if (value.ValueKind == kind) return value;
        Refuse(name, $"Must be {wanted}, but is {Kind(value)}.");
        return null;
    }

    private static bool IsBlank(JsonElement text) => VisibleText.Of(text.GetString()!).Length == 0;

    private static string Kind(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => "text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Array => "an array",
        JsonValueKind.Object => "an object",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };
}
