using System.Diagnostics;
using System.Globalization;
using LeadScoring.Tests.Crash;
using LeadScoring.Tests.Hits;
using LeadScoring.Tests.Storage;

namespace LeadScoring.Tests.Misbehaving;

/// <summary>
/// How soon the webhook answers a batch of 768 kB, each event of another lead, on the embedded store, while it works
/// the earlier ones off: <c>dotnet run --project tests -c Release -- webhook-speed</c>. It measures and judges nothing.
/// </summary>
internal static class WebhookSpeed
{
    public const string Argument = "webhook-speed";
    private const int Batches = 15;

    public static async Task<int> RunAsync()
    {
        using var provider = new Provider();
        using var folder = new TemporaryFolder();
        using var app = await AppProcess.StartAsync(folder.File("data"), provider.Setting);
        var times = new List<double>();
        for (var batch = 0; batch < Batches; batch++)
        {
            var (body, events) = LargeBatch.Make(batch, TimeProvider.System.GetUtcNow());
            var watch = Stopwatch.StartNew();
            using var answer = await provider.PostAsync(app.Http, body);
            times.Add(watch.Elapsed.TotalMilliseconds);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{body.Length / 1024} kB, {events} events: {(int)answer.StatusCode} in {times[^1]:F0} ms"));
            await Task.Delay(TimeSpan.FromSeconds(1));
        }
        times.Sort();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"median {times[Batches / 2]:F0} ms, slowest {times[^1]:F0} ms"));
        return 0;
    }
}
