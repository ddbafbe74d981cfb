using System.Collections.Immutable;
using LeadScoring.RollOut;

namespace LeadScoring.Publishing;

/// <summary>What a publication is to bring, or why it cannot.</summary>
/// <param name="Files">The digests by path.</param>
/// <param name="Folder">The content folder, where it is published from that.</param>
/// <param name="Problems">Why not.</param>
public sealed record NurturePlan(
    ImmutableSortedDictionary<string, string> Files, ImmutableSortedDictionary<string, string> Folder,
    IReadOnlyList<ContentProblem> Problems)
{
    /// <summary>The texts it brings, by digest; kept once it is found good.</summary>
    public IReadOnlyDictionary<string, string> Texts { get; init; } = new Dictionary<string, string>();
}

/// <summary>Who publishes, and why.</summary>
/// <param name="Author">A person, or where it comes from.</param>
/// <param name="Comment">Why.</param>
/// <param name="Origin"><c>file</c>, <c>api</c>, or <c>rollback of 3</c>.</param>
/// <param name="Present">The scenario that also takes in leads who are there already.</param>
public sealed record PublicationNote(string Author, string? Comment, string Origin, string? Present = null);

/// <summary>
/// Publishes scenarios and mails as a whole: planned on the newest publication, checked, kept, and then in force. The
/// insert of its number decides between two who publish at once; the other plans again. Killed at any line, it leaves
/// what was in force before, or a set that the next call, or the next start, brings into force.
/// </summary>
public sealed class NurturePublisher(NurtureStore store, NurtureSets sets, PresentLeads present, TimeProvider time)
{
    /// <summary>The newest publication, completed where its publisher died at it; null in a new store.</summary>
    public async Task<NurtureSet?> NewestAsync(CancellationToken cancel)
    {
        if (await store.NewestAsync(1, cancel) is not [var newest]) return null;
        await PutInForceAsync(newest, cancel);
        return newest;
    }

    /// <summary>The versions of scenarios with the digests of their texts.</summary>
    public async Task<IReadOnlyDictionary<(string Id, int Version), string>> KnownAsync(CancellationToken cancel) =>
        (await store.VersionsAsync(cancel)).ToDictionary(known => (known.Id, known.Version), known => known.Digest);

    /// <summary>
    /// The publication that is in force then, or every mistake. Nothing is published where the plan changes nothing;
    /// who is there already comes in also where that is asked for later.
    /// </summary>
    /// <param name="plan">What is to be, given the newest publication.</param>
    /// <param name="rules">The rules it has to fit; null: those of the folder.</param>
    /// <param name="note">Who publishes.</param>
    /// <param name="cancel">Stops in between.</param>
    public async Task<(NurtureSet? Set, IReadOnlyList<ContentProblem> Problems)> PublishAsync(
        Func<NurtureSet, Task<NurturePlan>> plan, RulesVersion? rules, PublicationNote note, CancellationToken cancel)
    {
        while (true)
        {
            var newest = (await NewestAsync(cancel))!;
            var next = await plan(newest);
            if (next.Problems.Count > 0) return (null, next.Problems);
            var files = NurtureMerge.WithNeeded(next.Files, newest.Files, await sets.NeededTemplatesAsync(cancel));
            if (IsSame(files, newest.Files) && IsSame(next.Folder, newest.Folder))
            {
                if (note.Present is { } id) await BeginAsync(newest, id, cancel);
                return (newest, []);
            }
            if (sets.Check(await sets.TextsAsync(files, next.Texts, cancel), rules, out var problems) is null)
                return (null, problems);
            await sets.KeepAsync(files.Values, next.Texts, newest, cancel);
            var set = await SetAsync(newest, files, next.Folder, note, cancel);
            if (!await store.TryAddAsync(set, cancel)) continue;
            await PutInForceAsync(set, cancel);
            return (set, []);
        }
    }

    /// <summary>The first publication of a new store, which is the folder as it was checked.</summary>
    public async Task BeginAsync(IReadOnlyDictionary<string, string> texts, CancellationToken cancel)
    {
        var files = NurtureSet.Digests(texts);
        await sets.KeepAsync(files.Values, NurtureSet.ByDigest(texts.Values), null, cancel);
        var nothing = new NurtureSet
        {
            Number = 0,
            Files = NurtureSet.NoFiles,
            Folder = NurtureSet.NoFiles,
            Author = PublishNote.File,
            PublishedAt = time.GetUtcNow(),
            Origin = PublishNote.File,
        };
        var set = await SetAsync(
            nothing, files, files, new PublicationNote(PublishNote.File, null, PublishNote.File), cancel);
        await store.TryAddAsync(set, cancel); // or another instance starts with the same content
        await NewestAsync(cancel);
    }

    private async Task PutInForceAsync(NurtureSet set, CancellationToken cancel)
    {
        await store.PutInForceAsync(set, cancel);
        await present.BeginAsync(set, cancel);
    }

    private async Task<NurtureSet> SetAsync(
        NurtureSet newest, ImmutableSortedDictionary<string, string> files,
        ImmutableSortedDictionary<string, string> folder, PublicationNote note, CancellationToken cancel)
    {
        var known = await KnownAsync(cancel);
        var versions = ImmutableSortedDictionary.CreateBuilder<string, int>(StringComparer.Ordinal);
        foreach (var (path, digest) in files)
        {
            if (NurtureSet.ScenarioIn(path) is not { } id) continue;
            var version = await VersionAsync(digest, cancel);
            if (!known.ContainsKey((id, version))) versions[id] = version;
        }
        return new NurtureSet
        {
            Number = newest.Number + 1,
            Files = files,
            Folder = folder,
            Author = note.Author,
            Comment = note.Comment,
            PublishedAt = time.GetUtcNow(),
            Origin = note.Origin,
            New = versions.ToImmutable(),
            Present = note.Present is { } asked ? [asked] : [],
        };
    }

    private async Task BeginAsync(NurtureSet set, string id, CancellationToken cancel) => await present.BeginAsync(
        id, await VersionAsync(set.Files[NurtureSet.ScenarioPath(id)], cancel), cancel);

    private async Task<int> VersionAsync(string digest, CancellationToken cancel) =>
        NurtureSet.VersionIn(await sets.TextAsync(digest, cancel))!.Value;

    private static bool IsSame(
        ImmutableSortedDictionary<string, string> one, ImmutableSortedDictionary<string, string> other) =>
        one.Count == other.Count && one.All(file => other.GetValueOrDefault(file.Key) == file.Value);
}
