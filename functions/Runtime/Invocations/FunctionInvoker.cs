using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;

namespace LeadScoring.Runtime.Invocations;

/// <summary>
/// Runs one invocation: the middleware from the outermost in, then the function. It knows nothing of what triggered
/// it, so the self-host and a Functions host in front of this process share it.
/// </summary>
internal sealed class FunctionInvoker
{
    private readonly IServiceScopeFactory _scopes;
    private readonly TimeSpan _timeout;
    private readonly FunctionExecutionDelegate _pipeline;

    public FunctionInvoker(
        IServiceScopeFactory scopes, HostJson settings,
        IEnumerable<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> middleware)
    {
        _scopes = scopes;
        _timeout = settings.FunctionTimeout;
        FunctionExecutionDelegate function = static async context =>
        {
            var invocation = (Invocation)context;
            invocation.Result = await invocation.Function.CallAsync(invocation);
        };
        _pipeline = middleware.Reverse().Aggregate(function, (next, wrap) => wrap(next));
    }

    /// <summary>Runs in the scope that the invocation brings.</summary>
    public Task InvokeAsync(Invocation invocation) => _pipeline(invocation);

    /// <summary>Runs in a scope of its own; the function is told to give up after <c>functionTimeout</c>.</summary>
    public async Task InvokeAsync(FunctionEntry function, object trigger, CancellationToken cancellation)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(_timeout);
        await using var scope = _scopes.CreateAsyncScope();
        await InvokeAsync(new Invocation(function, trigger, scope.ServiceProvider, deadline.Token));
    }
}
