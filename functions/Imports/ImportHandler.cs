namespace LeadScoring.Imports;

/// <summary>
/// Works an import off, a slice of lines at a time; each slice sends the message of the next. A crash repeats a slice,
/// which changes nothing twice, and of two workers at the same slice the second to save leaves.
/// </summary>
public sealed class ImportHandler(
    ImportStore imports, SortedLineStore sorted, SliceHandler slices, UndoHandler undoing, Post post, TimeProvider time)
{
    public async Task HandleAsync(ImportDue message, CancellationToken cancel)
    {
        if (await imports.FindAsync(message.Import, cancel) is not var (import, version)) return;
        switch (import.Phase)
        {
            case ImportPhase.Trying or ImportPhase.Running:
                await WorkOffAsync(import, version, cancel);
                break;
            case ImportPhase.Undoing:
                await undoing.HandleAsync(import, version, cancel);
                break;
            case ImportPhase.Open or ImportPhase.Tried
                when import.HasFile && time.GetUtcNow() >= import.AskedAt.AddDays(ImportState.IdleDays):
                if (await imports.TrySaveAsync(import with { Parts = [] }, version, cancel))
                    await imports.RemoveFileAsync(import.Id, cancel);
                break;
            case ImportPhase.Tried: // the run before may have died in between
                await sorted.RemoveAllAsync(import, cancel);
                break;
            case ImportPhase.Done:
                await imports.RemoveFileAsync(import.Id, cancel);
                break;
            default:
                break;
        }
    }

    private async Task WorkOffAsync(ImportState import, Azure.ETag version, CancellationToken cancel)
    {
        var after = await slices.NextAsync(import, cancel);
        if (after.Phase == ImportPhase.Done) after = after with { Parts = [] };
        if (!await imports.TrySaveAsync(after, version, cancel)) return;
        if (after.IsAtWork)
        {
            if (after.Sorting?.To is not null) await sorted.RemoveDoneAsync(after, cancel);
            await post.SendAsync(new ImportDue(import.Id), cancel);
        }
        else if (after.Phase == ImportPhase.Done) await imports.RemoveFileAsync(import.Id, cancel);
        else await sorted.RemoveAllAsync(import, cancel);
    }
}
