using Microsoft.Azure.Functions.Worker.Middleware;

namespace LeadScoring.Runtime.Invocations;

/// <summary>
/// Runs one invocation: the middleware from the outermost in, then the function. It knows nothing of what triggered
/// it, so the self-host and a Functions host in front of this process share it.
/// </summary>
internal sealed class FunctionInvoker
{
    private readonly FunctionExecutionDelegate _pipeline;

    public FunctionInvoker(IEnumerable<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> middleware)
    {
        FunctionExecutionDelegate function = static async context =>
        {
            var invocation = (Invocation)context;
            invocation.Result = await invocation.Function.CallAsync(invocation);
        };
        _pipeline = middleware.Reverse().Aggregate(function, (next, wrap) => wrap(next));
    }

    public Task InvokeAsync(Invocation invocation) => _pipeline(invocation);
}
