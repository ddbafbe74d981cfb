using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using LeadScoring.Doors;

namespace LeadScoring.Docs;

/// <summary>
/// Pure: what all doors of the OpenAPI document share: who may pass, how it is refused, what an example is.
/// </summary>
internal static class OpenApiParts
{
    private const string Problem = "Problem";

    /// <summary>The refusals that any door may give, by the name they have in the document.</summary>
    private static readonly (string Name, int Status, string What)[] Usual =
    [
        ("Mistakes", 400, "Mistakes in the request: each field is named with what it must be. Nothing was taken."),
        ("NoKey", 401, "No key, a wrong one, or one that has expired."),
        ("NotAllowed", 403, "Not for this caller: the key lacks the scope, or the page is not the campaign's."),
        ("NotThere", 404, "There is no such thing, or the link is broken."),
        ("TooLarge", 413, "The body is too large."),
        ("TooMany", 429, "Too many requests of this network; Retry-After says for how many seconds to wait."),
        ("Fault", 500, "A fault of the app; it has been logged."),
        ("Later", 503, "The store is away, or a newer program takes over; Retry-After says when to come again."),
    ];

    public static JsonObject Info() => new()
    {
        ["title"] = "LeadScoring",
        ["version"] = "1",
        ["description"] =
            "Entries, reactions and purchases in; scores, lists and mails out. Times are ISO 8601 in UTC. Repeat a "
            + "call whose answer was lost: ids make it the same one. Where pages are, HEAD is answered like GET, "
            + "without the body. x-scope is what a key must be allowed (work includes read, admin all); x-guard says "
            + "how a door without a key is guarded; x-requests lists this door's requests of functions/requests.http, "
            + "which the examples are, with the status that each is answered with.",
    };

    /// <summary>What stands under components from the beginning: problems, and files of the content folder.</summary>
    public static JsonObject Schemas() => new()
    {
        [Problem] = new JsonObject
        {
            ["type"] = "object",
            ["description"] =
                "RFC 9457: what is wrong, and in detail or errors what to do. Programs know it by its code.",
            ["properties"] = new JsonObject
            {
                ["type"] = Text("string"), ["title"] = Text("string"), ["status"] = Text("integer"),
                ["code"] = Text("string"),
                ["detail"] = Text("string"),
                ["errors"] = new JsonObject
                {
                    ["type"] = "object",
                    ["additionalProperties"] =
                        new JsonObject { ["type"] = "array", ["items"] = Text("string") },
                },
            },
            ["required"] = new JsonArray("title", "status", "code"),
            ["additionalProperties"] = true,
        },
        ["scoring"] = ContentFile("scoring"),
        ["scenario"] = ContentFile("scenario"),
    };

    public static JsonObject Responses() => new(Usual.Select(
        usual => new KeyValuePair<string, JsonNode?>(usual.Name, Refusal(usual.What))));

    public static JsonObject Security() => new()
    {
        ["key"] = new JsonObject { ["type"] = "apiKey", ["in"] = "header", ["name"] = "x-functions-key" },
        ["cookie"] = new JsonObject
        {
            ["type"] = "apiKey", ["in"] = "cookie", ["name"] = "ls",
            ["description"] = "The console's; a call that changes something needs the header X-Console: 1 beside it.",
        },
        ["bearer"] = new JsonObject
        {
            ["type"] = "http", ["scheme"] = "bearer", ["bearerFormat"] = "JWT",
            ["description"] = "Of Microsoft Entra ID, where that is configured.",
        },
    };

    /// <summary>Any one of them opens a keyed door; none is asked for at the others.</summary>
    public static JsonArray SecurityOf(Door door) => door.Guard != Guard.Key ? [] :
        new JsonArray([.. Security().Select(scheme => new JsonObject { [scheme.Key] = new JsonArray() })]);

    public static string Largest(Door door) =>
        string.Create(CultureInfo.InvariantCulture, $"At most {door.MaxBodyBytes / 1024} kB.");

    /// <summary>The usual refusals that this door can give, and its own.</summary>
    public static IEnumerable<(string Status, JsonObject Refusal)> RefusalsOf(DoorRoute door, DoorDoc doc)
    {
        var guard = DoorList.Of(door.Function).Guard;
        foreach (var (name, status, _) in Usual)
        {
            var applies = status switch
            {
                400 => doc.Query.Length > 0 || doc.Bodies.Count > 0,
                401 or 403 => guard == Guard.Key,
                404 => door.Places.Count > 0,
                413 => doc.Bodies.Count > 0,
                _ => true,
            };
            if (applies && !doc.Refusals.ContainsKey(status))
                yield return (Name(status), new JsonObject { ["$ref"] = "#/components/responses/" + name });
        }
        foreach (var (status, when) in doc.Refusals) yield return (Name(status), Refusal(when));
    }

    public static JsonObject Example(DoorExample example, JsonNode? value) =>
        new() { ["summary"] = example.Request.Title, ["value"] = value };

    /// <summary>A value of an address, as its schema has it.</summary>
    public static JsonNode Typed(JsonObject parameter, string value) => (string?)parameter["schema"]!["type"] switch
    {
        "integer" => long.Parse(value, CultureInfo.InvariantCulture),
        "number" => double.Parse(value, CultureInfo.InvariantCulture),
        _ => value,
    };

    private static JsonObject Refusal(string what) => new()
    {
        ["description"] = what,
        ["content"] = new JsonObject
        {
            ["application/problem+json"] = new JsonObject
            {
                ["schema"] = new JsonObject { ["$ref"] = "#/components/schemas/" + Problem },
            },
        },
    };

    private static JsonObject Text(string type) => new() { ["type"] = type };

    private static string Name(int status) => status.ToString(CultureInfo.InvariantCulture);

    /// <summary>With a name of its own, so that what it refers to is looked for in itself.</summary>
    private static JsonObject ContentFile(string name)
    {
        using var stream = typeof(OpenApiParts).Assembly.GetManifestResourceStream(name + ".schema.json")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var schema = JsonNode.Parse(reader.ReadToEnd())!.AsObject();
        schema.Remove("$schema");
        schema["$id"] = name + ".schema.json";
        return schema;
    }
}
