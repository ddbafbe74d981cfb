using Azure.Data.Tables;
using LeadScoring.Leads;
using LeadScoring.Sending;
using LeadScoring.Storage;
using LeadScoring.Storage.Embedded;

namespace LeadScoring.Tests.Misbehaving;

/// <summary>The ledger of all leads, read from the store of an app that is gone, held against what was taken.</summary>
internal sealed class MailTruth
{
    private static readonly SendStatus[] Ends =
        [SendStatus.Sent, SendStatus.Suppressed, SendStatus.HeldOut, SendStatus.Failed];

    private readonly List<string> _wrong = [];

    private MailTruth(IReadOnlyDictionary<string, SendRecord> sends) => Sends = sends;

    /// <summary>By send id; it is made from lead, scenario, version, occurrence and step.</summary>
    public IReadOnlyDictionary<string, SendRecord> Sends { get; }

    public static async Task<MailTruth> ReadAsync(string data)
    {
        await using var store = new EmbeddedStore(Path.Combine(data, "leadscoring.db"), TimeProvider.System);
        var tables = new Tables(store.Tables);
        var rows = await tables.Leads.QueryAsync<TableEntity>().ToListAsync();
        Assert.DoesNotContain(rows, row => row.RowKey.StartsWith(LeadRows.InboxPrefix, StringComparison.Ordinal));
        Assert.Empty(await tables.Parked.QueryAsync<TableEntity>().ToListAsync());
        foreach (var queue in Queues.All.SelectMany(name => new[] { name, name + Queues.Poison }))
            Assert.Equal(
                0, (await store.Queues.GetQueueClient(queue).GetPropertiesAsync()).Value.ApproximateMessagesCount);
        return new MailTruth(rows.Where(row => LeadRows.IsSend(row.RowKey)).Select(Rows.Body<SendRecord>)
            .ToDictionary(send => send.SendId, StringComparer.Ordinal));
    }

    /// <summary>Fails with everything that is wrong at once.</summary>
    public void AssertHolds(IReadOnlyList<TakenMail> taken, IReadOnlyDictionary<string, int> unsubscribed)
    {
        var truth = taken.ToLookup(mail => mail.SendId, StringComparer.Ordinal);
        foreach (var mail in truth.Where(mail => mail.Count() > 1)) Wrong($"taken {mail.Count()} times", mail.First());
        foreach (var same in taken.Where(mail => mail.IsNurture).DistinctBy(mail => mail.SendId)
            .GroupBy(mail => (mail.LeadId, mail.Categories, mail.Subject)).Where(same => same.Count() > 1))
            Wrong($"is one of {same.Count()} of the same step", same.First());
        foreach (var mail in taken)
        {
            if (!Sends.TryGetValue(mail.SendId, out var send)) Wrong("stands in no ledger", mail);
            else if (!IsTold(send))
                Wrong($"was taken, and stands as {send.Status} {send.Reason}", mail);
            // What was claimed before they pressed the button may still be on its way in the next act.
            if (mail.IsNurture && unsubscribed.TryGetValue(mail.To, out var act) && mail.Act > act + 1)
                Wrong($"came in act {mail.Act}, and the end of consent in act {act}", mail);
        }
        foreach (var send in Sends.Values)
        {
            if (!Ends.Contains(send.Status)) _wrong.Add($"{send.SendId} has not ended: {send}");
            if (send.Status == SendStatus.Sent && !truth.Contains(send.SendId))
                _wrong.Add($"{send.SendId} is sent, and nobody took it: {send}");
        }
        Assert.True(_wrong.Count == 0, string.Join('\n', _wrong));
    }

    /// <summary>Of each mail that was taken, events were told: whatever answer got lost, they settle it.</summary>
    private static bool IsTold(SendRecord send) => send.Status == SendStatus.Sent
        || send.Status == SendStatus.Failed
        && send.Reason?.StartsWith("dropped:", StringComparison.Ordinal) == true;

    public int Count(SendStatus status) => Sends.Values.Count(send => send.Status == status);

    private void Wrong(string what, TakenMail mail) =>
        _wrong.Add($"{mail.SendId} ({mail.Categories}) {what}: {Sends.GetValueOrDefault(mail.SendId)}");
}
