using LeadScoring.RollOut;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace LeadScoring.Doors;

/// <summary>
/// Who is let in at a door that takes or shows leads' data meets the rules in force, also in a process that serves
/// nothing else: read again at most once in a while (<see cref="RulesPace"/>). Handlers of messages ask by themselves.
/// Entries and beacons are taken by a process that is too old for those rules, too: they come once, and whoever can
/// decide about them works them off.
/// </summary>
public sealed partial class RulesMiddleware(RulesWatch rules, ILogger<RulesMiddleware> log) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is { } http && AsksForRules(context.FunctionDefinition.Name))
            await FreshAsync(TakesWhatComesOnce(context.FunctionDefinition.Name), http.RequestAborted);
        await next(context);
    }

    private static bool AsksForRules(string function) =>
        DoorList.Of(function) is { Guard: Guard.Key } || TakesWhatComesOnce(function);

    private static bool TakesWhatComesOnce(string function) =>
        DoorList.Of(function) is { Kind: DoorKind.Entries or DoorKind.Beacons };

    private async Task FreshAsync(bool isTakenAnyway, CancellationToken cancel)
    {
        try
        {
            await rules.FreshAsync(cancel);
        }
        catch (UnreadableRulesException behind) when (isTakenAnyway)
        {
            LogBehind(behind);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "What came is taken with the last rules that this process could read")]
    private partial void LogBehind(Exception behind);
}
