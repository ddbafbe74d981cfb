using Azure;
using LeadScoring.Storage;

namespace LeadScoring.Imports;

/// <summary>
/// Takes an import back, the leads of one of its slices at a time; each sends the message of the next. A crash repeats
/// a slice, which finds nothing more to take.
/// </summary>
public sealed class UndoHandler(
    ImportStore imports, TakeBackStore leads, Post post, TimeProvider time)
{
    public async Task HandleAsync(ImportState import, ETag version, CancellationToken cancel)
    {
        if (import.UndoWaits(time.GetUtcNow()) is { } wait)
        {
            await post.SendAsync(new ImportDue(import.Id), cancel, wait);
            return;
        }
        var next = await imports.LeadsAsync(import.Id, import.UndoneTo, cancel);
        if (next is var (row, ids))
        {
            await SideBySide.ForEachAsync(ids, (id, stop) => leads.TakeBackAsync(import.Mark, id, stop), cancel);
            var after = import with { UndoneTo = row, LeadsUndone = import.LeadsUndone + ids.Count };
            if (await imports.TrySaveAsync(after, version, cancel))
                await post.SendAsync(new ImportDue(import.Id), cancel);
            return;
        }
        var done = import with { Phase = ImportPhase.Undone, FinishedAt = time.GetUtcNow() };
        if (await imports.TrySaveAsync(done, version, cancel)) await imports.EmptyAsync(import.Id, cancel);
    }
}
