using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Storage;

namespace LeadScoring.Consent;

/// <summary>
/// Pure: "that was a mistake". What one act of stopping mails ended is granted again, as a word of its own that names
/// the rows it takes back; a word said since on the same thing stays.
/// </summary>
public static class Undo
{
    public const string How = "undo";
    public static readonly TimeSpan Until = TimeSpan.FromDays(7);

    /// <summary>Null when there is nothing to take back (any more).</summary>
    public static LeadChange? Of(
        Lead lead, string act, IReadOnlyDictionary<string, ConsentRecord> ledger, Edition edition, DateTimeOffset now)
    {
        var (facts, mail) = (new List<Fact>(), lead.Mail);
        foreach (var (key, row) in ledger.Where(row => row.Value.Act == act && row.Value.At + Until > now))
        {
            var undone = LeadRows.Consent($"undo|{Digest.Of(key)}"); // a second press meets the first one's row
            if (row.Ended is not { } ended || ledger.ContainsKey(undone) || !StillStands(lead.Mail, key, row)) continue;
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
            facts.Add(new Fact(undone, restored));
            mail = mail.With(undone, restored);
        }
        return facts.Count == 0 ? null : new LeadChange(lead with { Mail = mail }, facts);
    }

    private static bool StillStands(MailState mail, string key, ConsentRecord row) => row.Purposes is { } purposes
        ? purposes.All(purpose => mail.Purposes.GetValueOrDefault(purpose)?.Proof == key)
        : mail.Email?.Proof == key;
}
