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
        if (await imports.FindAsync(message.Import, cancel) is not var (import, version))
        {
            await imports.EmptyAsync(message.Import, cancel); // of a part that came while it was removed
            return;
        }
        switch (import.Phase)
        {
            case ImportPhase.Trying or ImportPhase.Running:
                await WorkOffAsync(import, version, cancel);
                break;
            case ImportPhase.Undoing:
                await undoing.HandleAsync(import, version, cancel);
                break;
            case ImportPhase.Open or ImportPhase.Tried when import.IsIdle(time.GetUtcNow()):
                if (await imports.TrySaveAsync(import with { Parts = [] }, version, cancel))
                    await imports.RemoveFileAsync(import.Id, cancel); // also of a part that no row tells of
                break;
            case ImportPhase.Tried: // the run before may have died in between
                await sorted.RemoveAllAsync(import, cancel);
                break;
            case ImportPhase.Done:
                await imports.RemoveFileAsync(import.Id, cancel);
                break;
            case ImportPhase.Undone:
                await imports.EmptyAsync(import.Id, cancel);
                break;
            default:
                break;
        }
    }

    /// <summary>
    /// Null where it took too long: whoever undoes the import counts on that nothing is taken in later. The next one
    /// finds what was taken in.
    /// </summary>
    private async Task<ImportState?> NextAsync(ImportState import, CancellationToken cancel)
    {
        using var slice = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        slice.CancelAfter(ImportState.SliceTime);
        try
        {
            return await slices.NextAsync(import, slice.Token);
        }
        catch (OperationCanceledException) when (slice.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            return null;
        }
    }

    private async Task WorkOffAsync(ImportState import, Azure.ETag version, CancellationToken cancel)
    {
        if (await NextAsync(import, cancel) is not { } after)
        {
            await post.SendAsync(new ImportDue(import.Id), cancel);
            return;
        }
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
