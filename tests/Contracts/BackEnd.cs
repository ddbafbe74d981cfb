using System.Security.Cryptography;
using Azure.Data.Tables;
using Azure.Storage.Queues;

namespace LeadScoring.Tests.Contracts;

/// <summary>
/// A place where tables and queues are kept, as a fixture; each test makes tables and queues of its own in it.
/// </summary>
public abstract class BackEnd : IAsyncLifetime
{
    public abstract TableServiceClient Tables { get; }

    public abstract QueueServiceClient Queues { get; }

    /// <summary>Lets time pass for visibility and expiry.</summary>
    public abstract Task PassAsync(TimeSpan span);

    public abstract ValueTask InitializeAsync();

    public abstract ValueTask DisposeAsync();

    public async Task<TableClient> NewTableAsync()
    {
        var table = Tables.GetTableClient($"t{RandomName()}");
        await table.CreateIfNotExistsAsync();
        return table;
    }

    public async Task<QueueClient> NewQueueAsync()
    {
        var queue = Queues.GetQueueClient($"q{RandomName()}");
        await queue.CreateIfNotExistsAsync();
        return queue;
    }

    public static string RandomName() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
}
