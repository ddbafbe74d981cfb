using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;

namespace LeadScoring.Parsing;

/// <summary>
/// Reads a JSON document and makes sure that all its texts can be read later: the JSON reader looks at bytes, and a
/// wrong one, or half of a surrogate pair (<c>"\ud83d"</c>, an emoji cut in two), would be an exception in the middle
/// of the work.
/// </summary>
internal static class JsonText
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 32, AllowDuplicateProperties = false };

    public static JsonElement? Read(ReadOnlyMemory<byte> utf8, Refusals refusals)
    {
        try
        {
            if (IsWhole(utf8.Span)) return JsonElement.Parse(utf8.Span, Strict);
            refusals.Add(
                "", "Holds bytes or \\u escapes that are no text: send a JSON object in UTF-8, each character whole.");
        }
        catch (JsonException broken)
        {
            refusals.Add("", Reason(broken));
        }
        return null;
    }

    /// <summary>Only a repeated field has no line; the reader's message names it between quotes.</summary>
    private static string Reason(JsonException broken) => broken.LineNumber is { } line
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"Not valid JSON at line {line + 1}, byte {broken.BytePositionInLine + 1}: send a JSON object in UTF-8.")
        : $"The field '{broken.Message.Split('\'').ElementAtOrDefault(1)}' is given twice: send each once.";

    // Looked at first: the parser reads the names of fields to find repeated ones, and would stumble over half a
    // character.
    private static bool IsWhole(ReadOnlySpan<byte> utf8)
    {
        if (!Utf8.IsValid(utf8)) return false;
        if (utf8.IndexOf("\\ud"u8) < 0 && utf8.IndexOf("\\uD"u8) < 0) return true;
        var reader = new Utf8JsonReader(utf8);
        try
        {
            while (reader.Read())
            {
                if (!reader.ValueIsEscaped) continue;
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName) reader.GetString();
            }
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
