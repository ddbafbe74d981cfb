using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using LeadScoring.Storage;

namespace LeadScoring.Publishing;

/// <summary>
/// One publication of nurture: scenarios, mail templates and calendars as one set, each file by its path below the
/// content folder with the digest of its text. Never changed afterwards.
/// </summary>
public sealed record NurtureSet
{
    /// <summary>The longest text a publication takes; mails above 102 kB are cut off by some mailboxes.</summary>
    public const int MostBytes = 200_000;

    private static readonly string[] Kinds = ["scenarios/", "templates/", "calendars/"];

    /// <summary>1 for the first publication; numbers only grow.</summary>
    public required int Number { get; init; }

    public required ImmutableSortedDictionary<string, string> Files { get; init; }

    /// <summary>
    /// The content folder as it was last published from, by which its later changes are told from what was published
    /// while the app ran.
    /// </summary>
    public required ImmutableSortedDictionary<string, string> Folder { get; init; }

    public required string Author { get; init; }
    public string? Comment { get; init; }
    public required DateTimeOffset PublishedAt { get; init; }

    /// <summary><c>file</c>, <c>api</c>, or <c>rollback of 3</c>.</summary>
    public required string Origin { get; init; }

    /// <summary>Versions of scenarios that this publication brought for the first time, by id.</summary>
    public ImmutableSortedDictionary<string, int> New { get; init; } =
        ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);

    /// <summary>Scenarios that were published so that leads who are there already come in too.</summary>
    public ImmutableArray<string> Present { get; init; } = [];

    public static ImmutableSortedDictionary<string, string> NoFiles { get; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Whether a file of the content folder belongs to publications.</summary>
    public static bool Holds(string path) =>
        Path.GetExtension(path) is ".json" or ".hbs"
        && Kinds.Any(kind => path.StartsWith(kind, StringComparison.Ordinal));

    /// <summary>Whether each part of a path is a name that files may have on every system.</summary>
    public static bool IsPath(string path) => path.Split('/').All(part =>
        part.Length is > 0 and <= 80 && part[0] != '.'
        && part.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.'));

    public static string ScenarioPath(string id) => $"scenarios/{id}.json";

    public static string CalendarPath(string id) => $"calendars/{id}.json";

    /// <summary>The id where the path is a scenario's, else null.</summary>
    public static string? ScenarioIn(string path) =>
        path.StartsWith(Kinds[0], StringComparison.Ordinal) && path.EndsWith(".json", StringComparison.Ordinal)
            ? path[Kinds[0].Length..^".json".Length]
            : null;

    /// <summary>
    /// A text as it is kept: of JSON only what it says, so that another layout is no other content. What is no JSON
    /// object stays as it is, and is told by the reading.
    /// </summary>
    public static string Canonical(string path, string text)
    {
        if (!path.EndsWith(".json", StringComparison.Ordinal)) return text;
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object ? Written(document.RootElement) : text;
        }
        catch (JsonException)
        {
            return text;
        }
    }

    /// <summary>The version a scenario's text gives itself; null where it gives none.</summary>
    public static int? VersionIn(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("version", out var version)
                && version.ValueKind == JsonValueKind.Number && version.TryGetInt32(out var number)
                    ? number
                    : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static ImmutableSortedDictionary<string, string> Digests(
        IEnumerable<KeyValuePair<string, string>> texts) => texts.ToImmutableSortedDictionary(
            text => text.Key, text => Digest.Of(text.Value), StringComparer.Ordinal);

    public static IReadOnlyDictionary<string, string> ByDigest(IEnumerable<string> texts) =>
        texts.Distinct(StringComparer.Ordinal).ToDictionary(Digest.Of, text => text, StringComparer.Ordinal);

    private static string Written(JsonElement root)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = Json.Options.Encoder }))
        {
            writer.WriteStartObject();
            foreach (var member in root.EnumerateObject().Where(member => member.Name != "$schema"))
                member.WriteTo(writer);
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
