using LeadScoring.Runtime.Invocations;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>What the function answered; a middleware may answer in its place by setting <c>Value</c>.</summary>
public abstract class InvocationResult : InvocationResult<object>;

/// <summary>What the function answered, as one type.</summary>
public abstract class InvocationResult<T>
{
    public abstract T? Value { get; set; }
}

/// <summary>What a middleware asks a context for.</summary>
public static class FunctionContextBindingFeatureExtensions
{
    public static InvocationResult GetInvocationResult(this FunctionContext context) =>
        new AnswerOf((Invocation)context);

    /// <summary>The answer at the time of asking, as in the official package: it does not follow a later one.</summary>
    private sealed class AnswerOf(Invocation invocation) : InvocationResult
    {
        private object? _value = invocation.Result;

        public override object? Value
        {
            get => _value;
            set => invocation.Result = _value = value;
        }
    }
}
