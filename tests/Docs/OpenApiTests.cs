using System.Net;
using System.Text.Json.Nodes;
using LeadScoring.Access;
using LeadScoring.Docs;
using LeadScoring.Doors;
using LeadScoring.Tests.Conventions;
using LeadScoring.Tests.Journeys;

namespace LeadScoring.Tests.Docs;

/// <summary>The document of the API speaks of every door, and says of each what the app itself says.</summary>
public sealed class OpenApiTests
{
    private static readonly JsonObject Document = OpenApi.Of(
        DoorRoute.All, DoorExample.Read(SourceTree.ReadText("functions/requests.http"), DoorRoute.All));

    private static readonly string[] FollowsFromOthers = ["head", "options"];

    /// <summary>What is missing gets an entry in a room of <c>functions/Docs/Rooms</c>.</summary>
    [Fact]
    public void Every_door_is_described_and_nothing_else() =>
        Assert.Equal(
            FunctionList.Http.SelectMany(door => door.Methods.Except(FollowsFromOthers)
                .Select(method => $"{door.Name} {method}")).Order(StringComparer.Ordinal),
            DoorDocs.All.Select(doc => $"{doc.Function} {doc.Method}").Order(StringComparer.Ordinal));

    [Fact]
    public void Its_paths_and_methods_are_those_of_the_app() =>
        Assert.Equal(
            FunctionList.Http.SelectMany(door => door.Methods.Except(FollowsFromOthers)
                .Select(method => $"{method} /{door.Route}")).Order(StringComparer.Ordinal),
            Operations().Select(one => $"{one.Method} {one.Path}").Order(StringComparer.Ordinal));

    [Fact]
    public void Who_may_pass_is_what_the_list_of_doors_says()
    {
        foreach (var (_, _, operation) in Operations())
        {
            var door = DoorList.Of(((string)operation["operationId"]!).Split('_')[0]);
            Assert.Equal(door.Guard.ToString(), (string?)operation["x-guard"]);
            Assert.Equal(door.Guard == Guard.Key, operation["security"]!.AsArray().Count > 0);
            Assert.Equal(
                door.Guard == Guard.Key ? door.Needs.ToString().ToLowerInvariant() : null,
                (string?)operation["x-scope"]);
        }
    }

    [Fact]
    public void Every_parameter_and_place_has_its_words() =>
        Offenders.None(Operations()
            .SelectMany(one => one.Operation["parameters"]!.AsArray().Select(parameter => (string)parameter!["name"]!))
            .Distinct().Where(name => !ParameterDocs.Knows(name)));

    [Fact]
    public void Scopes_of_a_key_are_those_there_are() =>
        Assert.Equal(
            ScopeNames.All,
            Document["components"]!["schemas"]!["KeyBody"]!["properties"]!["scopes"]!["items"]!["enum"]!.AsArray()
                .Select(scope => (string)scope!));

    [Fact]
    public void Every_door_answers_something_and_every_operation_has_a_name_of_its_own()
    {
        Offenders.None(DoorDocs.All.Where(doc => doc.Answers.Count == 0));
        Assert.Distinct(Operations().Select(one => (string)one.Operation["operationId"]!));
    }

    [Fact]
    public void Every_request_of_the_file_is_an_example_and_no_example_is_made_up()
    {
        var file = RequestsFile.Read(SourceTree.ReadText("functions/requests.http"));
        var told = Operations().SelectMany(one => one.Operation["x-requests"]!.AsArray()).ToList();

        Assert.Equal(
            file.Select(request => $"{request.Title} {request.Promised}").Order(StringComparer.Ordinal),
            told.Select(request => $"{request!["summary"]} {request["answers"]}").Order(StringComparer.Ordinal));
        Assert.Distinct(told.Select(request => (string)request!["name"]!));
    }

    [Fact]
    public async Task It_is_an_OpenAPI_document()
    {
        Validation.SkipUnlessInstalled();

        Assert.Empty((await Validation.RunAsync(Document, [])).Document);
    }

    [Fact]
    public async Task Anybody_may_read_it_and_need_not_read_it_twice()
    {
        await using var brand = await Brand.OpenAsync();
        using var stranger = new HttpClient { BaseAddress = brand.Http.BaseAddress };

        using var answer = await stranger.GetAsync("/api/openapi.json");
        using var again = new HttpRequestMessage(HttpMethod.Get, "/api/openapi.json");
        again.Headers.IfNoneMatch.Add(answer.Headers.ETag!);
        using var unchanged = await stranger.SendAsync(again);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/json; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.True(JsonNode.DeepEquals(Document, JsonNode.Parse(await answer.Content.ReadAsStringAsync())));
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
    }

    private static IEnumerable<(string Path, string Method, JsonNode Operation)> Operations() =>
        Document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()
            .Select(operation => (path.Key, operation.Key, operation.Value!)));
}
