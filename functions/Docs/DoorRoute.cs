using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;

namespace LeadScoring.Docs;

/// <summary>
/// A door as its attributes declare it; methods in small letters, without those that follow from others.
/// </summary>
internal sealed partial record DoorRoute(string Function, string Route, IReadOnlyList<string> Methods)
{
    /// <summary>The names of its places, in their order.</summary>
    public IReadOnlyList<string> Places { get; } =
        [.. Place().Matches(Route).Select(place => place.Groups[1].Value)];

    /// <summary>All doors of the app; of two that a path fits, the one with fewer places comes first.</summary>
    public static IReadOnlyList<DoorRoute> All { get; } =
    [
        .. from type in typeof(DoorRoute).Assembly.GetTypes()
           from method in type.GetMethods()
           let function = method.GetCustomAttribute<FunctionAttribute>()
           where function is not null
           from parameter in method.GetParameters()
           let trigger = parameter.GetCustomAttribute<HttpTriggerAttribute>()
           where trigger is not null
           let door = new DoorRoute(
               function.Name, trigger.Route ?? function.Name,
               [.. (trigger.Methods ?? []).Where(name => name is not ("head" or "options"))])
           orderby door.Places.Count, door.Route
           select door,
    ];

    /// <summary>The values of its places where the path is one of this door's; null where it is not.</summary>
    public IReadOnlyDictionary<string, string>? Match(string path)
    {
        var pattern = Place().Replace(Route.Replace(".", @"\.", StringComparison.Ordinal), "(?<$1>[^/]+)");
        return Regex.Match(path, $"^{pattern}$") is { Success: true } found
            ? Places.ToDictionary(place => place, place => found.Groups[place].Value, StringComparer.Ordinal)
            : null;
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Place();
}
