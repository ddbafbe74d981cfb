using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LeadScoring.RollOut;

/// <summary>The rules in versions: publish, look at, compare, go back; and the replay of all events.</summary>
public sealed class RulesFunctions(RulesDoor door, ReplayDoor replay)
{
    [Function("PublishRules")]
    public Task<IResult> PublishRules(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "scoring/rules")] HttpRequest request,
        CancellationToken cancel) => door.PublishAsync(request, cancel);

    [Function("ShowRules")]
    public Task<IResult> ShowRules(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "scoring/rules")] HttpRequest request,
        CancellationToken cancel) => door.ShowAsync(cancel);

    [Function("ShowRulesVersion")]
    public Task<IResult> ShowRulesVersion(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "scoring/rules/{version}")] HttpRequest request,
        string version, CancellationToken cancel) => door.ShowAsync(Number(version), cancel);

    [Function("CompareRules")]
    public Task<IResult> CompareRules(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "scoring/rules/{version}/diff")] HttpRequest request,
        string version, CancellationToken cancel) => door.CompareAsync(request, Number(version), cancel);

    [Function("RollBackRules")]
    public Task<IResult> RollBackRules(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "scoring/rules/{version}/rollback")]
        HttpRequest request,
        string version, CancellationToken cancel) => door.RollBackAsync(request, Number(version), cancel);

    [Function("Replay")]
    public Task<IResult> Replay(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "scoring/replay")] HttpRequest request,
        CancellationToken cancel) => replay.StartAsync(cancel);

    [Function("ShowReplay")]
    public Task<IResult> ShowReplay(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "scoring/replay")] HttpRequest request,
        CancellationToken cancel) => replay.ShowAsync(cancel);

    /// <summary>0, which no version has, for what is no number.</summary>
    private static int Number(string version) =>
        int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
