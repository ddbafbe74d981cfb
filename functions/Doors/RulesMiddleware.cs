using LeadScoring.RollOut;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace LeadScoring.Doors;

/// <summary>
/// Who is let in at a door that takes or shows leads' data meets the rules in force, also in a process that serves
/// nothing else: read again at most once in a while (<see cref="RulesPace"/>). Handlers of messages ask by themselves.
/// </summary>
public sealed class RulesMiddleware(RulesWatch rules) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is { } http && AsksForRules(context.FunctionDefinition.Name))
            await rules.FreshAsync(http.RequestAborted);
        await next(context);
    }

    private static bool AsksForRules(string function) =>
        DoorList.Of(function) is { Guard: Guard.Key } or { Kind: DoorKind.Entries or DoorKind.Beacons };
}
