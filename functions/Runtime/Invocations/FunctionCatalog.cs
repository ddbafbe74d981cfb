using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace LeadScoring.Runtime.Invocations;

/// <summary>All functions of the app; names are unique without regard to case, as folders at the host.</summary>
internal sealed class FunctionCatalog
{
    public FunctionCatalog(IEnumerable<Type> types)
    {
        All = [.. types
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static))
            .Where(method => method.IsDefined(typeof(FunctionAttribute), inherit: false))
            .Select(method => new FunctionEntry(method))
            .OrderBy(function => function.Name, StringComparer.Ordinal)];
        var twice = All.GroupBy(function => function.Name, StringComparer.OrdinalIgnoreCase)
            .FirstOrDefault(named => named.Count() > 1);
        if (twice is not null) throw new InvalidOperationException($"Two functions have the name {twice.Key}.");
    }

    public IReadOnlyList<FunctionEntry> All { get; }

    public IEnumerable<(FunctionEntry Function, T Trigger)> Of<T>() where T : TriggerBindingAttribute =>
        All.Where(function => function.Trigger is T).Select(function => (function, (T)function.Trigger));

    /// <summary>The public classes of an assembly.</summary>
    public static IEnumerable<Type> TypesOf(Assembly assembly) =>
        assembly.GetExportedTypes().Where(type => type.IsClass);
}
