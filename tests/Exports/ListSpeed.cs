using System.Diagnostics;
using System.Globalization;
using LeadScoring.Storage;
using LeadScoring.Storage.Embedded;
using LeadScoring.Tests.Contracts;
using LeadScoring.Tests.Storage;

namespace LeadScoring.Tests.Exports;

/// <summary>
/// The benchmark <c>dotnet run --project tests -c Release -- list-speed 1000000</c>: the rows of that many leads on the
/// embedded store, read to the end in pages of 100 while two others move leads, a hundred a second each. Says how
/// long pages take in the first, middle and last tenth, and fails where one that did
/// not move comes twice or not at all.
/// </summary>
internal static class ListSpeed
{
    public const string Argument = "list-speed";

    public static async Task<int> RunAsync(string count)
    {
        var leads = int.Parse(count, NumberStyles.None, CultureInfo.InvariantCulture);
        using var folder = new TemporaryFolder();
        await using var store = new EmbeddedStore(folder.File("lists.db"), new MovableClock(ListCrowd.Now));
        var tables = new Tables(store.Tables);
        await tables.CreateAsync(store.Queues, default);
        var crowd = new ListCrowd(tables, leads);
        var watch = Stopwatch.StartNew();
        await crowd.FillAsync();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{leads:N0} leads stored in {watch.Elapsed.TotalSeconds:0} s"));
        foreach (var query in new[] { "", "curve=true" }) await RepeatAsync(crowd, query);
        var right = true;
        foreach (var query in new[]
            {
                "", $"owner={ListCrowd.Owner}", $"campaign={ListCrowd.Campaign}", "attribute.prefecture=Tokyo",
                "stage=ready&minScore=20", "reactedSince=2026-11-21T00:00:00Z",
            })
            right &= await ReadAsync(crowd, query);
        return right ? 0 : 1;
    }

    /// <summary>The same page again and again: what the pictures of the past add to it.</summary>
    private static async Task RepeatAsync(ListCrowd crowd, string query)
    {
        var times = new List<double>();
        for (var n = 0; n < 100; n++)
        {
            var watch = Stopwatch.StartNew();
            await crowd.PageAsync(query, 100, null);
            times.Add(watch.Elapsed.TotalMilliseconds);
        }
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"first page {query,-12} median ms {Median(times),6:0.0}"));
    }

    private static async Task<bool> ReadAsync(ListCrowd crowd, string query)
    {
        using var stop = new CancellationTokenSource();
        crowd.Moved.Clear();
        var moving = crowd.KeepMovingAsync(stop.Token);
        var (seen, times, shortest) = (new List<string>(), new List<double>(), 100);
        for (string? cursor = null; ;)
        {
            var watch = Stopwatch.StartNew();
            var page = await crowd.PageAsync(query, 100, cursor);
            times.Add(watch.Elapsed.TotalMilliseconds);
            seen.AddRange(page.Leads.Select(lead => lead.LeadId));
            if (page.Cursor is not null) shortest = Math.Min(shortest, page.Leads.Count);
            if ((cursor = page.Cursor) is null) break;
        }
        await stop.CancelAsync();
        await moving;
        var (missing, twice) = crowd.Judge(query, seen);
        var tenth = Math.Max(1, times.Count / 10);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{(query.Length == 0 ? "whole list" : query),-36}{seen.Count,10:N0} leads {times.Count,7:N0} pages, "
            + $"median ms {Median(times.Take(tenth)),6:0.0} "
            + $"{Median(times.Skip((times.Count - tenth) / 2).Take(tenth)),6:0.0} "
            + $"{Median(times.TakeLast(tenth)),6:0.0}, most {times.Max(),6:0}, shortest page {shortest,3}, "
            + $"{crowd.Moved.Count,8:N0} moved, {missing} missing, {twice} twice"));
        return missing + twice == 0;
    }

    private static double Median(IEnumerable<double> times)
    {
        var sorted = times.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
