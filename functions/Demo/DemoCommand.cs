using System.Diagnostics;
using LeadScoring.Storage;
using Microsoft.Extensions.Configuration;
using Spectre.Console;

namespace LeadScoring.Demo;

/// <summary>
/// <c>dotnet run --project functions -- demo</c>: fills an empty embedded store with a simulated brand, up to this
/// instant, through the doors and handlers of the app itself.
/// </summary>
public static class DemoCommand
{
    /// <exception cref="StartRefusedException">An option is wrong, or the store is not ours to fill.</exception>
    public static async Task<int> RunAsync(IReadOnlyList<string> args)
    {
        var options = DemoOptions.Read(args);
        var settings = SettingsOf(options);
        if (Stores.AreElsewhere(settings)) throw DemoApp.OnlyEmbedded; // before anything is thrown away
        var folder = new DataPath(settings).Folder;
        var (end, clock) = (TimeProvider.System.GetUtcNow(), Stopwatch.StartNew());
        if (new DemoFolder(folder).Clear(options.Fresh))
            Console.WriteLine("The demo that was there was broken off: it goes, and a new one begins.");
        Console.WriteLine(FormattableString.Invariant(
            $"{options.Leads:N0} people, {options.Months} months, seed {options.Seed}, into {folder}"));
        try
        {
            var tally = await AnsiConsole.Progress()
                .Columns(
                    new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(),
                    new ElapsedTimeColumn())
                .StartAsync(show => FillAsync(options, folder, end, Bar(show, options, end)));
            Console.WriteLine(Summary(tally, clock.Elapsed, options));
            return 0;
        }
        catch (Exception ended) when (ended is OperationCanceledException or DemoFailedException)
        {
            var why = ended is DemoFailedException ? ended.Message : "The demo was broken off.";
            await Console.Error.WriteLineAsync($"{why} Run it again: it begins anew.");
            return 1;
        }
    }

    private static Action<DateTimeOffset, Tally> Bar(ProgressContext show, DemoOptions options, DateTimeOffset end)
    {
        var start = DemoYear.StartOf(end, options.Months);
        var bar = show.AddTask("…", maxValue: (end - start).TotalDays);
        return (at, tally) =>
        {
            bar.Value = (at - start).TotalDays;
            bar.Description = FormattableString.Invariant($"{at:yyyy-MM-dd} {tally.Mails,7:N0} mails");
        };
    }

    /// <summary>Fills the folder, in which <see cref="DemoFolder.Clear"/> made room.</summary>
    /// <exception cref="StartRefusedException">The store is not ours to fill.</exception>
    internal static async Task<Tally> FillAsync(
        DemoOptions options, string folder, DateTimeOffset end, Action<DateTimeOffset, Tally> shown,
        Truth? truth = null, CancellationToken cancel = default)
    {
        var place = new DemoFolder(folder);
        var start = DemoYear.StartOf(end, options.Months);
        place.Begin(options); // before there is a store: one without the mark would stay for ever
        Tally tally;
        await using (var app = await OpenAsync(place, folder, options.Seed, start, end, cancel))
        {
            var year = new DemoYear(app, options, truth ?? Truth.Usual, start, end);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel, app.Stopping);
            await year.RunAsync(at => shown(at, year.Tally), stop.Token);
            tally = year.Tally;
        }
        place.End(options);
        return tally;
    }

    private static async Task<DemoApp> OpenAsync(
        DemoFolder place, string folder, int seed, DateTimeOffset start, DateTimeOffset end, CancellationToken cancel)
    {
        try
        {
            return await DemoApp.OpenAsync(folder, seed, start, end, cancel);
        }
        catch (StartRefusedException)
        {
            place.Withdraw();
            throw;
        }
    }

    private static IConfigurationRoot SettingsOf(DemoOptions options) =>
        new ConfigurationBuilder().AddEnvironmentVariables()
            .AddInMemoryCollection(options.Data is { } data ? [new("LeadScoring:DataPath", data)] : []).Build();

    private static string Summary(Tally tally, TimeSpan took, DemoOptions options)
    {
        var data = options.Data is { } folder ? $"LeadScoring__DataPath={folder} " : "";
        return FormattableString.Invariant(
            $"""

            {options.Leads:N0} people, {tally.Entries:N0} entries, {tally.Reactions:N0} reactions,
            {tally.Mails:N0} mails, {tally.Orders:N0} orders in {took.TotalSeconds:N0} seconds.
            See it:  {data}dotnet run --project functions
            In the console, Insights shows a line at a time: campers have regulars and a golden route, cars hardly any.
            """);
    }
}
