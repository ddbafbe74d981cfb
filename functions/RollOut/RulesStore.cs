using System.Globalization;
using Azure.Data.Tables;
using LeadScoring.Publishing;
using LeadScoring.Storage;

namespace LeadScoring.RollOut;

/// <summary>
/// The versions of the rules and which of them are in force: partition <c>rules</c> of table <c>settings</c>, rows
/// <c>version|{number}</c>, inserted once (the insert decides who publishes a number), and <c>current</c>.
/// </summary>
public sealed class RulesStore(Tables tables)
{
    private const string Partition = "rules";
    private const string Current = "current";

    public async Task<RulesVersion?> FindAsync(int version, CancellationToken cancel) =>
        await tables.Settings.FindAsync(Partition, Key(version), cancel) is { } row ? Read(row) : null;

    /// <summary>All versions, newest first.</summary>
    public async Task<IReadOnlyList<RulesVersion>> HistoryAsync(CancellationToken cancel)
    {
        var versions = new List<RulesVersion>();
        await foreach (var row in tables.Settings.RangeAsync(Partition, "version|", "version}", 100, cancel))
            versions.Add(Read(row));
        versions.Reverse();
        return versions;
    }

    /// <summary>False where the number is taken.</summary>
    public Task<bool> TryAddAsync(RulesVersion version, CancellationToken cancel) =>
        tables.Settings.TryAddAsync(Rows.Entity(Partition, Key(version.Version), version), cancel);

    /// <summary>Gives a version of which only the digest was kept its text.</summary>
    public Task CompleteAsync(RulesVersion version, CancellationToken cancel) => tables.Settings.UpsertEntityAsync(
        Rows.Entity(Partition, Key(version.Version), version), TableUpdateMode.Replace, cancel);

    /// <summary>Null in a new store.</summary>
    public async Task<RulesState?> StateAsync(CancellationToken cancel) =>
        await tables.Settings.FindAsync(Partition, Current, cancel) is { } row ? State(row) : null;

    /// <summary>The first version there is: no lead stands under any.</summary>
    public async Task<RulesState> BeginAsync(int version, CancellationToken cancel)
    {
        await tables.Settings.TryAddAsync(
            Rows.Entity(Partition, Current, new RulesState(version, [version])), cancel);
        return (await StateAsync(cancel))!;
    }

    /// <summary>The state after the step, whoever took it.</summary>
    public async Task<RulesState> ChangeAsync(Func<RulesState, RulesState> step, CancellationToken cancel)
    {
        while (true)
        {
            var row = (await tables.Settings.FindAsync(Partition, Current, cancel))!;
            var (before, after) = (State(row), step(State(row)));
            if (before.Equals(after)) return after;
            // False: somebody else took a step, and we decide on what they left.
            if (await tables.Settings.TryReplaceAsync(Rows.Entity(Partition, Current, after), row.ETag, cancel))
                return after;
        }
    }

    // Before there was a history, the row held the number alone, leads had no stamp, and lists no version.
    private static RulesState State(TableEntity row) =>
        int.TryParse(Rows.Text(row), NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? new RulesState(0, [0])
            : Rows.Body<RulesState>(row);

    private static RulesVersion Read(TableEntity row) => Rows.Text(row) is ['"', ..]
        ? new RulesVersion
        {
            Version = int.Parse(row.RowKey["version|".Length..], CultureInfo.InvariantCulture),
            Digest = Rows.Body<string>(row),
            Author = PublishNote.File,
            PublishedAt = row.Timestamp ?? default,
            Origin = PublishNote.File,
        }
        : Rows.Body<RulesVersion>(row);

    private static string Key(int version) => string.Create(CultureInfo.InvariantCulture, $"version|{version:D10}");
}
