using LeadScoring.Storage;

namespace LeadScoring.Sales;

/// <summary>How far leads are shared out by themselves: one row of table <c>settings</c>.</summary>
public sealed class AssignStore(Tables tables, Chance chance, TimeProvider time)
{
    private const int MaxTries = 20;
    private const string Partition = "assign";
    private const string Row = "newest";

    /// <summary>What is due at this time, and whether it was this call that began it.</summary>
    public async Task<(AssignRun Run, bool IsMine)> BeginAsync(DateTimeOffset at, CancellationToken cancel)
    {
        var id = chance.NewId();
        var run = await ChangeAsync(known => AssignRun.Begin(known, at, id, time.GetUtcNow()), cancel);
        return (run, run.Run == id && run.EndedAt is null);
    }

    /// <summary>A place for one more lead; false where the run is no longer at it.</summary>
    public async Task<bool> TakeAsync(AssignRun run, int place, CancellationToken cancel) =>
        (await ChangeAsync(known => known!.Take(run, place, time.GetUtcNow()), cancel)).IsOf(run);

    public Task EndAsync(AssignRun run, CancellationToken cancel) =>
        ChangeAsync(known => known!.End(run, time.GetUtcNow()), cancel);

    /// <summary>After the change, which is decided again where another came first.</summary>
    private async Task<AssignRun> ChangeAsync(Func<AssignRun?, AssignRun> change, CancellationToken cancel)
    {
        for (var tries = 0; tries < MaxTries; tries++)
        {
            var row = await tables.Settings.FindAsync(Partition, Row, cancel);
            var before = row is null ? null : Rows.Body<AssignRun>(row);
            var after = change(before);
            var entity = Rows.Entity(Partition, Row, after);
            if (ReferenceEquals(after, before)
                || (row is null
                    ? await tables.Settings.TryAddAsync(entity, cancel)
                    : await tables.Settings.TryReplaceAsync(entity, row.ETag, cancel))) return after;
        }
        throw new InvalidOperationException("What is shared out kept changing; the queue tries again.");
    }
}
