using LeadScoring.Tests.Contracts;

namespace LeadScoring.Tests.StorageCost;

/// <summary>
/// The benchmark <c>dotnet run --project tests -- storage-cost</c>: a table of the storage transactions of each kind of
/// work, counted at the emulator.
/// </summary>
internal static class StorageCostReport
{
    public const string Argument = "storage-cost";

    public static async Task<int> RunAsync()
    {
        await using var account = new AzuriteBackEnd();
        await account.InitializeAsync();
        await using var app = await MeteredApp.OpenAsync(account.ConnectionString, CostOfWork.Start);
        Console.WriteLine("storage transactions                              tables  messages");
        foreach (var (work, bill) in await new CostOfWork(app).MeasureAsync())
            Console.WriteLine($"{work,-50}{bill.Tables,6}{bill.Messages,10}");
        Console.WriteLine("Receiving messages, up to 32 a request, asking empty queues, and asking which rules are in "
            + "force, at most once a second, come on top.");
        return 0;
    }
}
