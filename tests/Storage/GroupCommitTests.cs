using Azure;
using LeadScoring.Storage.Embedded;

namespace LeadScoring.Tests.Storage;

public sealed class GroupCommitTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StoreFile _file;
    private readonly StoreWriter _writer;

    public GroupCommitTests()
    {
        _file = new StoreFile(_folder.File("store.db"));
        _writer = new StoreWriter(_file.OpenForWriting(), TimeProvider.System);
    }

    public void Dispose()
    {
        _writer.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Writes_that_wait_together_share_a_commit_and_are_answered_after_it()
    {
        using var open = new ManualResetEventSlim();
        var first = Held("first", open);
        var others = Enumerable.Range(0, 50).Select(
            i => _writer.WriteAsync(scope => Insert(scope, $"other{i}"), default)).ToList();
        var firstWasAnswered = _writer.WriteAsync(_ => first.IsCompleted, default);
        var seenOutside = _writer.WriteAsync(_ => Tables(), default);
        open.Set();
        await Task.WhenAll(others);

        Assert.False(await firstWasAnswered);
        Assert.Equal(0, await seenOutside);
        Assert.Equal(51, Tables());
    }

    [Fact]
    public async Task A_refused_write_takes_back_its_own_changes_only()
    {
        using var open = new ManualResetEventSlim();
        var before = Held("before", open);
        var refused = _writer.WriteAsync<bool>(scope =>
        {
            Insert(scope, "refused");
            throw new RequestFailedException("no");
        }, default);
        var after = _writer.WriteAsync(scope => Insert(scope, "after"), default);
        open.Set();

        await Task.WhenAll(before, after);
        await Assert.ThrowsAsync<RequestFailedException>(() => refused);
        Assert.Equal(2, Tables());
    }

    [Fact]
    public async Task A_write_cancelled_while_it_waits_does_not_happen()
    {
        using var open = new ManualResetEventSlim();
        using var cancellation = new CancellationTokenSource();
        var before = Held("before", open);
        var cancelled = _writer.WriteAsync(scope => Insert(scope, "cancelled"), cancellation.Token);
        await cancellation.CancelAsync();
        open.Set();

        await before;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Assert.Equal(1, Tables());
    }

    [Fact]
    public async Task What_waits_is_finished_when_the_store_closes_and_what_comes_later_is_refused()
    {
        using var open = new ManualResetEventSlim();
        var first = Held("first", open);
        var waiting = _writer.WriteAsync(scope => Insert(scope, "waiting"), default);
        var closing = Task.Run(_writer.Dispose);
        open.Set();
        await closing;

        Assert.True(await first && await waiting);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => _writer.WriteAsync(_ => true, default));
        Assert.Equal(2, Tables());
    }

    /// <summary>A write that is at work, on another thread, until it may go on.</summary>
    private Task<bool> Held(string table, ManualResetEventSlim open)
    {
        using var isAtWork = new ManualResetEventSlim();
        var write = Task.Run(() => _writer.WriteAsync(
            scope =>
            {
                isAtWork.Set();
                open.Wait(TimeSpan.FromSeconds(10));
                return Insert(scope, table);
            },
            default));
        isAtWork.Wait(TimeSpan.FromSeconds(10));
        return write;
    }

    private static bool Insert(WriteScope scope, string table) =>
        scope.Connection.Execute("INSERT INTO tables (name) VALUES ($0)", table) == 1;

    private long Tables()
    {
        using var connection = _file.OpenForReading();
        return connection.Number("SELECT COUNT(*) FROM tables")!.Value;
    }
}
