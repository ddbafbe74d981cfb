using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace LeadScoring.Tests.Conventions;

/// <summary>One HTTP function as declared.</summary>
internal sealed record HttpFunction(string Name, string Route, IReadOnlyList<string> Methods, AuthorizationLevel Level)
{
    /// <summary>
    /// A path that reaches it; the places of the route are filled with something that exists nowhere.
    /// </summary>
    public string Path => "/api/" + System.Text.RegularExpressions.Regex.Replace(Route, @"\{\w+\}", "nothing");
}

/// <summary>The app's functions, by reflection over its attributes.</summary>
internal static class FunctionList
{
    private static readonly List<(string Name, MethodInfo Method)> Every =
        [.. from type in typeof(Program).Assembly.GetTypes()
            from method in type.GetMethods()
            let function = method.GetCustomAttribute<FunctionAttribute>()
            where function is not null
            orderby function.Name
            select (function.Name, method)];

    public static IReadOnlyList<string> Names { get; } = [.. Every.Select(function => function.Name)];

    public static IReadOnlyList<HttpFunction> Http { get; } =
        [.. from function in Every
            from parameter in function.Method.GetParameters()
            let trigger = parameter.GetCustomAttribute<HttpTriggerAttribute>()
            where trigger is not null
            select new HttpFunction(function.Name, trigger.Route!, trigger.Methods!, trigger.AuthLevel)];

    public static IReadOnlyList<(string Function, string Queue)> Listeners { get; } =
        [.. from function in Every
            from parameter in function.Method.GetParameters()
            let trigger = parameter.GetCustomAttribute<QueueTriggerAttribute>()
            where trigger is not null
            select (function.Name, trigger.QueueName)];

    public static IReadOnlyList<(string Function, TimerTriggerAttribute Trigger)> Timers { get; } =
        [.. from function in Every
            from parameter in function.Method.GetParameters()
            let trigger = parameter.GetCustomAttribute<TimerTriggerAttribute>()
            where trigger is not null
            select (function.Name, trigger)];
}
