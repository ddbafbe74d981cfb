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
            Purposes = ended.Contains("") ? null : ended,
            Source = "link",
            SendId = row.SendId,
            Proof = key,
            LegalName = edition.Sender.LegalName.For(lead.Profile?.Language ?? edition.Sender.Locales.First()),
        };
        return new LeadChange(lead with { Mail = lead.Mail.With(undone, restored) }, [new Fact(undone, restored)]);
    }
}
