using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace LeadScoring.Tests.Recorded;

/// <summary>
/// What another assembly can see of a type, one line a thing: its kind and base, its interfaces, its members with
/// parameter names, defaults and constraints. Nullability is left out: not every official package states it.
/// </summary>
internal static class Signatures
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance
        | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IEnumerable<string> Of(Type type)
    {
        yield return $"{Kind(type)} {NameOf(type)} : {NameOf(type.BaseType)}";
        foreach (var contract in type.GetInterfaces()) yield return $"{NameOf(type)} is {NameOf(contract)}";
        if (type.BaseType == typeof(MulticastDelegate))
        {
            yield return $"{NameOf(type)}: {Text(type.GetMethod("Invoke")!)}";
            yield break;
        }
        foreach (var member in type.GetMembers(Declared).Select(Text).OfType<string>())
            yield return $"{NameOf(type)}: {member}";
    }

    private static string Kind(Type type) => (type.IsAbstract, type.IsSealed) switch
    {
        _ when type.IsInterface => "interface",
        _ when type.IsEnum => "enum",
        _ when type.IsValueType => "struct",
        (true, true) => "static class",
        (true, false) => "abstract class",
        (false, true) => "sealed class",
        _ => "class",
    };

    /// <summary>Null for what no other assembly sees.</summary>
    private static string? Text(MemberInfo member) => member switch
    {
        ConstructorInfo made when IsSeen(made) => $"{Access(made)}new({Parameters(made)})",
        MethodInfo method when IsSeen(method) && (!method.IsSpecialName || IsOperator(method)) => Text(method),
        PropertyInfo property when Seen(property).FirstOrDefault() is { } accessor =>
            $"{Access(accessor)}{NameOf(property.PropertyType)} {property.Name}"
            + $"[{Parameters(property.GetIndexParameters())}] "
            + string.Join(' ', Seen(property).Select(each => each.Name[..3])),
        FieldInfo { IsPublic: true } field => string.Create(CultureInfo.InvariantCulture,
            $"{NameOf(field.FieldType)} {field.Name} = {(field.IsLiteral ? field.GetRawConstantValue() : "")}"),
        _ => null,
    };

    private static string Text(MethodInfo method)
    {
        var arguments = method.GetGenericArguments().Select(argument => $"{argument.Name}{Constraints(argument)}");
        var generic = method.IsGenericMethod ? $"<{string.Join(", ", arguments)}>" : "";
        return $"{Access(method)}{NameOf(method.ReturnType)} {method.Name}{generic}({Parameters(method)})"
            + (method.IsDefined(typeof(ExtensionAttribute), inherit: false) ? " extension" : "");
    }

    private static string Constraints(Type argument)
    {
        var special = argument.GenericParameterAttributes & GenericParameterAttributes.SpecialConstraintMask;
        return $" is {special} {string.Join('+', argument.GetGenericParameterConstraints().Select(NameOf))}";
    }

    private static string Parameters(MethodBase method) => Parameters(method.GetParameters());

    private static string Parameters(ParameterInfo[] parameters) => string.Join(", ", parameters.Select(parameter =>
        (parameter.IsDefined(typeof(ParamArrayAttribute), inherit: false) ? "params " : "")
        + (parameter.IsOut ? "out " : "") + $"{NameOf(parameter.ParameterType)} {parameter.Name}"
        + (parameter.HasDefaultValue ? $" = {parameter.RawDefaultValue ?? "default"}" : "")));

    private static IEnumerable<MethodInfo> Seen(PropertyInfo property) =>
        new[] { property.GetMethod, property.SetMethod }.OfType<MethodInfo>().Where(IsSeen);

    private static bool IsOperator(MethodInfo method) => method.Name.StartsWith("op_", StringComparison.Ordinal);

    private static bool IsSeen(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Access(MethodBase method) => (method.IsPublic ? "public " : "protected ")
        + (method.IsStatic ? "static " : "")
        + (method.IsAbstract ? "abstract " : method is { IsVirtual: true, IsFinal: false } ? "virtual " : "");

    private static string NameOf(Type? type)
    {
        if (type is null) return "nothing";
        if (type.IsGenericParameter) return type.Name;
        if (type.IsArray) return $"{NameOf(type.GetElementType())}[]";
        if (type.IsByRef) return $"{NameOf(type.GetElementType())}&";
        var name = type.IsNested ? $"{NameOf(type.DeclaringType)}+{type.Name}" : $"{type.Namespace}.{type.Name}";
        return type.IsGenericType ? $"{name}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>" : name;
    }
}
