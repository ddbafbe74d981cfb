using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Storage;

namespace LeadScoring.Consent;

/// <summary>
/// Pure: "that was a mistake". What one act of stopping all mail ended is granted again, as a word of its own that
/// names the row it takes back; a word said since on the same thing stays.
/// </summary>
public static class Undo
{
    public const string How = "undo";
    public static readonly TimeSpan Until = TimeSpan.FromDays(7);

    /// <summary>Null when there is nothing to take back (any more).</summary>
    public static LeadChange? Of(
        Lead lead, string act, IReadOnlyDictionary<string, ConsentRecord> ledger, Edition edition, DateTimeOffset now)
    {
        var (key, row) = ledger.FirstOrDefault(row => row.Value.Act == act && row.Value.At + Until > now);
        if (row?.Ended is not { } ended || lead.Mail.Email?.Proof != key) return null;
        var undone = LeadRows.Consent($"undo|{Digest.Of(key)}"); // a second press meets the first one's row
        if (ledger.ContainsKey(undone)) return null;
        var restored = new ConsentRecord
        {
            What = ConsentRecord.EmailGranted,
            At = row.At >= now ? row.At.AddTicks(1) : now,
            How = How,
            Source = "link",
            SendId = row.SendId,
            Proof = key,
            LegalName = edition.Sender.LegalName.For(lead.Profile?.Language ?? edition.Sender.Locales.First()),
        };
        var purposes = ended.Where(purpose => purpose.Length > 0
            && !(lead.Mail.Purposes.GetValueOrDefault(purpose)?.SaidAt() > row.At)).ToList();
        var rows = new List<(string Key, ConsentRecord Row)>();
        if (ended.Contains("")) rows.Add((undone, restored));
        if (purposes.Count > 0) // all mail does not stand for each purpose
            rows.Add((rows.Count == 0 ? undone : undone + "|purposes", restored with { Purposes = purposes }));
        return rows.Count == 0 ? null : new LeadChange(
            lead with { Mail = rows.Aggregate(lead.Mail, (mail, one) => mail.With(one.Key, one.Row)) },
            [.. rows.Select(one => new Fact(one.Key, one.Row))]);
    }
}
