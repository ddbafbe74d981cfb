using LeadScoring.Runtime.Invocations;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>What the function answered; a middleware may answer in its place by setting <see cref="Value"/>.</summary>
public class InvocationResult
{
    private readonly Invocation _invocation;

    internal InvocationResult(Invocation invocation) => _invocation = invocation;

    public object? Value
    {
        get => _invocation.Result;
        set => _invocation.Result = value;
    }
}

/// <summary>What a middleware asks a context for.</summary>
public static class FunctionContextBindingFeatureExtensions
{
    public static InvocationResult GetInvocationResult(this FunctionContext context) => new((Invocation)context);
}
