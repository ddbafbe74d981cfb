using Azure;
using Azure.Data.Tables;
using LeadScoring.Leads;
using LeadScoring.Reactions;
using LeadScoring.Storage;

namespace LeadScoring.Visitors;

/// <summary>What lies in a device's partition: who entered on it (with the row's version), and what waits.</summary>
public sealed record VisitorRows(
    VisitorLinks Links, string? Version, IReadOnlyDictionary<string, Reaction> Waiting);

/// <summary>
/// The table <c>visitors</c>: a partition per device, named by the digest of its visitorId. Row <c>lead</c> holds the
/// people who entered on it, rows <c>reaction|{hash of id}</c> the anonymous reactions that wait for one.
/// </summary>
public sealed class VisitorIndex(Tables tables)
{
    private const string LinksRow = "lead";
    private const string WaitingPrefix = "reaction|";
    private const int MaxTries = 50;

    public static string KeyOf(Reaction reaction) => WaitingPrefix + Digest.Of(reaction.Id);

    /// <summary>One range read of the whole device.</summary>
    public async Task<VisitorRows> ReadAsync(string visitor, CancellationToken cancel)
    {
        var (links, version) = (VisitorLinks.None, (string?)null);
        var waiting = new Dictionary<string, Reaction>(StringComparer.Ordinal);
        await foreach (var row in tables.Visitors.RangeAsync(visitor, LinksRow, "reaction}", 1000, cancel))
        {
            if (row.RowKey == LinksRow) (links, version) = (Rows.Body<VisitorLinks>(row), row.ETag.ToString());
            else waiting[row.RowKey] = Rows.Body<Reaction>(row);
        }
        return new VisitorRows(links, version, waiting);
    }

    /// <summary>Tells whether anybody entered since a reading; null before anybody has.</summary>
    public async Task<string?> VersionAsync(string visitor, CancellationToken cancel) =>
        (await tables.Visitors.FindAsync(visitor, LinksRow, cancel))?.ETag.ToString();

    /// <exception cref="LeadBusyException">The device kept changing; the caller tries again later.</exception>
    public async Task ChangeAsync(
        string visitor, Func<VisitorLinks, VisitorLinks> change, CancellationToken cancel)
    {
        for (var tries = 0; tries < MaxTries; tries++)
        {
            var row = await tables.Visitors.FindAsync(visitor, LinksRow, cancel);
            var before = row is null ? VisitorLinks.None : Rows.Body<VisitorLinks>(row);
            var after = Rows.Entity(visitor, LinksRow, change(before));
            if (Rows.Text(after) == (row is null ? Json.Write(VisitorLinks.None) : Rows.Text(row))) return;
            if (await TrySaveAsync(after, row?.ETag, cancel)) return;
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(tries, 10)), cancel);
        }
        throw new LeadBusyException(visitor);
    }

    /// <summary>The first content under an id stays: one that waits already is not replaced.</summary>
    public async Task KeepAsync(string visitor, IReadOnlyCollection<Reaction> reactions, CancellationToken cancel)
    {
        var rows = reactions.Select(reaction => Rows.Entity(visitor, KeyOf(reaction), reaction)).ToList();
        if (rows.Count == 0) return;
        try
        {
            await tables.Visitors.SubmitTransactionAsync(
                rows.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)), cancel);
        }
        catch (TableTransactionFailedException taken) when (taken.Status == 409)
        {
            await SideBySide.ForEachAsync(rows, (row, token) => tables.Visitors.TryAddAsync(row, token), cancel);
        }
    }

    public Task RemoveAsync(string visitor, IEnumerable<string> rowKeys, CancellationToken cancel) =>
        SideBySide.ForEachAsync(
            rowKeys, (key, token) => tables.Visitors.DeleteEntityAsync(visitor, key, cancellationToken: token), cancel);

    /// <summary>
    /// A lead is erased: its devices forget it. What waits on a device of nobody else goes too; on a shared one the
    /// others keep theirs, and nothing of the lead's passes to them. May be repeated.
    /// </summary>
    public async Task ForgetAsync(string leadId, IEnumerable<string> visitors, CancellationToken cancel)
    {
        foreach (var visitor in visitors)
        {
            await ChangeAsync(visitor, links => links.Without(leadId), cancel);
            var here = await ReadAsync(visitor, cancel);
            if (here.Links.HasPeople) continue;
            await RemoveAsync(visitor, here.Waiting.Keys, cancel);
            if (here.Version is { } version) await RemoveLinksAsync(visitor, new ETag(version), cancel);
        }
    }

    private async Task RemoveLinksAsync(string visitor, ETag version, CancellationToken cancel)
    {
        try
        {
            await tables.Visitors.DeleteEntityAsync(visitor, LinksRow, version, cancel);
        }
        catch (RequestFailedException changed) when (changed.Status is 404 or 412)
        {
            // Somebody else entered on it just now: the device is theirs.
        }
    }

    private async Task<bool> TrySaveAsync(TableEntity row, ETag? version, CancellationToken cancel)
    {
        if (version is not { } known) return await tables.Visitors.TryAddAsync(row, cancel);
        try
        {
            await tables.Visitors.UpdateEntityAsync(row, known, TableUpdateMode.Replace, cancel);
            return true;
        }
        catch (RequestFailedException changed) when (changed.Status is 404 or 412)
        {
            return false;
        }
    }
}
