using Azure.Data.Tables;
using LeadScoring.Publishing;
using LeadScoring.RollOut;
using LeadScoring.Storage;

namespace LeadScoring.Due;

/// <summary>
/// Brings paused steps back to their queue, slice by slice, each by a message of its own. Enqueued first and removed
/// after, so a crash in between sends a message twice, which every handler bears. A pause that began anew ends it.
/// </summary>
public sealed class ResumeHandler(DueIndex due, RulesWatch watch, InForce content, Post post, TimeProvider time)
{
    private const int Slice = 500;

    public async Task HandleAsync(StepsResumed message, CancellationToken cancel)
    {
        await watch.RefreshAsync(cancel);
        var edition = content.Edition;
        if (message.Scenario is not { } scenario)
        {
            var all = edition.Scenarios.Keys.Concat(edition.EarlierScenarios.Keys.Select(one => one.Id)).Distinct();
            foreach (var id in all.Where(id => !IsPaused(id)))
                await post.SendAsync(new StepsResumed(id), cancel);
            return;
        }
        if (IsPaused(scenario)) return;
        var rows = await due.ParkedAsync(scenario, Slice, cancel);
        await SideBySide.ForEachAsync(rows, BringBackAsync, cancel);
        await due.RemoveAsync(rows, cancel);
        if (rows.Count == Slice) await post.SendAsync(message, cancel);
    }

    private bool IsPaused(string scenario) => content.Edition.Controls.Holds(scenario, time.GetUtcNow());

    private Task BringBackAsync(TableEntity row, CancellationToken cancel) =>
        DueIndex.Read(row, out _) is { } item
            ? post.SendAsync(new MailDue(item.LeadId, MailDueKind.Step, item.Key, item.Step), cancel)
            : due.BringBackAsync(row, time.GetUtcNow(), cancel);
}
