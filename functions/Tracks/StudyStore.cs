using System.Globalization;
using System.IO.Compression;
using System.Text;
using Azure;
using Azure.Data.Tables;
using LeadScoring.Insights;
using LeadScoring.Storage;

namespace LeadScoring.Tracks;

/// <summary>The newest report of a study: as JSON, when it was made, and from what.</summary>
public sealed record StudyReport(string Json, DateTimeOffset At, int Rules, Made Made);

/// <summary>
/// What the part of a bucket was made from: the bucket's revision, the version of the rules, where the study looks at
/// them the day and the digest of another study's report, and a digest of the settings and the release.
/// </summary>
public sealed record PartHead(long Revision, int Rules, int? Day, string? Report = null, string? Release = null);

/// <summary>
/// Parts and reports of studies in table <c>insights</c>. Each is a row that says what it was made from and rows with
/// its text, packed where it is long, written in one transaction.
/// </summary>
public sealed class StudyStore(Tables tables)
{
    // In characters of a row, which has room for 1 MiB in UTF-16; five of them keep below 4 MiB a transaction.
    private const int MostPlain = 400_000;
    private const int MostRows = 5;
    private const int MaxTries = 10;

    /// <summary>Null before the first.</summary>
    public async Task<StudyReport?> ReportAsync(string product, string study, CancellationToken cancel)
    {
        var (partition, key) = (TrackRows.Reports(product), TrackRows.Part(study));
        return await ReadAsync<Made>(partition, key, cancel) is var (made, text)
            ? new StudyReport(text, made.At, made.Rules, made)
            : null;
    }

    public Task SaveReportAsync(string product, string study, string json, Made made, CancellationToken cancel) =>
        WriteAsync(TrackRows.Reports(product), TrackRows.Part(study), made, json, cancel);

    /// <summary>What a bucket's part was made from; null where there is none.</summary>
    public async Task<PartHead?> HeadAsync(string product, int bucket, string study, CancellationToken cancel) =>
        await tables.Insights.FindAsync(
            TrackRows.Partition(product, bucket), TrackRows.Part(study), cancel) is { } row
            ? Rows.Body<Kept<PartHead>>(row).Head
            : null;

    public async Task<string?> PartAsync(string product, int bucket, string study, CancellationToken cancel) =>
        await ReadAsync<PartHead>(TrackRows.Partition(product, bucket), TrackRows.Part(study), cancel) is (_, var text)
            ? text
            : null;

    public Task SavePartAsync(
        string product, int bucket, string study, PartHead head, string json, CancellationToken cancel) =>
        WriteAsync(TrackRows.Partition(product, bucket), TrackRows.Part(study), head, json, cancel);

    /// <summary>Somebody in the bucket was erased: its parts may know them.</summary>
    public async Task DropPartsAsync(string product, int bucket, CancellationToken cancel)
    {
        var partition = TrackRows.Partition(product, bucket);
        var rows = await KeysAsync(partition, "p|", "p}", cancel);
        await tables.Insights.SubmitPartsAsync(rows.Select(row => Delete(partition, row)), cancel);
    }

    /// <summary>Whether any report of a product line names this lead.</summary>
    public async Task<bool> AnyNamesAsync(string product, string leadId, CancellationToken cancel)
    {
        foreach (var key in await KeysAsync(TrackRows.Reports(product), "p|", "p}", cancel))
        {
            if (key.Count(letter => letter == '|') == 1
                && await ReadAsync<Made>(TrackRows.Reports(product), key, cancel) is (_, var text)
                && text.Contains(leadId, StringComparison.Ordinal))
                return true;
        }
        return false;
    }

    private async Task<(T Head, string Text)?> ReadAsync<T>(string partition, string key, CancellationToken cancel)
        where T : class
    {
        for (var tries = 0; tries < MaxTries; tries++)
        {
            Kept<T>? kept = null;
            var text = new StringBuilder();
            await foreach (var row in tables.Insights.RangeAsync(partition, key, key + "}", 100, cancel))
            {
                if (row.RowKey == key) kept = Rows.Body<Kept<T>>(row);
                else if (row.RowKey.StartsWith(key + "|", StringComparison.Ordinal)) text.Append(Rows.Text(row));
            }
            if (kept is null) return null;
            // Pages of a range may be read around somebody's write.
            if (text.Length == kept.Length) return (kept.Head, kept.IsPacked ? Unpack(text) : text.ToString());
        }
        return null; // it keeps changing, or is being taken out: as if it were not there
    }

    private async Task WriteAsync<T>(
        string partition, string key, T head, string json, CancellationToken cancel) where T : class
    {
        var isPacked = json.Length > MostPlain;
        var text = isPacked ? Pack(json) : json;
        var rows = text.Chunk(MostPlain).Select(chunk => new string(chunk)).ToList();
        if (rows.Count > MostRows)
            throw new InvalidDataException($"{key} is longer than {MostRows} rows take: a study must keep less.");
        while (true)
        {
            var known = await KeysAsync(partition, key + "|", key + "}", cancel);
            List<TableTransactionAction> actions =
            [
                Put(Rows.Entity(partition, key, new Kept<T>(head, isPacked, text.Length))),
                .. rows.Select((row, n) => Put(Rows.Entity(partition, Key(n), row))),
                .. known.Except(rows.Select((_, n) => Key(n))).Select(row => Delete(partition, row)),
            ];
            try
            {
                await tables.Insights.SubmitTransactionAsync(actions, cancel);
                return;
            }
            catch (TableTransactionFailedException changed) when (changed.Status == 404)
            {
                // Somebody else took rows away meanwhile.
            }
        }

        string Key(int n) => string.Create(CultureInfo.InvariantCulture, $"{key}|{n}");
    }

    private async Task<IReadOnlyList<string>> KeysAsync(
        string partition, string from, string to, CancellationToken cancel) =>
        await tables.Insights.QueryAsync<TableEntity>(
                TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {from} and RowKey lt {to}"),
                Rows.MostAtOnce, [nameof(ITableEntity.RowKey)], cancel)
            .Select(row => row.RowKey).ToListAsync(cancel);

    private static string Pack(string json)
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            zip.Write(Encoding.UTF8.GetBytes(json));
        return Convert.ToBase64String(packed.ToArray());
    }

    private static string Unpack(StringBuilder text)
    {
        using var packed = new MemoryStream(Convert.FromBase64String(text.ToString()));
        using var zip = new GZipStream(packed, CompressionMode.Decompress);
        using var reader = new StreamReader(zip, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static TableTransactionAction Put(TableEntity row) => new(TableTransactionActionType.UpsertReplace, row);

    private static TableTransactionAction Delete(string partition, string row) =>
        new(TableTransactionActionType.Delete, new TableEntity(partition, row), ETag.All);

    private sealed record Kept<T>(T Head, bool IsPacked, int Length);
}
