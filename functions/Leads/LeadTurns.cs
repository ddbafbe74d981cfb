namespace LeadScoring.Leads;

/// <summary>
/// Workers of this process that change the same lead take turns. Nothing rests on it: the rows' versions decide, also
/// between processes. But of many workers that meet at a busy lead only one would save, and all others would load and
/// decide in vain.
/// </summary>
internal sealed class LeadTurns
{
    private const int Many = 1024; // two leads may share one, which costs them a wait

    private readonly SemaphoreSlim[] _turns = [.. Enumerable.Range(0, Many).Select(_ => new SemaphoreSlim(1))];

    public async Task<T> InTurnAsync<T>(string leadId, Func<Task<T>> change, CancellationToken cancel)
    {
        var turn = _turns[(uint)leadId.GetHashCode(StringComparison.Ordinal) % Many];
        await turn.WaitAsync(cancel);
        try
        {
            return await change();
        }
        finally
        {
            turn.Release();
        }
    }
}
