using LeadScoring.Doors;
using LeadScoring.Parsing;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Publishing;

/// <summary>What every call that publishes says of itself, and how its refusals are told.</summary>
internal static class PublishNote
{
    /// <summary>From the content folder.</summary>
    public const string File = "file";

    /// <summary>By a call.</summary>
    public const string Api = "api";

    public static string RollbackOf(int number) => FormattableString.Invariant($"rollback of {number}");

    public static PublicationNote Read(JsonFields? fields, string origin) =>
        new(fields?.RequiredText("author", 100) ?? "", fields?.Text("comment", 1000), origin);

    /// <summary>
    /// Mistakes of the files that were sent stand under their fields; those of others under their own path, as
    /// <c>scenarios/car-new.json: steps[0].template</c>.
    /// </summary>
    public static IResult Refused(
        IReadOnlyList<ContentProblem> problems, params IReadOnlyList<(string File, string Field)> sent)
    {
        var refusals = new Refusals();
        foreach (var problem in problems)
        {
            var field = sent.FirstOrDefault(one => one.File == problem.File).Field;
            var path = problem.Path.Length == 0 ? "" : field is null ? $": {problem.Path}" : $".{problem.Path}";
            refusals.Add((field ?? problem.File) + path, problem.Reason);
        }
        return Problems.Invalid(refusals);
    }
}
