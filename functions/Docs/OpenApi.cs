using System.Globalization;
using System.Text.Json.Nodes;
using LeadScoring.Access;
using LeadScoring.Doors;

namespace LeadScoring.Docs;

/// <summary>
/// Pure: the OpenAPI 3.1 document of the doors. Paths and methods come from the doors' attributes, who may pass from
/// the list of doors, shapes from types, examples from <c>functions/requests.http</c>, and words from
/// <see cref="DoorDocs"/>.
/// </summary>
internal sealed class OpenApi
{
    private readonly IReadOnlyList<DoorExample> _examples;
    private readonly JsonObject _schemas = OpenApiParts.Schemas();

    private OpenApi(IReadOnlyList<DoorExample> examples) => _examples = examples;

    public static JsonObject Of(IReadOnlyList<DoorRoute> doors, IReadOnlyList<DoorExample> examples) =>
        new OpenApi(examples).Build(doors);

    private JsonObject Build(IReadOnlyList<DoorRoute> doors)
    {
        var paths = new JsonObject();
        foreach (var door in doors.OrderBy(door => door.Route, StringComparer.Ordinal))
        {
            if (paths["/" + door.Route] is not JsonObject path) paths["/" + door.Route] = path = [];
            foreach (var method in door.Methods) path[method] = Operation(door, method);
        }
        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = OpenApiParts.Info(),
            ["servers"] = new JsonArray(new JsonObject { ["url"] = "/api" }),
            ["tags"] = new JsonArray(
                [.. DoorDocs.Rooms.Select(room => (JsonNode)new JsonObject { ["name"] = room })]),
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["schemas"] = _schemas,
                ["responses"] = OpenApiParts.Responses(),
                ["securitySchemes"] = OpenApiParts.Security(),
            },
        };
    }

    private JsonObject Operation(DoorRoute door, string method)
    {
        var (room, doc) = DoorDocs.Of(door.Function, method);
        var (guard, examples) = (DoorList.Of(door.Function), ExamplesOf(door, method));
        var operation = new JsonObject
        {
            ["operationId"] = door.Methods.Count == 1 ? door.Function : $"{door.Function}_{method}",
            ["tags"] = new JsonArray(room),
            ["summary"] = doc.Summary,
            ["security"] = OpenApiParts.SecurityOf(guard),
            ["x-guard"] = guard.Guard.ToString(),
            ["parameters"] = Parameters(door, doc, examples),
            ["responses"] = Responses(door, doc),
            ["x-requests"] = new JsonArray([.. examples.Select(example => (JsonNode)Told(example))]),
        };
        if (guard.Guard == Guard.Key) operation["x-scope"] = guard.Needs.Name();
        if (doc.Bodies.Count > 0)
        {
            operation["requestBody"] = new JsonObject
            {
                ["required"] = !doc.BodyIsOptional,
                ["description"] = OpenApiParts.Largest(guard),
                ["content"] = Bodies(doc, examples),
            };
        }
        return operation;
    }

    private List<DoorExample> ExamplesOf(DoorRoute door, string method) =>
        [.. _examples.Where(example =>
            example.Door == door && example.Request.Method.Equals(method, StringComparison.OrdinalIgnoreCase))];

    private static JsonObject Told(DoorExample example) => new()
    {
        ["name"] = example.Name,
        ["summary"] = example.Request.Title,
        ["answers"] = example.Request.Promised,
    };

    private static JsonArray Parameters(DoorRoute door, DoorDoc doc, List<DoorExample> examples)
    {
        var all = door.Places.Select(place => ParameterDocs.Of(place, "path", required: true)).ToList();
        foreach (var word in doc.Query.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, kind) = word.Split('=', 2) is [var left, var right] ? (left, right) : (word, null);
            all.Add(ParameterDocs.Of(name.TrimEnd('!'), "query", name.EndsWith('!'), kind));
        }
        foreach (var parameter in all) AddExamples(parameter, examples);
        return new JsonArray([.. all]);
    }

    private static void AddExamples(JsonObject parameter, List<DoorExample> examples)
    {
        var (name, isPlace) = ((string)parameter["name"]!, (string?)parameter["in"] == "path");
        var told = new JsonObject();
        foreach (var example in examples.Where(example => example.GoesWell))
        {
            if ((isPlace ? example.Places : example.Query).TryGetValue(name, out var value))
                told[example.Name] = OpenApiParts.Example(example, OpenApiParts.Typed(parameter, value));
        }
        if (told.Count > 0) parameter["examples"] = told;
    }

    private JsonObject Bodies(DoorDoc doc, List<DoorExample> examples)
    {
        var bodies = new JsonObject();
        foreach (var body in doc.Bodies)
        {
            var told = new JsonObject();
            foreach (var example in examples)
            {
                if (example.GoesWell && example.Request.MediaType == body.MediaType)
                    told[example.Name] = OpenApiParts.Example(example, example.Body?.DeepClone());
            }
            var content = new JsonObject { ["schema"] = SchemaOf(body, Schemas.OfRequest) };
            if (told.Count > 0) content["examples"] = told;
            bodies[body.MediaType] = content;
        }
        return bodies;
    }

    private JsonObject Responses(DoorRoute door, DoorDoc doc)
    {
        var responses = new JsonObject();
        foreach (var answer in doc.Answers)
        {
            var status = answer.Status.ToString(CultureInfo.InvariantCulture);
            if (responses[status] is not JsonObject response)
                responses[status] = response = new JsonObject { ["description"] = answer.Content.What ?? doc.Summary };
            if (answer.Content.MediaType.Length == 0) continue;
            if (response["content"] is not JsonObject content) response["content"] = content = [];
            content[answer.Content.MediaType] = new JsonObject
            {
                ["schema"] = SchemaOf(answer.Content, Schemas.OfAnswer),
            };
        }
        foreach (var (status, refusal) in OpenApiParts.RefusalsOf(door, doc)) responses[status] = refusal;
        return responses;
    }

    /// <summary>A type's schema stands once in the document, by the type's name.</summary>
    private JsonObject SchemaOf(Content content, Func<Type, JsonObject> export)
    {
        if (content.Type is not { } type)
            return new JsonObject { ["type"] = "string", ["description"] = content.What };
        if (!_schemas.ContainsKey(type.Name)) _schemas[type.Name] = export(type);
        return new JsonObject { ["$ref"] = "#/components/schemas/" + type.Name };
    }
}
