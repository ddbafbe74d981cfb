using System.Globalization;
using Azure.Data.Tables;
using LeadScoring.Storage.Embedded;

namespace LeadScoring.Tests.Storage;

/// <summary>
/// A process that writes rows and messages as fast as it can, and tells of each once both are acknowledged.
/// </summary>
internal static class Victim
{
    public const string Argument = "write-until-killed";
    public const string Table = "rows";
    public const string Queue = "messages";
    public const int Callers = 16;

    public static async Task<int> RunAsync(string file)
    {
        await using var store = new EmbeddedStore(file, TimeProvider.System);
        var table = store.Tables.GetTableClient(Table);
        var queue = store.Queues.GetQueueClient(Queue);
        await table.CreateIfNotExistsAsync();
        await queue.CreateIfNotExistsAsync();
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            for (var i = 0; ; i++)
            {
                var key = string.Create(CultureInfo.InvariantCulture, $"{caller}-{i}");
                await queue.SendMessageAsync(key);
                await table.AddEntityAsync(new TableEntity("p", key) { ["Double"] = key + key });
                Console.Out.WriteLine(key + ".");
            }
        })));
        return 0;
    }
}
