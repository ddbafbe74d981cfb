using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LeadScoring.Docs;
using LeadScoring.Tests.Conventions;

namespace LeadScoring.Tests.Docs;

/// <summary>
/// The document's examples are sent to the app in the order of <c>functions/requests.http</c>, and what is sent and
/// answered is what the document says.
/// </summary>
public sealed partial class ExamplesTests
{
    private static readonly JsonObject Document = OpenApi.Of(
        DoorRoute.All, DoorExample.Read(SourceTree.ReadText("functions/requests.http"), DoorRoute.All));

    private readonly List<DescribedBody> _bodies = [];
    private readonly List<string> _wrong = [];
    private int _compared;

    [Fact]
    public async Task Every_request_is_answered_as_the_file_promises_and_as_the_document_says()
    {
        await new RequestsHttpTests().ClickThroughAsync([], before: ProbeAsync, after: Look);

        Offenders.None(_wrong);
        Assert.True(_compared > 40, $"Only {_compared} doors named what they know.");
        Validation.SkipUnlessInstalled(); // which the schemas of bodies need, and nothing above
        Offenders.None((await Validation.RunAsync(Document, _bodies)).Bodies);
    }

    private void Look(Exchange done)
    {
        var (door, method, operation) = OperationOf(done.Request, done.Address);
        var status = $"{done.Status}";
        var answers = operation["responses"]![status];
        if (answers is null) _wrong.Add($"{done.Request.Title}: {status} is not described");
        if (answers is null || answers["$ref"] is not null) return;
        if (answers["content"] is not { } contents)
        {
            if (done.Answer.Length > 0) _wrong.Add($"{done.Request.Title}: a body is not described");
        }
        else if (contents[done.MediaType ?? ""] is null)
            _wrong.Add($"{done.Request.Title}: {done.MediaType} is not described");
        else if (done.MediaType!.EndsWith("json", StringComparison.Ordinal))
            Add(done, door, method, status, done.MediaType, done.Answer);
        if (done.Status < 400 && done.Request.MediaType == "application/json")
            Add(done, door, method, null, done.Request.MediaType, done.Body);
    }

    private void Add(Exchange done, DoorRoute door, string method, string? status, string mediaType, string body) =>
        _bodies.Add(new DescribedBody(
            $"{done.Request.Title}{(status is null ? "" : " " + status)}",
            Validation.Pointer(door.Route, method, status, mediaType), JsonNode.Parse(body)));

    /// <summary>With a parameter or field that nobody knows: the app then names those that it knows.</summary>
    private async Task ProbeAsync(RequestFile file, HttpClient http, FileRequest request, string now)
    {
        var address = file.Fill(request.Address, now);
        var (_, method, operation) = OperationOf(request, address);
        var described = operation["parameters"]!.AsArray().Where(parameter => (string?)parameter!["in"] == "query")
            .Select(parameter => (string)parameter!["name"]!).ToHashSet();
        if (described.Count > 0 || method == "get" && (string?)operation["x-guard"] == "Key")
        {
            var more = address.Contains('?') ? "&zzz=1" : "?zzz=1";
            var done = await file.SendAsync(http, request, now, address + more);
            if (KnownParameters().Match(done.Answer) is { Success: true } known)
                Compare(request.Title, described, known.Groups[1].Value);
            else if (done.Status < 400 && described.Count > 0 && (string?)operation["x-guard"] == "Key")
                _wrong.Add($"{request.Title}: a parameter that nobody knows is taken");
        }
        if (Most(operation) is { } most && !address.Contains("top=", StringComparison.Ordinal))
        {
            var done = await file.SendAsync(
                http, request, now, $"{address}{(address.Contains('?') ? '&' : '?')}top={most + 1}");
            if (done.Status != 400) _wrong.Add($"{request.Title}: more than {most} are taken");
        }
        if (request.MediaType != "application/json" || Schema(operation) is not { } schema) return;
        var body = file.Fill(request.Body, now);
        foreach (var (path, names) in Places(JsonNode.Parse(body), schema, []))
        {
            var probed = JsonNode.Parse(body)!;
            path.Aggregate(probed, (node, step) => step is int index ? node[index]! : node[(string)step]!)["zzz"] = 1;
            var done = await file.SendAsync(http, request, now, address, probed.ToJsonString());
            var place = $"{request.Title}, {string.Join('.', path)}";
            if (KnownFields().Match(done.Answer) is { Success: true } known)
                Compare(place, [.. names], known.Groups[1].Value);
            else
                _wrong.Add($"{place}: fields that nobody described are taken: mark the body as OthersAreIgnored");
        }
    }

    private static long? Most(JsonNode operation) => operation["parameters"]!.AsArray()
        .Where(parameter => (string?)parameter!["name"] == "top")
        .Select(parameter => (long?)parameter!["schema"]!["maximum"]).SingleOrDefault();

    private void Compare(string where, HashSet<string> described, string known)
    {
        _compared++;
        var knows = (known == "none" ? [] : known.Split(", "))
            .Select(name => AnyAttribute().Replace(name, "attribute.{name}")).ToHashSet();
        if (!described.SetEquals(knows))
            _wrong.Add($"{where}: described {string.Join(' ', described)}, but there are {string.Join(' ', knows)}");
    }

    /// <summary>The objects of a body that take no other fields than those described, with their names.</summary>
    private static IEnumerable<(IReadOnlyList<object> Path, IEnumerable<string> Names)> Places(
        JsonNode? node, JsonNode schema, IReadOnlyList<object> path)
    {
        if (node is JsonObject fields && schema["properties"] is JsonObject properties)
        {
            if (schema["additionalProperties"]?.GetValueKind() == System.Text.Json.JsonValueKind.False)
                yield return (path, properties.Select(property => property.Key));
            foreach (var (name, value) in fields)
                foreach (var inner in properties[name] is { } child ? Places(value, child, [.. path, name]) : [])
                    yield return inner;
        }
        if (node is JsonArray { Count: > 0 } items && schema["items"] is { } item)
            foreach (var inner in Places(items[0], item, [.. path, 0])) yield return inner;
    }

    private static JsonNode? Schema(JsonNode operation) =>
        operation["requestBody"]?["content"]?["application/json"]?["schema"]?["$ref"] is { } reference
            ? Document["components"]!["schemas"]![((string)reference!).Split('/')[^1]]
            : null;

    private static (DoorRoute Door, string Method, JsonNode Operation) OperationOf(FileRequest request, string address)
    {
        var path = address.Split("/api/", 2)[1].Split('?')[0];
        var method = request.Method.ToLowerInvariant();
        var door = DoorRoute.All.First(door => door.Methods.Contains(method) && door.Match(path) is not null);
        return (door, method, Document["paths"]!["/" + door.Route]![method]!);
    }

    [GeneratedRegex(@"^attribute\.\w+$")]
    private static partial Regex AnyAttribute();

    [GeneratedRegex(@"Is not a parameter here: there are ([\w., ]+?)\.[""\\]")]
    private static partial Regex KnownParameters();

    [GeneratedRegex(@"Is not a known field: the fields here are ([\w, ]+)\.")]
    private static partial Regex KnownFields();
}
