using Microsoft.Data.Sqlite;

namespace LeadScoring.Storage.Embedded;

/// <summary>A change that waits for the writer, and the task of the caller that waits for it.</summary>
internal abstract class Write
{
    public abstract bool IsCancelled { get; }

    /// <summary>Makes the change; false where it was refused and must be taken back.</summary>
    public abstract bool Run(WriteScope scope);

    /// <summary>
    /// Answers the caller; <paramref name="failure"/> is why the commit that held this change failed, if it did.
    /// </summary>
    public abstract void Complete(Exception? failure);
}

internal sealed class Write<T>(Func<WriteScope, T> change, CancellationToken cancellation) : Write
{
    private readonly TaskCompletionSource<T> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;
    private Exception? _refusal;
    private bool _ran;

    public Task<T> Outcome => _outcome.Task;

    public override bool IsCancelled => cancellation.IsCancellationRequested;

    public override bool Run(WriteScope scope)
    {
        _ran = true;
        try
        {
            _result = change(scope);
            return true;
        }
        catch (Exception refusal) when (refusal is not SqliteException)
        {
            _refusal = refusal;
            return false;
        }
    }

    public override void Complete(Exception? failure)
    {
        if (failure is not null) _outcome.SetException(failure);
        else if (!_ran) _outcome.SetCanceled(cancellation);
        else if (_refusal is not null) _outcome.SetException(_refusal);
        else _outcome.SetResult(_result!);
    }
}
