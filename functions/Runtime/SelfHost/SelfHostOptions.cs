using LeadScoring.Runtime.Invocations;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace LeadScoring.Runtime.SelfHost;

/// <summary>What an app asks of the self-host before it is built.</summary>
internal sealed class SelfHostOptions
{
    public List<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> Middleware { get; } = [];

    /// <summary>The classes with functions.</summary>
    public List<Type> FunctionTypes { get; } =
        [.. FunctionCatalog.TypesOf(typeof(FunctionsApplicationBuilder).Assembly)];

    public Dictionary<string, string> Redirects { get; } = [];
}
