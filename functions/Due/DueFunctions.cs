using System.Diagnostics;
using Azure.Data.Tables;
using LeadScoring.Sales;
using LeadScoring.Storage;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace LeadScoring.Due;

/// <summary>The clock of the product: every minute, what is due goes to its queue.</summary>
public sealed partial class DueFunctions(DueIndex due, Post post, TimeProvider time, ILogger<DueFunctions> log)
{
    [Function("MoveDue")]
    public async Task MoveDue([TimerTrigger("0 * * * * *")] TimerInfo timer, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await foreach (var page in due.DueByAsync(now, cancel))
        {
            var readable = page.Values.Select(row => (Row: row, Item: Read(row)))
                .Where(item => item.Item is not null).ToList();
            // Enqueue first, remove after: a crash in between sends the message twice, which every handler bears.
            await SideBySide.ForEachAsync(readable, (item, stop) => SendAsync(item.Item!, stop), cancel);
            await due.RemoveAsync(readable.Select(item => item.Row), cancel);
        }
    }

    /// <summary>Null for a row that stays, since it cannot be read here.</summary>
    private DueItem? Read(TableEntity row)
    {
        var item = DueIndex.Read(row, out var unreadable);
        if (unreadable is not null) LogUnreadable(row.PartitionKey, unreadable);
        return item;
    }

    /// <summary>Twice: a worker whose clock is behind may park a step after the first look.</summary>
    private async Task ResumeAsync(string? scenario, CancellationToken cancel)
    {
        await post.SendAsync(new StepsResumed(scenario), cancel);
        await post.SendAsync(new StepsResumed(scenario), cancel, after: TimeSpan.FromMinutes(1));
    }

    private Task SendAsync(DueItem item, CancellationToken cancel) => item.Kind switch
    {
        DueKind.Look or DueKind.Claim or DueKind.Contact => post.SendAsync(new LeadTouched(item.LeadId), cancel),
        DueKind.Step => post.SendAsync(new MailDue(item.LeadId, MailDueKind.Step, item.Key, item.Step), cancel),
        DueKind.Confirmation =>
            post.SendAsync(new MailDue(item.LeadId, MailDueKind.Confirmation, item.Key, item.Step), cancel),
        DueKind.Forget => post.SendAsync(new LeadForgotten(item.LeadId), cancel),
        DueKind.Alert => post.SendAsync(new MailDue(item.LeadId, MailDueKind.Alert, item.Key), cancel),
        DueKind.SettleDay => post.SendAsync(new MailDue(item.LeadId, MailDueKind.SettleDay, item.Key), cancel),
        DueKind.View => post.SendAsync(new MailDue(item.LeadId, MailDueKind.View, item.Key, item.Step), cancel),
        DueKind.Assign => post.SendAsync(AssignHandler.MessageOf(item), cancel),
        DueKind.Resume => ResumeAsync(item.Key.Length == 0 ? null : item.Key, cancel),
        DueKind.Import => post.SendAsync(new ImportDue(item.Key), cancel),
        DueKind.Visitor => post.SendAsync(new VisitorTouched(item.LeadId), cancel),
        DueKind.Settle => post.SendAsync(new MailDue(item.LeadId, MailDueKind.Settle, item.Key), cancel),
        _ => throw new UnreachableException($"No message is known for planned work of kind {item.Kind}."),
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "A row that is due in {Slot} cannot be read here and stays")]
    private partial void LogUnreadable(string slot, Exception unreadable);
}
