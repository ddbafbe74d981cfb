using Microsoft.Azure.Functions.Worker.Builder;

namespace LeadScoring.Runtime.SelfHost;

/// <summary>What the self-host offers beyond the worker's programming model.</summary>
public static class SelfHostExtensions
{
    /// <summary>Sends <c>GET</c> and <c>HEAD</c> of these paths elsewhere (302), the query string kept.</summary>
    public static FunctionsApplicationBuilder RedirectRoots(
        this FunctionsApplicationBuilder builder, IReadOnlyDictionary<string, string> redirects)
    {
        foreach (var (from, to) in redirects) builder.SelfHost.Redirects[from] = to;
        return builder;
    }

    /// <summary>Serves the functions of these classes instead of the app's own: for tests of the host itself.</summary>
    public static FunctionsApplicationBuilder UseFunctions(
        this FunctionsApplicationBuilder builder, params IReadOnlyCollection<Type> types)
    {
        builder.SelfHost.FunctionTypes.Clear();
        builder.SelfHost.FunctionTypes.AddRange(types);
        return builder;
    }
}
