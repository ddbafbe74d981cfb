using Azure.Data.Tables;
using LeadScoring.Leads;
using LeadScoring.Nurture;
using LeadScoring.Sending;
using LeadScoring.Storage;
using LeadScoring.Tests.Crash;

namespace LeadScoring.Tests.NurtureLaws;

/// <summary>
/// A lead as the store holds it after all, with its ledger and the history of its stages and classes.
/// </summary>
/// <param name="Deeds">What was done, in order.</param>
/// <param name="Lead">Its state.</param>
/// <param name="Mails">What was intended, by enrolment and step.</param>
/// <param name="Stages">The stages it came into, oldest first.</param>
/// <param name="Classes">The classes, likewise.</param>
internal sealed record NurturedLead(
    IReadOnlyList<Deed> Deeds, Lead Lead, IReadOnlyList<LedgerMail> Mails, IReadOnlyList<StageChange> Stages,
    IReadOnlyList<ClassChange> Classes)
{
    public static async Task<NurturedLead> ReadAsync(StormyBrand brand, string email, IEnumerable<Deed> deeds)
    {
        var leadId = brand.IdOf(email);
        var lead = (await brand.Get<LeadStore>().LoadAsync(leadId, default)).Lead;
        var rows = await brand.Tables.Leads.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {leadId}")).ToListAsync();
        var mails = rows.Where(row => LeadRows.IsSend(row.RowKey) && Rows.Body<SendRecord>(row).Scenario is not null)
            .Select(row =>
        {
            var (key, record) = (row.RowKey[LeadRows.SendPrefix.Length..], Rows.Body<SendRecord>(row));
            var enrolment = lead.Enrolments[key[..key.LastIndexOf('|')]];
            return new LedgerMail(enrolment, record, brand.Mail.Taken(record.SendId));
        });
        return new NurturedLead(
            [.. deeds.Where(deed => deed.Email == email)], lead, [.. mails.OrderBy(mail => mail.At)],
            [.. History<StageChange>(rows, "|stage|")], [.. History<ClassChange>(rows, "|class|")]);
    }

    private static IEnumerable<T> History<T>(IEnumerable<TableEntity> rows, string kind) => rows
        .Where(row => row.RowKey.StartsWith("history|", StringComparison.Ordinal)
            && row.RowKey.Contains(kind, StringComparison.Ordinal))
        .OrderBy(row => row.RowKey, StringComparer.Ordinal).Select(Rows.Body<T>);
}

/// <summary>One intended mail, its end, and how often the provider says that it took it.</summary>
internal sealed record LedgerMail(Enrolment Enrolment, SendRecord Record, int Taken)
{
    /// <summary>The claim, or the decision that it does not go.</summary>
    public DateTimeOffset At => Record.DecidedAt;

    public override string ToString() =>
        $"{Enrolment.Key}|{Record.Step} {Record.Status} ({Record.Reason}) at {At:u}, taken {Taken}";
}
