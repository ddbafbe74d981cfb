using Azure.Data.Tables;
using LeadScoring.Identity;
using LeadScoring.Leads;
using LeadScoring.Nurture;
using LeadScoring.Publishing;
using LeadScoring.Reactions;
using LeadScoring.Sending;
using LeadScoring.Storage;

namespace LeadScoring.Hits;

/// <summary>
/// Reads what a decision on hits needs: all that came back meanwhile, its mails, and where it comes to that all events.
/// Hits of one moment are judged together: taken one by one, the first links that a scanner opens would be a person's.
/// </summary>
internal static class HitStore
{
    /// <summary>Rows judged in one transaction, and mails they speak of.</summary>
    private const int MostTogether = 20;

    /// <summary>
    /// For <see cref="LeadStore.RebuildAsync"/>: what is read here is no older than the snapshot. No change where
    /// something came back later: its message has still to come, and takes this along.
    /// </summary>
    /// <returns>
    /// The change, or none; then, from the last before the newest, the newest row's key. Its message is to be sent once
    /// more: the door that keeps a row may die before it tells the queue.
    /// </returns>
    public static async Task<(LeadChange? Change, string? LeftTo)> DecideAsync(
        LeadStore leads, LeadSnapshot snapshot, string inboxKey, InboxBatch batch, KnownFacts known, Edition edition,
        DateTimeOffset now, CancellationToken cancel)
    {
        var waiting = Waiting(snapshot, batch.Origin);
        if (waiting[^1].Key != inboxKey && waiting.Count <= MostTogether)
            return (null, waiting[^2].Key == inboxKey ? waiting[^1].Key : null);
        var others = Others(waiting, inboxKey, batch);
        var all = batch with { Mails = [.. batch.Mails!, .. others.SelectMany(other => other.Batch.Mails!)] };
        var change = await JudgeAsync(leads, snapshot, inboxKey, all, known, edition, now, cancel);
        return (change with { Removed = [.. change.Removed, .. others.Select(other => other.Key)] }, null);
    }

    /// <summary>What came back and is not worked off, in the order in which it came.</summary>
    private static List<(string Key, InboxBatch Batch)> Waiting(LeadSnapshot snapshot, string? origin) =>
    [
        .. snapshot.Rows.Values
            .Where(row => row.RowKey.StartsWith(LeadRows.InboxPrefix, StringComparison.Ordinal))
            .OrderBy(row => row.Timestamp).ThenBy(row => row.RowKey, StringComparer.Ordinal)
            .Select(row => (row.RowKey, Batch: Rows.Body<InboxBatch>(row)))
            .Where(row => row.Batch is { Mails: not null } waiting && waiting.Origin == origin),
    ];

    /// <summary>As many of the others as one transaction takes.</summary>
    private static List<(string Key, InboxBatch Batch)> Others(
        List<(string Key, InboxBatch Batch)> waiting, string inboxKey, InboxBatch batch)
    {
        var sends = batch.Mails!.Select(mail => mail.SendId).ToHashSet(StringComparer.Ordinal);
        var others = new List<(string, InboxBatch)>();
        foreach (var (key, other) in waiting.Where(row => row.Key != inboxKey).Take(MostTogether))
        {
            sends.UnionWith(other.Mails!.Select(mail => mail.SendId));
            if (sends.Count > MostTogether) break;
            others.Add((key, other));
        }
        return others;
    }

    private static async Task<LeadChange> JudgeAsync(
        LeadStore leads, LeadSnapshot snapshot, string inboxKey, InboxBatch batch, KnownFacts known, Edition edition,
        DateTimeOffset now, CancellationToken cancel)
    {
        var kept = new Dictionary<string, KeptMail>(StringComparer.Ordinal);
        foreach (var sendId in batch.Mails!.Select(mail => mail.SendId).Distinct(StringComparer.Ordinal))
            if (await FindAsync(leads, snapshot.Lead.Id, sendId, cancel) is { } mail) kept[sendId] = mail;
        var sends = await SendsAsync(leads, snapshot.Lead.Id, batch, kept, cancel);
        return Hitting.Decide(snapshot.Lead, inboxKey, batch, kept, sends, null, known, edition, now)
            ?? Hitting.Decide(
                snapshot.Lead, inboxKey, batch, kept, sends,
                await leads.EventsAsync(snapshot.Lead.Id, cancel), known, edition, now)!;
    }

    /// <summary>
    /// The ledger's rows of these mails, by send id: what came back may end them. None for copies, which are in the
    /// ledger of another lead. A mail that does not know its row yet, a confirmation, is looked for among all.
    /// </summary>
    private static async Task<IReadOnlyDictionary<string, LedgerRow>> SendsAsync(
        LeadStore leads, string leadId, InboxBatch batch, Dictionary<string, KeptMail> kept, CancellationToken cancel)
    {
        var sends = new Dictionary<string, LedgerRow>(StringComparer.Ordinal);
        if (batch.Origin is not null) return sends;
        var asked = batch.Mails!.Select(mail => mail.SendId).ToHashSet(StringComparer.Ordinal);
        var keys = asked.Select(id => kept.GetValueOrDefault(id)?.Mail.SendKey).OfType<string>().ToList();
        foreach (var key in keys)
            if (await leads.FindRowAsync(leadId, LeadRows.Send(key), cancel) is { } row) Add(row);
        if (keys.Count == asked.Count) return sends;
        await foreach (var row in leads.HistoryAsync(leadId, "send", cancel)) Add(row);
        return sends;

        void Add(TableEntity row)
        {
            var record = Rows.Body<SendRecord>(row);
            if (asked.Contains(record.SendId))
                sends[record.SendId] = new LedgerRow(row.RowKey, record, row.ETag.ToString());
        }
    }

    public static async Task<KeptMail?> FindAsync(
        LeadStore leads, string leadId, string sendId, CancellationToken cancel) =>
        await leads.FindRowAsync(leadId, LeadRows.Hits(sendId), cancel) is { } row
            ? new KeptMail(Rows.Body<MailHits>(row), row.ETag.ToString())
            : null;
}
