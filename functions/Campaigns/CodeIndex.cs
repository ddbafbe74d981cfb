using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Data.Tables;
using LeadScoring.Storage;

namespace LeadScoring.Campaigns;

/// <summary>One imported code: which claim (<see cref="CampaignLedger.ClaimOf"/>) holds it, if any.</summary>
public sealed record CodeRow(string? UsedBy = null);

/// <summary>What a code is worth to an entry.</summary>
public enum CodeState
{
    Free,
    Mine,
    Used,
    Unknown,
}

/// <summary>How many codes a campaign has, and how many of them hold an entry.</summary>
public sealed record CodeCounts(int Imported, int Used);

/// <summary>
/// The serial codes of campaigns, as rows under a keyed digest: whoever reads the table has no code to enter with. A
/// code is taken by replacing its row under the version that was read, so of all that race for it one wins, and the
/// claim written there lets its owner find it again after a crash.
/// </summary>
public sealed class CodeIndex(Tables tables, byte[] key)
{
    private const int Batch = 100;
    private const int MaxTries = 20;

    public string DigestOf(string campaignId, string code) => Convert.ToHexStringLower(
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"code|{campaignId}|{code}")).AsSpan(0, 16));

    public async Task<CodeState> LookAsync(string campaignId, string digest, string claim, CancellationToken cancel) =>
        StateOf(await FindAsync(campaignId, digest, cancel), claim);

    /// <summary>Takes a free code for this claim; <see cref="CodeState.Mine"/> where the claim holds it now.</summary>
    /// <exception cref="RequestFailedException">Others keep changing the row; the queue tries again.</exception>
    public Task<CodeState> TakeAsync(string campaignId, string digest, string claim, CancellationToken cancel) =>
        ChangeAsync(campaignId, digest, claim, CodeState.Free, new CodeRow(claim), cancel);

    /// <summary>Gives a code back that its claim has no use for.</summary>
    public Task ReleaseAsync(string campaignId, string digest, string claim, CancellationToken cancel) =>
        ChangeAsync(campaignId, digest, claim, CodeState.Mine, new CodeRow(), cancel);

    /// <summary>Adds what is not there yet; how many of them were new.</summary>
    public async Task<int> ImportAsync(string campaignId, IReadOnlyCollection<string> codes, CancellationToken cancel)
    {
        var added = 0;
        var digests = codes.Select(code => DigestOf(campaignId, code)).Order(StringComparer.Ordinal);
        foreach (var batch in digests.Chunk(Batch)) added += await AddAsync(campaignId, batch, cancel);
        return added;
    }

    public async Task<CodeCounts> CountAsync(string campaignId, CancellationToken cancel)
    {
        var (imported, used) = (0, 0);
        await foreach (var row in tables.Campaigns.RangeAsync(campaignId, "code|", "code}", 1000, cancel))
        {
            imported++;
            if (Rows.Body<CodeRow>(row).UsedBy is not null) used++;
        }
        return new CodeCounts(imported, used);
    }

    private async Task<CodeState> ChangeAsync(
        string campaignId, string digest, string claim, CodeState from, CodeRow to, CancellationToken cancel)
    {
        for (var tries = 1; ; tries++)
        {
            var row = await FindAsync(campaignId, digest, cancel);
            if (StateOf(row, claim) is var state && state != from) return state;
            try
            {
                await tables.Campaigns.UpdateEntityAsync(
                    Rows.Entity(campaignId, row!.RowKey, to), row.ETag, TableUpdateMode.Replace, cancel);
                return CodeState.Mine;
            }
            catch (RequestFailedException changed) when (changed.Status is 404 or 412 && tries < MaxTries)
            {
                // Somebody was quicker, or our own write got through and its answer did not: look again.
            }
        }
    }

    private async Task<int> AddAsync(string campaignId, string[] digests, CancellationToken cancel)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                if (digests.Length > 0) await tables.Campaigns.SubmitTransactionAsync(Adding(), cancel);
                return digests.Length;
            }
            catch (TableTransactionFailedException known) when (known.Status == 409 && tries < MaxTries)
            {
                // An import is repeated as a whole after a lost answer, so where one is known most are.
                var found = await Task.WhenAll(digests.Select(digest => FindAsync(campaignId, digest, cancel)));
                digests = [.. digests.Where((_, index) => found[index] is null)];
            }
        }

        IEnumerable<TableTransactionAction> Adding() => digests.Select(digest => new TableTransactionAction(
            TableTransactionActionType.Add, Rows.Entity(campaignId, RowKey(digest), new CodeRow())));
    }

    private Task<TableEntity?> FindAsync(string campaignId, string digest, CancellationToken cancel) =>
        tables.Campaigns.FindAsync(campaignId, RowKey(digest), cancel);

    private static string RowKey(string digest) => "code|" + digest;

    private static CodeState StateOf(TableEntity? row, string claim) =>
        row is null ? CodeState.Unknown : Rows.Body<CodeRow>(row).UsedBy switch
        {
            null => CodeState.Free,
            var holder when holder == claim => CodeState.Mine,
            _ => CodeState.Used,
        };
}
