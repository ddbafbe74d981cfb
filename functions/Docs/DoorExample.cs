using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LeadScoring.Docs;

/// <summary>
/// A request of <c>functions/requests.http</c> at its door. Where an answer of an earlier request is asked for, a value
/// of the same kind stands.
/// </summary>
/// <param name="Name">Tells the examples of the document apart, in the order of the file.</param>
/// <param name="Request">As it stands in the file.</param>
/// <param name="Door">Whose door it knocks at.</param>
/// <param name="Path">Below <c>/api</c>.</param>
/// <param name="Places">The values of the route's places.</param>
/// <param name="Query">The parameters behind the path.</param>
/// <param name="Body">The body: JSON where it is said to be that, else its text; null for none.</param>
internal sealed record DoorExample(
    string Name, FileRequest Request, DoorRoute Door, string Path, IReadOnlyDictionary<string, string> Places,
    IReadOnlyDictionary<string, string> Query, JsonNode? Body)
{
    private const string Host = "{{host}}/api/";

    public bool GoesWell => Request.Promised < 400;

    /// <summary>Requests whose door is not in this build (the clock's, behind a Functions host) are left out.</summary>
    public static IReadOnlyList<DoorExample> Read(string file, IReadOnlyList<DoorRoute> doors)
    {
        var variables = RequestsFile.Variables(file);
        return [.. RequestsFile.Read(file).Index().Select(at => Of(at.Index + 1, at.Item, variables, doors))
            .OfType<DoorExample>()];
    }

    private static DoorExample? Of(
        int number, FileRequest request, Dictionary<string, string> variables, IReadOnlyList<DoorRoute> doors)
    {
        if (!request.Address.StartsWith(Host, StringComparison.Ordinal)) return null;
        var address = RequestsFile.Fill(request.Address[Host.Length..], Value).Split('?', 2);
        var found = doors.Where(door => door.Methods.Contains(request.Method.ToLowerInvariant()))
            .Select(door => (Door: door, Places: door.Match(address[0]))).FirstOrDefault(one => one.Places is not null);
        return found.Places is null ? null : new DoorExample(
            string.Create(CultureInfo.InvariantCulture, $"request-{number}"), request, found.Door, address[0],
            found.Places, QueryOf(address.ElementAtOrDefault(1) ?? ""),
            BodyOf(request, RequestsFile.Fill(request.Body, Value)));

        string Value(string name) => name switch
        {
            "$datetime iso8601" => "2027-02-01T00:00:00Z",
            _ when variables.TryGetValue(name, out var value) => value,
            _ when name.EndsWith("leadId", StringComparison.Ordinal) => "0123456789abcdef0123456789abcdef",
            _ => "as-answered-before",
        };
    }

    private static Dictionary<string, string> QueryOf(string query) =>
        query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('=', 2)).ToDictionary(
            part => part[0], part => Uri.UnescapeDataString(part.ElementAtOrDefault(1) ?? ""), StringComparer.Ordinal);

    private static JsonNode? BodyOf(FileRequest request, string text) =>
        text.Length == 0 ? null
        : request.MediaType == Content.Json ? JsonNode.Parse(text, null, new JsonDocumentOptions())
        : JsonValue.Create(text);
}
