using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Extensions.DependencyInjection;

namespace LeadScoring.Runtime.Invocations;

/// <summary>
/// One method marked with <see cref="FunctionAttribute"/>: what triggers it and how it is called. Whatever cannot be
/// bound is refused when the app is built, not when the first request arrives.
/// </summary>
internal sealed class FunctionEntry : FunctionDefinition
{
    // Compiled by the first invocation: for all functions at once it would hold up the start.
    private readonly Lazy<Func<object, object?[], Task<object?>>> _call;
    private readonly Lazy<ObjectFactory> _create;
    private readonly Func<Invocation, object?>[] _arguments;

    public FunctionEntry(MethodInfo method)
    {
        Name = method.GetCustomAttribute<FunctionAttribute>()!.Name;
        EntryPoint = $"{method.DeclaringType!.FullName}.{method.Name}";
        PathToAssembly = method.DeclaringType.Assembly.Location;
        var parameters = method.GetParameters();
        var triggered = parameters.Where(p => p.IsDefined(typeof(TriggerBindingAttribute), inherit: true)).ToArray();
        if (triggered.Length != 1) throw Unusable($"has {triggered.Length} trigger parameters, but needs exactly one");
        Trigger = triggered[0].GetCustomAttribute<TriggerBindingAttribute>(inherit: true)!;
        TriggerParameter = triggered[0];
        _create = new(() => ActivatorUtilities.CreateFactory(method.DeclaringType, Type.EmptyTypes));
        _call = new(() => MethodCall.Compile(method));
        _arguments = [.. parameters.Select(ArgumentOf)];
    }

    public override string Id => Name;

    public override string Name { get; }

    public override string EntryPoint { get; }

    public override string PathToAssembly { get; }

    public TriggerBindingAttribute Trigger { get; }

    public ParameterInfo TriggerParameter { get; }

    /// <summary>Creates the function's class from the invocation's services and calls the method.</summary>
    public async Task<object?> CallAsync(Invocation invocation)
    {
        var arguments = Array.ConvertAll(_arguments, argument => argument(invocation));
        var instance = _create.Value(invocation.InstanceServices, []);
        try
        {
            return await _call.Value(instance, arguments);
        }
        finally
        {
            if (instance is IAsyncDisposable later) await later.DisposeAsync();
            else (instance as IDisposable)?.Dispose();
        }
    }

    private Func<Invocation, object?> ArgumentOf(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        if (parameter == TriggerParameter) return TriggerArgument(type);
        if (type == typeof(CancellationToken)) return invocation => invocation.CancellationToken;
        if (type == typeof(FunctionContext)) return invocation => invocation;
        if (type == typeof(string) && Trigger is HttpTriggerAttribute) return call => call.RouteValue(parameter.Name!);
        throw Unusable($"cannot bind its parameter '{parameter.Name}' of type {type.Name}");
    }

    private Func<Invocation, object?> TriggerArgument(Type type) => Trigger switch
    {
        HttpTriggerAttribute when type == typeof(HttpRequest) => invocation => invocation.Trigger,
        TimerTriggerAttribute when type == typeof(TimerInfo) => invocation => invocation.Trigger,
        QueueTriggerAttribute => invocation => MessageText.To(type, (string)invocation.Trigger),
        _ => throw Unusable($"cannot bind its trigger to {type.Name}"),
    };

    private InvalidOperationException Unusable(string why) => new($"The function {Name} ({EntryPoint}) {why}.");
}
