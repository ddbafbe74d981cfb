using LeadScoring.Parsing;

namespace LeadScoring.Access;

/// <summary>Scopes as requests, answers and problems name them: in lower case.</summary>
public static class ScopeNames
{
    private static readonly Scope[] Single =
        [Scope.Ingest, Scope.Read, Scope.Work, Scope.Sensitive, Scope.Admin];

    public static IReadOnlyList<string> All { get; } = [.. Single.Select(Name)];

    /// <summary>Of a single scope.</summary>
    public static string Name(this Scope scope) => scope.ToString().ToLowerInvariant();

    public static IReadOnlyList<string> Names(this Scope scopes) =>
        [.. Single.Where(one => scopes.HasFlag(one)).Select(Name)];

    /// <summary>Null for a name that is none.</summary>
    public static Scope? Find(string name) =>
        Single.Cast<Scope?>().FirstOrDefault(one => one!.Value.Name() == name);

    /// <summary>At least one; what is wrong with the names is noted.</summary>
    public static Scope ReadRequired(JsonFields fields, string name)
    {
        var scopes = Scope.None;
        foreach (var text in fields.Texts(name))
        {
            if (Find(text) is { } one) scopes |= one;
            else fields.Refuse(name, $"Must be of {string.Join(", ", All)}, but one is '{text}'.");
        }
        if (scopes == Scope.None && !fields.Refusals.Any)
            fields.Refuse(name, $"Is required: a list of at least one of {string.Join(", ", All)}.");
        if (scopes.HasFlag(Scope.Sensitive) && (scopes & (Scope.Read | Scope.Work | Scope.Admin)) == Scope.None)
            fields.Refuse(name, "Must hold read or work beside sensitive, which only lifts the mask of what they see.");
        return scopes;
    }
}
