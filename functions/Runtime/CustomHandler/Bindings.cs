using System.Text.Json.Nodes;
using LeadScoring.Runtime.Invocations;
using Microsoft.Azure.Functions.Worker;

namespace LeadScoring.Runtime.CustomHandler;

/// <summary>A function as <c>function.json</c> describes it to the Functions host.</summary>
internal static class Bindings
{
    public static JsonObject Of(FunctionEntry function)
    {
        JsonObject[] bindings = function.Trigger switch
        {
            // Exactly this pair makes the host pass requests through as they are.
            HttpTriggerAttribute http => [Http(function, http), Answer()],
            QueueTriggerAttribute queue => [Queue(function, queue)],
            TimerTriggerAttribute timer => [Timer(function, timer)],
            var other => throw new NotSupportedException($"{function.Name}: the host has no {other.GetType().Name}."),
        };
        return new JsonObject { ["bindings"] = new JsonArray(bindings) };
    }

    private static JsonObject Http(FunctionEntry function, HttpTriggerAttribute http)
    {
        var binding = In(function, "httpTrigger");
        binding["authLevel"] = http.AuthLevel.ToString().ToLowerInvariant();
        if (http.Methods is { Length: > 0 } methods)
        {
            var names = methods.Select(method => JsonValue.Create(method.ToLowerInvariant()));
            binding["methods"] = new JsonArray([.. names]);
        }
        binding["route"] = http.Route ?? function.Name;
        return binding;
    }

    private static JsonObject Answer() => new() { ["type"] = "http", ["direction"] = "out", ["name"] = "res" };

    private static JsonObject Queue(FunctionEntry function, QueueTriggerAttribute queue)
    {
        var binding = In(function, "queueTrigger");
        binding["queueName"] = queue.QueueName;
        binding["connection"] = queue.Connection ?? "AzureWebJobsStorage";
        return binding;
    }

    private static JsonObject Timer(FunctionEntry function, TimerTriggerAttribute timer)
    {
        var binding = In(function, "timerTrigger");
        binding["schedule"] = timer.Schedule;
        binding["runOnStartup"] = timer.RunOnStartup;
        binding["useMonitor"] = timer.UseMonitor;
        return binding;
    }

    private static JsonObject In(FunctionEntry function, string type) =>
        new() { ["type"] = type, ["direction"] = "in", ["name"] = function.TriggerParameter.Name };
}
