using System.Collections.Immutable;

namespace LeadScoring.Publishing;

/// <summary>
/// Pure: what is to be in force, given a changed content folder and what was published while the app ran. Of the folder
/// counts what changed since it was last published from; everything else stays as it was published. A scenario is new
/// by its version only.
/// </summary>
internal static class NurtureMerge
{
    /// <param name="folder">The folder's texts by path, as they are kept.</param>
    /// <param name="newest">The newest publication.</param>
    /// <param name="known">Every version of a scenario that was ever published, with its digest.</param>
    /// <param name="problems">Gets the scenarios whose version cannot be.</param>
    public static ImmutableSortedDictionary<string, string> Of(
        IReadOnlyDictionary<string, string> folder, NurtureSet newest,
        IReadOnlyDictionary<(string Id, int Version), string> known, ICollection<ContentProblem> problems)
    {
        var digests = NurtureSet.Digests(folder);
        var files = newest.Files;
        foreach (var gone in newest.Folder.Keys.Where(path => !digests.ContainsKey(path))) files = files.Remove(gone);
        foreach (var (path, digest) in digests.Where(file => newest.Folder.GetValueOrDefault(file.Key) != file.Value))
        {
            if (NurtureSet.ScenarioIn(path) is { } id && NurtureSet.VersionIn(folder[path]) is { } version)
            {
                if (known.TryGetValue((id, version), out var before))
                {
                    if (before != digest) problems.Add(Changed(path, version));
                    continue; // known, so not new: what is in force stays
                }
                if (Newest(known, id) is { } latest && latest > version)
                {
                    problems.Add(Older(path, version, latest));
                    continue;
                }
            }
            files = files.SetItem(path, digest);
        }
        return files;
    }

    /// <summary>
    /// With the mails that people still wait for who are under way in earlier versions of scenarios: a template, once
    /// published, stays as long as some version names it, and partials stay with it.
    /// </summary>
    /// <param name="files">What is to be in force.</param>
    /// <param name="before">What was in force before.</param>
    /// <param name="needed">The templates that any version of a scenario names.</param>
    public static ImmutableSortedDictionary<string, string> WithNeeded(
        ImmutableSortedDictionary<string, string> files, ImmutableSortedDictionary<string, string> before,
        IReadOnlySet<string> needed)
    {
        var lost = before.Where(file => !files.ContainsKey(file.Key) && TemplateIn(file.Key) is { } name
            && needed.Contains(name) && !files.Keys.Any(path => TemplateIn(path) == name)).ToList();
        return lost.Count == 0
            ? files
            : files.AddRange(lost).AddRange(before.Where(
                file => TemplateIn(file.Key) == "_partials" && !files.ContainsKey(file.Key)));
    }

    /// <summary>The version of a scenario that the next one has to be above; null for a new scenario.</summary>
    public static int? Newest(IReadOnlyDictionary<(string Id, int Version), string> known, string id) =>
        known.Keys.Where(version => version.Id == id).Max(version => (int?)version.Version);

    public static ContentProblem Changed(string path, int version) => new(path, "version",
        $"{version} was published with other content. Raise the version, so that everybody under way in it goes on "
        + "as they began.");

    public static ContentProblem Older(string path, int version, int latest) => new(path, "version",
        $"{version} is older than version {latest}, which was published. Give it a version from {latest + 1} on.");

    public static ContentProblem NotInForce(string path, int version) => new(path, "version",
        $"{version} was published before and is not in force any more. Go back with POST /api/scenarios/rollback, or "
        + "give it a new version.");

    /// <summary>The name of the template whose file this is.</summary>
    private static string? TemplateIn(string path) =>
        path.Split('/') is ["templates", var name, ..] ? name : null;
}
