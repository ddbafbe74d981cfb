using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LeadScoring.Runtime.Invocations;

/// <summary>
/// One invocation as the worker sees it: the function, the value that triggered it (a request, a message text or a
/// timer), the route values, and the answer.
/// </summary>
internal sealed class Invocation(
    FunctionEntry function, object trigger, IServiceProvider services, CancellationToken cancellation) : FunctionContext
{
    public const string HttpContextKey = "HttpRequestContext";

    public FunctionEntry Function { get; } = function;

    /// <summary>An <see cref="HttpRequest"/>, the text of a message, or a <see cref="TimerInfo"/>.</summary>
    public object Trigger { get; } = trigger;

    public object? Result { get; set; }

    public override string InvocationId { get; } = new Guid(RandomNumberGenerator.GetBytes(16)).ToString();

    public override string FunctionId => Function.Id;

    public override FunctionDefinition FunctionDefinition => Function;

    public override IServiceProvider InstanceServices { get; set; } = services;

    public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

    public override CancellationToken CancellationToken { get; } = cancellation;

    public string? RouteValue(string name) => (Trigger as HttpRequest)?.RouteValues[name] as string;
}
