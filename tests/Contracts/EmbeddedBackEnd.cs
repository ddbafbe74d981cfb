using Azure.Data.Tables;
using Azure.Storage.Queues;
using LeadScoring.Storage.Embedded;

namespace LeadScoring.Tests.Contracts;

public sealed class EmbeddedBackEnd : BackEnd
{
    private readonly MovableClock _clock = new(new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.Zero));
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("leadscoring-");
    private EmbeddedStore _store = null!;

    public override TableServiceClient Tables => _store.Tables;

    public override QueueServiceClient Queues => _store.Queues;

    public override Task PassAsync(TimeSpan span)
    {
        _clock.Pass(span);
        return Task.CompletedTask;
    }

    public override ValueTask InitializeAsync()
    {
        _store = new EmbeddedStore(Path.Combine(_folder.FullName, "store.db"), _clock);
        return ValueTask.CompletedTask;
    }

    public override async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
