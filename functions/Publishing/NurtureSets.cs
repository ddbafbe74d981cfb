using System.Collections.Concurrent;
using System.Text;
using LeadScoring.RollOut;
using LeadScoring.Scenarios;
using LeadScoring.Storage;
using Microsoft.Extensions.Logging;

namespace LeadScoring.Publishing;

/// <summary>
/// Reads publications and holds them against the rest of this process's content: the folder it started with and the
/// rules in force. One that does not fit here (it was made for newer content) does not come into force here; what was
/// in force stays.
/// </summary>
public sealed partial class NurtureSets(NurtureStore store, ILogger<NurtureSets> log)
{
    private const string RulesFile = "scoring.json";

    private readonly ConcurrentDictionary<string, string> _texts = new(StringComparer.Ordinal);
    private volatile Loaded? _loaded;
    private volatile Checked? _checked;

    /// <summary>The content folder this process started with.</summary>
    public ContentSource Folder { get; set; } = ContentSource.OfTexts([]);

    /// <summary>What is wrong with the folder's own scenarios and mails, which therefore are not in force.</summary>
    public IReadOnlyList<ContentProblem> Refused { get; set; } = [];

    /// <summary>The edition with the publication and the pauses of this state.</summary>
    public async Task<Edition> WithAsync(
        Edition edition, RulesVersion rules, NurtureState state, CancellationToken cancel)
    {
        var loaded = _loaded;
        // One that did not fit is tried again under other rules.
        if (loaded?.Wanted != state.Number || loaded.Problems.Count > 0 && loaded.Rules != rules.Version)
            _loaded = loaded = await LoadAsync(edition, rules, state.Number, loaded, cancel);
        return edition with
        {
            Scenarios = loaded.Read.Scenarios,
            Templates = loaded.Read.Templates,
            Calendars = loaded.Read.Calendars,
            EarlierScenarios = loaded.Earlier,
            Controls = state.Controls,
            Nurture = new NurtureStanding(
                loaded.Number, [.. Refused, .. loaded.Problems], IsBehind: loaded.Number != state.Number),
        };
    }

    /// <summary>The texts of these files, by path.</summary>
    public Task<IReadOnlyDictionary<string, string>> TextsAsync(
        IReadOnlyDictionary<string, string> files, CancellationToken cancel) =>
        TextsAsync(files, new Dictionary<string, string>(), cancel);

    /// <summary>The same where some are not kept yet: those are given by digest.</summary>
    public async Task<IReadOnlyDictionary<string, string>> TextsAsync(
        IReadOnlyDictionary<string, string> files, IReadOnlyDictionary<string, string> given, CancellationToken cancel)
    {
        var texts = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        await SideBySide.ForEachAsync(
            files,
            async (file, token) => texts[file.Key] =
                given.GetValueOrDefault(file.Value) ?? await TextAsync(file.Value, token),
            cancel);
        return texts;
    }

    public async Task<string> TextAsync(string digest, CancellationToken cancel) =>
        _texts.TryGetValue(digest, out var known)
            ? known
            : _texts[digest] = await store.TextAsync(digest, cancel);

    /// <summary>
    /// Keeps the texts that a publication is about to name; those of the newest one are kept already.
    /// </summary>
    public async Task KeepAsync(
        IEnumerable<string> named, IReadOnlyDictionary<string, string> texts, NurtureSet? newest,
        CancellationToken cancel)
    {
        var digests = named.Where(texts.ContainsKey).ToHashSet(StringComparer.Ordinal);
        foreach (var digest in digests) _texts[digest] = texts[digest];
        digests.ExceptWith(newest?.Files.Values ?? []);
        await store.SaveTextsAsync(digests.Select(digest => KeyValuePair.Create(digest, texts[digest])), cancel);
    }

    /// <summary>
    /// The folder's content with these scenarios, templates and calendars in place of its own; null, with every
    /// mistake, where they do not fit.
    /// </summary>
    /// <param name="texts">By path.</param>
    /// <param name="rules">The rules in force; null: those of the folder.</param>
    /// <param name="problems">What is wrong.</param>
    public Edition? Check(
        IReadOnlyDictionary<string, string> texts, RulesVersion? rules, out IReadOnlyList<ContentProblem> problems)
    {
        if (_checked is { } known && known.Name == Name(rules?.Digest))
        {
            problems = [];
            return known.Edition;
        }
        var source = Folder.WithNurture(texts);
        if (rules?.Text is { } text) source = source.With(RulesFile, Encoding.UTF8.GetBytes(text));
        if (TryRead(source, out problems) is not { } edition) return null;
        _checked = new Checked(Name(rules?.Digest ?? RulesVersion.DigestOf(Folder.Text(RulesFile))), edition);
        return edition;

        string Name(string? rulesDigest) => Digest.Of(Json.Write(NurtureSet.Digests(texts)) + rulesDigest);
    }

