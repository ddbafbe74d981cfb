using System.Diagnostics;
using System.Globalization;
using Azure.Data.Tables;
using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Reactions;
using LeadScoring.Runtime.SelfHost;
using LeadScoring.Storage;
using LeadScoring.Tests.Replay;
using LeadScoring.Tests.Storage;
using LeadScoring.Tracks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LeadScoring.Tests.Tracks;

/// <summary>
/// The benchmark <c>dotnet run --project tests -c Release -- insights-speed 1000000</c>: a tenth of so many reactions,
/// then all of them, are stored and taken into the insights; then 10, 100, 1,000 and 10,000 leads react once more, and
/// their refresh is measured, from the timer's query to the last mark: rows read and written, and the time on the wall,
/// medians of the rounds. The figures of the two stores stand side by side: they follow the change.
/// </summary>
internal static class InsightsSpeed
{
    public const string Argument = "insights-speed";
    private static readonly DateTimeOffset Now = new(2027, 2, 1, 3, 0, 0, TimeSpan.Zero);
    private static readonly int[] Changes = [10, 100, 1_000, 10_000];

    public static async Task<int> RunAsync(string count)
    {
        var total = int.Parse(count, NumberStyles.None, CultureInfo.InvariantCulture);
        foreach (var reactions in new[] { total / 10, total }) await MeasureAsync(reactions);
        return 0;
    }

    private static async Task MeasureAsync(int reactions)
    {
        using var folder = new TemporaryFolder();
        RowMeter? meter = null;
        await using var app = await StoredEvents.OpenAsync(folder.File("data"), Now, builder =>
        {
            builder.Services.Replace(ServiceDescriptor.Singleton(new TrackTimers(AreOn: false)));
            builder.Services.Replace(ServiceDescriptor.Singleton<TableServiceClient>(
                made => meter = new RowMeter(made.GetRequiredService<Stores>().Tables)));
        });
        await app.FillAsync(reactions);
        await SideBySide.ForEachAsync(app.Leads, app.Get<MarkStore>().AddAsync, default);
        var first = await TimeAsync(() => RefreshAsync(app));
        Say($"{reactions:N0} reactions of {app.Leads.Count:N0} leads: first taken in in {first:N0} ms");
        var round = 0;
        foreach (var change in Changes.Where(change => change <= app.Leads.Count))
        {
            var costs = new List<(double Ms, long Read, long Written)>();
            for (var n = 0; n < (change < 1_000 ? 5 : 3); n++)
            {
                await ChangeAsync(app, change, ++round);
                meter!.Take();
                var ms = await TimeAsync(() => RefreshAsync(app));
                var rows = meter.Take();
                costs.Add((ms, rows.Read, rows.Written));
            }
            var (time, read, written) = (
                Median(costs, cost => cost.Ms), Median(costs, cost => cost.Read), Median(costs, cost => cost.Written));
            Say($"  {change,6:N0} changed leads: {time,7:N0} ms, {read,9:N0} rows read, {written,7:N0} written");
            Say($"         for each of them {time / change,7:0.0} ms, {read / change,9:0.0}, {written / change,7:0.0}");
        }
        await KeptTracks.AssertSumsAsync(app.Get<Tables>());
        Say($"  The sums are those of the tracks");
    }

    /// <summary>From the timer's query to the last mark.</summary>
    private static async Task RefreshAsync(StoredEvents app)
    {
        await app.Get<RefreshHandler>().BeginAsync(default);
        await app.Get<Pumps>().DrainAsync(default);
    }

    /// <summary>So many leads, spread over all buckets, react once more.</summary>
    private static Task ChangeAsync(StoredEvents app, int change, int round)
    {
        var edition = app.Get<InForce>().Edition;
        return SideBySide.ForEachAsync(app.Leads.Take(change), async (id, cancel) =>
        {
            var batch = InboxBatch.Empty with
            {
                Reactions =
                [
                    new Reaction
                    {
                        Id = string.Create(CultureInfo.InvariantCulture, $"more-{round}"),
                        Type = "configurator",
                        OccurredAt = Now.AddMinutes(-round),
                        Product = "car",
                        Channel = "web",
                    },
                ],
            };
            var outcome = await app.Get<LeadStore>().ChangeAsync(
                id, (lead, known) => Touch.Decide(lead.Lead, null, batch, known, edition, Now), cancel);
            await app.Get<MarkStore>().AfterAsync(outcome, isRepeat: false, cancel);
        }, default);
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var began = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    private static double Median<T>(IEnumerable<T> values, Func<T, double> of) =>
        values.Select(of).Order().ElementAt(values.Count() / 2);

    private static void Say(FormattableString text) =>
        Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
