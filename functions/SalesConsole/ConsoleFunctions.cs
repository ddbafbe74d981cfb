using LeadScoring.Access;
using LeadScoring.Doors;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LeadScoring.SalesConsole;

/// <summary>
/// The page that sales works with: static files, which hold nothing about anybody, and the words for its lists. All it
/// shows it asks of the same doors as everybody else, with the caller's own scopes.
/// </summary>
public sealed class ConsoleFunctions(InForce content, EntraSettings entra, TimeProvider time)
{
    [Function("Console")]
    public IResult Page(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "console")] HttpRequest request) =>
        request.Path.Value!.EndsWith('/')
            ? Results.Redirect($"../console{request.QueryString}") // the page names its files relative to itself
            : ConsoleFiles.Answer(request, ConsoleFiles.Page, entra.Authority);

    /// <summary>The same page, at what came of it all.</summary>
    [Function("InsightsPage")]
    public IResult Insights(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "console/insights")] HttpRequest request) =>
        Within(request, "insights");

    /// <summary>The same page, at the files of past data.</summary>
    [Function("ImportsPage")]
    public IResult Imports(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "console/imports")] HttpRequest request) =>
        Within(request, "imports");

    private IResult Within(HttpRequest request, string place) => request.Path.Value!.EndsWith('/')
        ? Results.Redirect($"../{place}{request.QueryString}")
        : ConsoleFiles.AnswerWithin(request, entra.Authority);

    [Function("ConsoleFile")]
    public IResult File(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "console/{file}")] HttpRequest request,
        string file) => ConsoleFiles.Answer(request, file, entra.Authority);

    /// <summary>Names of products, stages, campaigns and reactions in the language of <c>?lang=</c>.</summary>
    [Function("ConsoleWords")]
    public IResult Words(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "console/words")] HttpRequest request)
    {
        var refusals = new Refusals();
        var fields = new QueryFields(request.Query, refusals);
        var language = fields.OnlyLanguage(content.Edition.Sender.Locales);
        return refusals.Any
            ? Problems.Invalid(refusals)
            : Answers.Ok(ConsoleWords.Of(content.Edition, language, time.GetUtcNow()));
    }
}
