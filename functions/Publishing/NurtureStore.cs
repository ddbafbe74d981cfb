using System.Globalization;
using Azure.Data.Tables;
using LeadScoring.Storage;

namespace LeadScoring.Publishing;

/// <summary>
/// The publications of nurture, in partition <c>nurture</c> of table <c>settings</c>: <c>set|{inverted number}</c>
/// inserted once (the insert decides who publishes a number), texts by their digest, an index of the versions of
/// scenarios that follows from the sets, and <c>current</c>, which says what is in force and what is paused.
/// </summary>
public sealed class NurtureStore(Tables tables)
{
    private const string Partition = "nurture";
    private const string Current = "current";

    /// <summary>A transaction holds 4 MB at most, a row twice <see cref="NurtureSet.MostBytes"/>.</summary>
    private const int MostAtOnce = 10;

    /// <summary>A new store has none: nothing published, nothing paused.</summary>
    public async Task<NurtureState> StateAsync(CancellationToken cancel) =>
        await tables.Settings.FindAsync(Partition, Current, cancel) is { } row
            ? Rows.Body<NurtureState>(row)
            : NurtureState.New;

    /// <summary>The state after the step, whoever took it.</summary>
    public async Task<NurtureState> ChangeAsync(Func<NurtureState, NurtureState> step, CancellationToken cancel)
    {
        while (true)
        {
            var row = await tables.Settings.FindAsync(Partition, Current, cancel);
            var before = row is null ? NurtureState.New : Rows.Body<NurtureState>(row);
            var after = step(before);
            if (after.Revision == before.Revision) return before;
            var entity = Rows.Entity(Partition, Current, after);
            // False: somebody else took a step, and we decide on what they left.
            var isDone = row is null
                ? await tables.Settings.TryAddAsync(entity, cancel)
                : await tables.Settings.TryReplaceAsync(entity, row.ETag, cancel);
            if (isDone) return after;
        }
    }

    /// <summary>The newest publications, newest first.</summary>
    public async Task<IReadOnlyList<NurtureSet>> NewestAsync(int most, CancellationToken cancel) =>
        await tables.Settings.RangeAsync(Partition, "set|", "set}", most, cancel).Take(most)
            .Select(Rows.Body<NurtureSet>).ToListAsync(cancel);

    public async Task<NurtureSet?> FindAsync(int number, CancellationToken cancel) =>
        await tables.Settings.FindAsync(Partition, SetKey(number), cancel) is { } row
            ? Rows.Body<NurtureSet>(row)
            : null;

    /// <summary>False where the number is taken.</summary>
    public Task<bool> TryAddAsync(NurtureSet set, CancellationToken cancel) =>
        tables.Settings.TryAddAsync(Rows.Entity(Partition, SetKey(set.Number), set), cancel);

    /// <summary>
    /// What follows from a set: the versions it brought stand in the index, and it is in force. May be repeated.
    /// </summary>
    public async Task PutInForceAsync(NurtureSet set, CancellationToken cancel)
    {
        if ((await StateAsync(cancel)).Number >= set.Number) return; // which is written last
        foreach (var (id, version) in set.New)
        {
            var row = new ScenarioVersion(
                id, version, set.Files[NurtureSet.ScenarioPath(id)], set.Number, set.Author, set.Comment,
                set.PublishedAt, set.Origin);
            await tables.Settings.TryAddAsync(Rows.Entity(Partition, VersionKey(id, version), row), cancel);
        }
        await ChangeAsync(state => state.PutInForce(set.Number), cancel);
    }

    /// <summary>Every version of a scenario that was ever published, by id and number.</summary>
    public async Task<IReadOnlyList<ScenarioVersion>> VersionsAsync(CancellationToken cancel) =>
        await tables.Settings.RangeAsync(Partition, "scenario|", "scenario}", 1000, cancel)
            .Select(Rows.Body<ScenarioVersion>).ToListAsync(cancel);

    public async Task<string> TextAsync(string digest, CancellationToken cancel) =>
        Rows.Body<string>((await tables.Settings.FindAsync(Partition, TextKey(digest), cancel))!);

    /// <summary>Texts by their digests: the same one again is the same row.</summary>
    public async Task SaveTextsAsync(IEnumerable<KeyValuePair<string, string>> texts, CancellationToken cancel)
    {
        foreach (var some in texts.Chunk(MostAtOnce))
            await tables.Settings.SubmitTransactionAsync(
                some.Select(text => new TableTransactionAction(
                    TableTransactionActionType.UpsertReplace,
                    Rows.Entity(Partition, TextKey(text.Key), Json.Write(text.Value)))),
                cancel);
    }

    private static string TextKey(string digest) => $"text|{digest}";

    private static string SetKey(int number) =>
        string.Create(CultureInfo.InvariantCulture, $"set|{int.MaxValue - number:D10}");

    private static string VersionKey(string id, int version) =>
        string.Create(CultureInfo.InvariantCulture, $"scenario|{id}|{version:D7}");
}

/// <summary>One version of a scenario, and the publication that brought it.</summary>
public sealed record ScenarioVersion(
    string Id, int Version, string Digest, int Publication, string Author, string? Comment,
    DateTimeOffset PublishedAt, string Origin);
