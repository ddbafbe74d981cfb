using Azure.Data.Tables;
using LeadScoring.Storage;
using Microsoft.Azure.Functions.Worker;

namespace LeadScoring.Due;

/// <summary>The clock of the product: every minute, what is due goes to its queue.</summary>
public sealed class DueFunctions(DueIndex due, Post post, TimeProvider time)
{
    [Function("MoveDue")]
    public async Task MoveDue([TimerTrigger("0 * * * * *")] TimerInfo timer, CancellationToken cancel)
    {
        await foreach (var page in due.DueByAsync(time.GetUtcNow(), cancel))
        {
            // Enqueue first, remove after: a crash in between sends the message twice, which every handler bears.
            await SideBySide.ForEachAsync(page.Values, SendAsync, cancel);
            await due.RemoveAsync(page.Values, cancel);
        }
    }

    private Task SendAsync(TableEntity row, CancellationToken cancel)
    {
        var item = Rows.Body<DueItem>(row);
        return item.Kind switch
        {
            DueKind.Look => post.SendAsync(new LeadTouched(item.LeadId), cancel),
            DueKind.Step => post.SendAsync(new MailDue(item.LeadId, MailDueKind.Step, item.Key, item.Step), cancel),
            DueKind.Confirmation =>
                post.SendAsync(new MailDue(item.LeadId, MailDueKind.Confirmation, item.Key, item.Step), cancel),
            DueKind.Forget => post.SendAsync(new LeadForgotten(item.LeadId), cancel),
            DueKind.Alert => post.SendAsync(new MailDue(item.LeadId, MailDueKind.Alert, item.Key), cancel),
            DueKind.SettleDay => post.SendAsync(new MailDue(item.LeadId, MailDueKind.SettleDay, item.Key), cancel),
            DueKind.Visitor => post.SendAsync(new VisitorTouched(item.LeadId), cancel),
            _ => post.SendAsync(new MailDue(item.LeadId, MailDueKind.Settle, item.Key), cancel),
        };
    }
}