    /// <summary>A scenario of a publication; null where it cannot be read here.</summary>
    public async Task<Scenario?> ScenarioAsync(NurtureSet set, string id, CancellationToken cancel)
    {
        var path = NurtureSet.ScenarioPath(id);
        var text = await TextAsync(set.Files[path], cancel);
        return ContentFolder.ReadScenario(Folder.With(path, Encoding.UTF8.GetBytes(text)), path);
    }

    /// <summary>The templates that any version of a scenario names.</summary>
    public async Task<IReadOnlySet<string>> NeededTemplatesAsync(CancellationToken cancel)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var version in await store.VersionsAsync(cancel))
            if (await ReadAsync(version, Folder, cancel) is { } scenario)
                names.UnionWith(scenario.Steps.Select(step => step.Template).OfType<string>());
        return names;
    }

    /// <summary>What stops a start where neither the folder nor what was published fits, mistake by mistake.</summary>
    public static StartRefusedException Misfit(string place, int number, IEnumerable<ContentProblem> problems) => new(
        $"The content of {place} cannot be used with publication {number} of scenarios and mails, parts of which were "
        + "published while the app ran; please mend the content, or start with that of before:"
        + string.Concat(problems.Distinct().OrderBy(problem => problem.File, StringComparer.Ordinal)
            .Select(problem => $"{Environment.NewLine}  {problem}")));

    private async Task<Loaded> LoadAsync(
        Edition edition, RulesVersion rules, int number, Loaded? before, CancellationToken cancel)
    {
        if (number == 0) return new Loaded(0, rules.Version, 0, edition, new Dictionary<(string, int), Scenario>(), []);
        var set = (await store.FindAsync(number, cancel))!;
        var texts = await TextsAsync(set.Files, cancel);
        var read = Check(texts, rules, out var problems) ?? before?.Read;
        if (problems.Count > 0) LogDoesNotFit(number, problems.Count);
        if (read is null) throw Misfit("this process", number, problems); // published in the moment of the start
        var source = Folder.WithNurture(texts);
        var earlier = new Dictionary<(string, int), Scenario>();
        var versions = await store.VersionsAsync(cancel);
        foreach (var version in versions)
            if (await ReadAsync(version, source, cancel) is { } scenario)
                earlier[(version.Id, version.Version)] = scenario;
        Forget(set.Files.Values.Concat(versions.Select(version => version.Digest)));
        var inForce = problems.Count == 0 ? number : before!.Number;
        return new Loaded(number, rules.Version, inForce, read, earlier, problems);
    }

    /// <summary>Keeps no text in memory but these; others are read again where somebody asks for them.</summary>
    private void Forget(IEnumerable<string> butThese)
    {
        var named = butThese.ToHashSet(StringComparer.Ordinal);
        foreach (var digest in _texts.Keys.Where(digest => !named.Contains(digest))) _texts.TryRemove(digest, out _);
    }

    /// <summary>
    /// A set at which the checks themselves stop is one that does not fit: neither a start nor anybody's lead fails
    /// for it.
    /// </summary>
    private Edition? TryRead(ContentSource source, out IReadOnlyList<ContentProblem> problems)
    {
        try
        {
            return ContentFolder.TryRead(source, out problems);
        }
        catch (Exception error) when (error is not (OutOfMemoryException or OperationCanceledException))
        {
            LogCannotBeChecked(error);
            problems =
            [
                new("scenarios, templates", "", $"Cannot be checked; take back what was changed last: {error.Message}"),
            ];
            return null;
        }
    }

    private async Task<Scenario?> ReadAsync(ScenarioVersion version, ContentSource source, CancellationToken cancel)
    {
        var path = NurtureSet.ScenarioPath(version.Id);
        var text = await TextAsync(version.Digest, cancel);
        return ContentFolder.ReadScenario(source.With(path, Encoding.UTF8.GetBytes(text)), path);
    }

    [LoggerMessage(Level = LogLevel.Error,
        Message = "Publication {Number} of scenarios and mails does not fit this process's content ({Problems} "
            + "mistakes): the last good one stays in force here")]
    private partial void LogDoesNotFit(int number, int problems);

    [LoggerMessage(Level = LogLevel.Error, Message = "The checks of scenarios and mails stopped at what they read")]
    private partial void LogCannotBeChecked(Exception error);

    /// <param name="Wanted">The number that was asked for.</param>
    /// <param name="Rules">The version of the rules it was held against.</param>
    /// <param name="Number">The number that is in force here.</param>
    /// <param name="Read">Its scenarios and templates.</param>
    /// <param name="Earlier">All versions of scenarios there ever were.</param>
    /// <param name="Problems">Why the number asked for is not in force.</param>
    private sealed record Loaded(
        int Wanted, int Rules, int Number, Edition Read,
        IReadOnlyDictionary<(string Id, int Version), Scenario> Earlier, IReadOnlyList<ContentProblem> Problems);

    /// <summary>The latest set that was found good, which mostly is the one that is loaded next.</summary>
    private sealed record Checked(string Name, Edition Edition);
}
