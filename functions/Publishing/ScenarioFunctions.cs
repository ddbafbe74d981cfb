using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LeadScoring.Publishing;

/// <summary>Scenarios and their mails, published while the app runs.</summary>
public sealed class ScenarioFunctions(ScenarioDoor scenarios, TemplateDoor templates)
{
    [Function("ListScenarios")]
    public Task<IResult> ListScenarios(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "scenarios")] HttpRequest request,
        CancellationToken cancel) => scenarios.ListAsync(cancel);

    [Function("ShowScenario")]
    public Task<IResult> ShowScenario(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "scenarios/{id}")] HttpRequest request,
        string id, CancellationToken cancel) => scenarios.ShowAsync(id, cancel);

    [Function("PublishScenario")]
    public Task<IResult> PublishScenario(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "scenarios/{id}")] HttpRequest request,
        string id, CancellationToken cancel) => scenarios.PublishAsync(request, id, cancel);

    [Function("RollBackScenarios")]
    public Task<IResult> RollBackScenarios(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "scenarios/rollback")] HttpRequest request,
        CancellationToken cancel) => scenarios.RollBackAsync(request, cancel);

    [Function("ShowTemplate")]
    public Task<IResult> ShowTemplate(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "templates/{name}")] HttpRequest request,
        string name, CancellationToken cancel) => templates.ShowAsync(name, cancel);

    [Function("PublishTemplate")]
    public Task<IResult> PublishTemplate(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "templates/{name}")] HttpRequest request,
        string name, CancellationToken cancel) => templates.PublishAsync(request, name, cancel);
}
