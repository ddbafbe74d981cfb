using System.Linq.Expressions;
using System.Reflection;

namespace LeadScoring.Runtime.Invocations;

/// <summary>Turns a method into a delegate, so that an invocation costs no reflection.</summary>
internal static class MethodCall
{
    public static Func<object, object?[], Task<object?>> Compile(MethodInfo method)
    {
        var instance = Expression.Parameter(typeof(object));
        var arguments = Expression.Parameter(typeof(object?[]));
        var call = Expression.Call(
            method.IsStatic ? null : Expression.Convert(instance, method.DeclaringType!),
            method,
            method.GetParameters().Select((parameter, index) => Expression.Convert(
                Expression.ArrayIndex(arguments, Expression.Constant(index)), parameter.ParameterType)));
        return Expression.Lambda<Func<object, object?[], Task<object?>>>(Awaited(call), instance, arguments).Compile();
    }

    private static Expression Awaited(MethodCallExpression call)
    {
        var type = call.Type;
        if (type == typeof(void)) return Expression.Block(call, Expression.Constant(Task.FromResult<object?>(null)));
        if (type == typeof(Task)) return Expression.Call(typeof(MethodCall), nameof(NothingAsync), null, call);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>))
            return Expression.Call(typeof(MethodCall), nameof(ValueAsync), type.GetGenericArguments(), call);
        return Expression.Call(typeof(Task), nameof(Task.FromResult), [typeof(object)],
            Expression.Convert(call, typeof(object)));
    }

    private static async Task<object?> NothingAsync(Task task)
    {
        await task;
        return null;
    }

    private static async Task<object?> ValueAsync<T>(Task<T> task) => await task;
}
