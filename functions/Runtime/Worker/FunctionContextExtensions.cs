using LeadScoring.Runtime.Invocations;
using Microsoft.AspNetCore.Http;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>The HTTP side of an invocation.</summary>
public static class FunctionContextExtensions
{
    /// <summary>The request being answered; null where a queue or a timer started the function.</summary>
    public static HttpContext? GetHttpContext(this FunctionContext context) =>
        context.Items.TryGetValue(Invocation.HttpContextKey, out var http) ? (HttpContext)http : null;
}
