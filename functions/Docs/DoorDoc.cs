namespace LeadScoring.Docs;

/// <summary>
/// What is said of a door and method, besides what its attributes (route, methods) and the list of doors (who may, how
/// large) say already. The paths of all doors are found by reflection: one that nobody described fails a test.
/// </summary>
internal sealed record DoorDoc(string Function, string Method, string Summary)
{
    /// <summary>
    /// The names of its query parameters as in <see cref="ParameterDocs"/>; <c>queue!</c> is required,
    /// <c>since=date</c> is of another kind here.
    /// </summary>
    public string Query { get; private init; } = "";

    public IReadOnlyList<Content> Bodies { get; private init; } = [];
    public IReadOnlyList<Answer> Answers { get; private init; } = [];

    /// <summary>Refusals of this door alone, by status, with their reason; the usual ones go without saying.</summary>
    public IReadOnlyDictionary<int, string> Refusals { get; private init; } = new Dictionary<int, string>();

    public bool BodyIsOptional { get; private init; }

    public static DoorDoc Get(string function, string summary) => new(function, "get", summary);
    public static DoorDoc Post(string function, string summary) => new(function, "post", summary);
    public static DoorDoc Put(string function, string summary) => new(function, "put", summary);
    public static DoorDoc Delete(string function, string summary) => new(function, "delete", summary);

    public DoorDoc Asks(string query) => this with { Query = query };

    /// <summary>A JSON body, whose fields are those of the type; what cannot be null is required.</summary>
    public DoorDoc Takes<T>(string mediaType = Content.Json) =>
        this with { Bodies = [.. Bodies, new Content(mediaType, typeof(T), null)] };

    public DoorDoc Takes(string mediaType, string what) =>
        this with { Bodies = [.. Bodies, new Content(mediaType, null, what)] };

    public DoorDoc MayTake<T>() => Takes<T>() with { BodyIsOptional = true };

    /// <summary>A JSON answer; every field of the type is there.</summary>
    public DoorDoc Gives<T>(int status = 200) =>
        this with { Answers = [.. Answers, new Answer(status, new Content(Content.Json, typeof(T), null))] };

    public DoorDoc Gives(string mediaType, string what, int status = 200) =>
        this with { Answers = [.. Answers, new Answer(status, new Content(mediaType, null, what))] };

    /// <summary>An answer without a body.</summary>
    public DoorDoc GivesNone(int status, string what) =>
        this with { Answers = [.. Answers, new Answer(status, new Content("", null, what))] };

    public DoorDoc Refuses(int status, string when) =>
        this with { Refusals = new Dictionary<int, string>(Refusals) { [status] = when } };
}

/// <summary>A body: of a type, told as its JSON schema, or in words.</summary>
internal sealed record Content(string MediaType, Type? Type, string? What)
{
    public const string Json = "application/json";
    public const string Html = "text/html";
    public const string Csv = "text/csv";
    public const string Text = "text/plain";
    public const string Form = "application/x-www-form-urlencoded";
}

/// <summary>What a door answers when all goes well.</summary>
internal sealed record Answer(int Status, Content Content);
