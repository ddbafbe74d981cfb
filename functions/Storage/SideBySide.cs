namespace LeadScoring.Storage;

/// <summary>
/// Work on the store for many items at once. It waits and hardly computes, so the number in flight has nothing to do
/// with the number of cores; what waits together shares a commit of the embedded store.
/// </summary>
internal static class SideBySide
{
    private const int AtOnce = 48;

    public static Task ForEachAsync<T>(
        IEnumerable<T> items, Func<T, CancellationToken, Task> act, CancellationToken cancel) =>
        Parallel.ForEachAsync(
            items, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel },
            async (item, token) => await act(item, token));
}
