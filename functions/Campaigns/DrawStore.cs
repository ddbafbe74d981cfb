using System.Security.Cryptography;
using System.Text;
using Azure;
using LeadScoring.Storage;

namespace LeadScoring.Campaigns;

/// <summary>The seed of a draw, secret until the draw, and what was published of it.</summary>
public sealed record DrawSeed(string Seed, string Commitment, DateTimeOffset At);

/// <summary>An entry that was drawn; <see cref="LeadId"/> is for staff.</summary>
public sealed record DrawnEntry(string Entry, string LeadId);

/// <summary>An entry that was passed over, and why.</summary>
public sealed record ExcludedEntry(string Entry, string Reason);

/// <summary>The list a draw was made from, as it was then: its parts in order, number of entries, digest.</summary>
public sealed record DrawList(string Attempt, int Parts, int Entries, string Digest);

/// <summary>A draw, made once and kept as it was.</summary>
public sealed record DrawResult(
    DrawList List, DateTimeOffset At, IReadOnlyList<DrawnEntry> Winners, IReadOnlyList<DrawnEntry> Substitutes,
    IReadOnlyList<ExcludedEntry> Excluded);

/// <summary>
/// The rows of a campaign's draw. Seed and result are inserted once and never changed; the result names the copy of the
/// register it was made from, so late confirmations and erasures change nothing about it.
/// </summary>
public sealed class DrawStore(Tables tables)
{
    private const int PartSize = 5_000;
    private const string SeedKey = "draw|seed";
    private const string ResultKey = "draw|result";
    private const string ListPrefix = "draw|list|";

    public async Task<DrawSeed?> SeedAsync(string campaignId, CancellationToken cancel) =>
        await tables.Campaigns.FindAsync(campaignId, SeedKey, cancel) is { } row ? Rows.Body<DrawSeed>(row) : null;

    /// <summary>Keeps the seed; of several the first stays and is the one to go by.</summary>
    public async Task<DrawSeed> CommitAsync(string campaignId, DrawSeed seed, CancellationToken cancel)
    {
        await tables.Campaigns.TryAddAsync(Rows.Entity(campaignId, SeedKey, seed), cancel);
        return (await SeedAsync(campaignId, cancel))!;
    }

    public async Task<DrawResult?> ResultAsync(string campaignId, CancellationToken cancel) =>
        await tables.Campaigns.FindAsync(campaignId, ResultKey, cancel) is { } row
            ? Rows.Body<DrawResult>(row)
            : null;

    /// <summary>Keeps the result; of two draws at once the first stays, and the other's list is taken away.</summary>
    public async Task<DrawResult> SaveAsync(string campaignId, DrawResult result, CancellationToken cancel)
    {
        await tables.Campaigns.TryAddAsync(Rows.Entity(campaignId, ResultKey, result), cancel);
        var kept = (await ResultAsync(campaignId, cancel))!;
        await foreach (var row in tables.Campaigns.RangeAsync(
            campaignId, ListPrefix, ListPrefix + "}", 100, cancel))
        {
            if (!row.RowKey.StartsWith(ListPrefix + kept.List.Attempt, StringComparison.Ordinal))
                await RemoveAsync(campaignId, row.RowKey, cancel);
        }
        return kept;
    }

    /// <summary>Copies the register as it is, in the order of its keys.</summary>
    public async Task<DrawList> CopyAsync(string campaignId, string attempt, CancellationToken cancel)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (part, parts, count) = (new List<string>(PartSize), 0, 0);
        var from = CampaignLedger.RowKey("");
        await foreach (var row in tables.Campaigns.RangeAsync(campaignId, from, from[..^1] + "}", 1000, cancel))
        {
            part.Add(row.RowKey[from.Length..]);
            digest.AppendData(Encoding.ASCII.GetBytes(part[^1] + "\n"));
            count++;
            if (part.Count == PartSize) await FlushAsync();
        }
        if (part.Count > 0) await FlushAsync();
        return new DrawList(attempt, parts, count, Convert.ToHexStringLower(digest.GetHashAndReset()));

        async Task FlushAsync()
        {
            var row = Rows.Entity(campaignId, PartKey(attempt, parts++), string.Join('\n', part));
            await tables.Campaigns.TryAddAsync(row, cancel);
            part.Clear();
        }
    }

    /// <summary>
    /// The entries of a copy, part by part. A draw at the same time that came first takes the copies of all others
    /// away: they end, and whoever reads them keeps the result there is.
    /// </summary>
    public async IAsyncEnumerable<string[]> EntriesAsync(
        string campaignId, DrawList list,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        for (var part = 0; part < list.Parts; part++)
        {
            if (await tables.Campaigns.FindAsync(campaignId, PartKey(list.Attempt, part), cancel) is not { } row)
                yield break;
            yield return Rows.Text(row).Split('\n');
        }
    }

    public async Task<RegisterRow?> RegisteredAsync(string campaignId, string entry, CancellationToken cancel) =>
        await tables.Campaigns.FindAsync(campaignId, CampaignLedger.RowKey(entry), cancel) is { } row
            ? Rows.Body<RegisterRow>(row)
            : null;

    private async Task RemoveAsync(string campaignId, string key, CancellationToken cancel)
    {
        try
        {
            await tables.Campaigns.DeleteEntityAsync(campaignId, key, ETag.All, cancel);
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            // The other draw is tidying up too.
        }
    }

    private static string PartKey(string attempt, int part) => FormattableString.Invariant(
        $"{ListPrefix}{attempt}|{part:D5}");
}
