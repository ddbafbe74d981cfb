using LeadScoring.Due;
using Microsoft.Extensions.Logging;

namespace LeadScoring.Alerts;

/// <summary>
/// Tells an alert to the webhook when it is due. Each try is noted and the next one planned before the call, so of
/// messages that come twice one calls, and a process that dies at it leaves the next try behind. What is not known to
/// have arrived is told again under the same id; what has arrived never is.
/// </summary>
public sealed partial class AlertHandler(
    AlertStore alerts, DueIndex due, AlertWebhook webhook, TimeProvider time, ILogger<AlertHandler> log)
{
    public async Task HandleAsync(AlertId id, CancellationToken cancel)
    {
        if (!webhook.IsOn || await alerts.FindAsync(id, cancel) is not { } found) return; // switched off, or erased
        var (now, isMine) = (time.GetUtcNow(), false);
        var mayUse = found.Person.Profile is { StoppedAt: null };
        var alert = await alerts.ChangeAsync(id, known =>
        {
            var next = mayUse ? Delivering.Begin(known, now) : Delivering.Stopped(known);
            isMine = next != known;
            return next;
        }, cancel);
        if (alert?.Delivery is not { IsOver: false, NextTryAt: { } again }) return;
        // Also for a repeated message, whose first run may have died before this.
        await due.AddAsync(DueItemOf(id), again, cancel);
        if (isMine) await TellAsync(id, alert, again, cancel);
    }

    internal static DueItem DueItemOf(AlertId id) => new(id.LeadId, DueKind.Alert, id.Hash);

    private async Task TellAsync(AlertId id, Alert alert, DateTimeOffset again, CancellationToken cancel)
    {
        var answer = await webhook.TellAsync(id, alert, cancel);
        if (!answer.IsTaken) LogNotTaken(answer.Text);
        alert = await alerts.ChangeAsync(
            id, known => Delivering.After(known, answer, time.GetUtcNow()), cancel) ?? alert;
        if (alert.Delivery is { IsOver: true }) await due.RemoveAsync(DueItemOf(id), again, cancel);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The alert webhook did not take an alert: {Answer}")]
    private partial void LogNotTaken(string answer);
}
