using System.Globalization;
using Azure;
using Azure.Data.Tables;
using LeadScoring.Leads;
using LeadScoring.Storage;

namespace LeadScoring.RollOut;

/// <summary>
/// The rows of walks over all leads, in table <c>settings</c>: a partition per walk with a row per part, and the number
/// of the latest replay. And the leads themselves, in the order of their ids.
/// </summary>
public sealed class WalkStore(Tables tables)
{
    private const string Partition = "replay";
    private const string Latest = "latest";

    public async Task<IReadOnlyList<WalkPart>> PartsAsync(string walk, CancellationToken cancel)
    {
        var parts = new List<WalkPart>();
        await foreach (var row in tables.Settings.RangeAsync(PartitionOf(walk), "", "}", Walk.Parts, cancel))
            parts.Add(Rows.Body<WalkPart>(row));
        return parts;
    }

    /// <summary>The part with its version; begun where it is not yet.</summary>
    public async Task<(WalkPart Part, ETag Version)> BeginAsync(
        string walk, int part, DateTimeOffset now, CancellationToken cancel)
    {
        while (true)
        {
            if (await tables.Settings.FindAsync(PartitionOf(walk), Key(part), cancel) is { } row)
                return (Rows.Body<WalkPart>(row), row.ETag);
            await tables.Settings.TryAddAsync(
                Rows.Entity(PartitionOf(walk), Key(part), new WalkPart(0, 0, null, now, null)), cancel);
        }
    }

    /// <summary>False where a repeated message has brought the part further already.</summary>
    public Task<bool> TrySaveAsync(
        string walk, int part, WalkPart changed, ETag version, CancellationToken cancel) =>
        tables.Settings.TryReplaceAsync(Rows.Entity(PartitionOf(walk), Key(part), changed), version, cancel);

    /// <summary>The leads of a part that have a profile, known or not, behind this one.</summary>
    public IAsyncEnumerable<string> IdsAsync(
        int part, string? after, CancellationToken cancel, int pageSize = 1000)
    {
        var (from, to) = Walk.Ids(part);
        var filter = after is null
            ? TableClient.CreateQueryFilter(
                $"PartitionKey ge {from} and PartitionKey lt {to} and RowKey eq {LeadRows.Profile}")
            : TableClient.CreateQueryFilter(
                $"PartitionKey gt {after} and PartitionKey lt {to} and RowKey eq {LeadRows.Profile}");
        return tables.Leads
            .QueryAsync<TableEntity>(filter, pageSize, [nameof(ITableEntity.PartitionKey)], cancel)
            .Select(row => row.PartitionKey);
    }

    /// <summary>The latest replay's number, 0 before the first, with the version of its row.</summary>
    public async Task<(int Number, ETag? Version)> ReplayAsync(CancellationToken cancel) =>
        await tables.Settings.FindAsync(Partition, Latest, cancel) is { } row
            ? (Rows.Body<int>(row), row.ETag)
            : (0, null);

    /// <summary>False where somebody else has begun one at the same time.</summary>
    public Task<bool> TryNumberAsync(int number, ETag? version, CancellationToken cancel)
    {
        var row = Rows.Entity(Partition, Latest, number);
        return version is { } known
            ? tables.Settings.TryReplaceAsync(row, known, cancel)
            : tables.Settings.TryAddAsync(row, cancel);
    }

    private static string PartitionOf(string walk) => "walk|" + walk;

    private static string Key(int part) => part.ToString(CultureInfo.InvariantCulture);
}
