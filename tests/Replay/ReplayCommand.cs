using System.Diagnostics;
using System.Globalization;
using LeadScoring.Identity;
using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Reactions;
using LeadScoring.Scoring;
using LeadScoring.Tests.Storage;

namespace LeadScoring.Tests.Replay;

/// <summary>
/// The benchmark <c>dotnet run --project tests -c Release -- replay 1000000</c>: so many stored reactions are counted
/// anew, by the product's own code, beside counting them one by one in the same run, by the processor's time, which is
/// that of one core however busy the machine is; then end to end, read from the embedded store and compared with what
/// stands there, by the clock on the wall. Medians of the rounds.
/// </summary>
internal static class ReplayCommand
{
    public const string Argument = "replay";
    private const int Rounds = 7;
    private static readonly DateTimeOffset Now = new(2027, 2, 1, 3, 0, 0, TimeSpan.Zero);

    public static async Task<int> RunAsync(string count)
    {
        using var folder = new TemporaryFolder();
        await using var app = await StoredEvents.OpenAsync(folder.File("data"), Now);
        var total = int.Parse(count, CultureInfo.InvariantCulture);
        var stored = await TimeAsync(() => app.FillAsync(total));
        Say($"{total:N0} reactions of {app.Leads.Count:N0} leads stored in {stored.TotalSeconds:F0} s");

        var edition = app.Get<InForce>().Edition;
        var known = await app.LoadAsync(Math.Min(app.Leads.Count, 4000));
        var reactions = known.Sum(lead => lead.Events.Reactions.Count);
        var (bulk, single) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            bulk.Add(reactions / Effort(() => known.Sum(lead => Score(lead.Lead, lead.Events, edition))));
            single.Add(reactions / Effort(() => known.Sum(lead => OneByOne(lead.Lead, lead.Events, edition))));
        }
        Assert.All(known, lead => Assert.Equal(
            Score(lead.Lead, lead.Events, edition), OneByOne(lead.Lead, lead.Events, edition)));
        Say($"scoring, one core: {Median(bulk):N0} reactions/s (one by one: {Median(single):N0})");

        var whole = await TimeAsync(app.ReplayAsync);
        Say($"end to end: {total / whole.TotalSeconds:N0} reactions/s, {whole.TotalSeconds:F1} s");
        Say($"{await app.DifferedAsync()} leads differed from their events");
        return 0;
    }

    /// <summary>Counts, place in the lists, points and stage, as a replay has them made.</summary>
    private static double Score(Lead lead, LeadEvents events, Edition edition) =>
        Assessed(Rebuilding.Of(lead, events, edition), lead, edition);

    /// <summary>The plain way: a reaction is added to the counts, then the next.</summary>
    private static double OneByOne(Lead lead, LeadEvents events, Edition edition)
    {
        var emptied = Rebuilding.Of(lead, new LeadEvents([], [], [], []), edition);
        return Assessed(
            events.Reactions.Aggregate(emptied, (counted, one) => Touch.Count(counted, [one], edition)), lead, edition);
    }

    private static double Assessed(Lead counted, Lead before, Edition edition)
    {
        var lead = Assessment.Of(counted, before, edition, Now, "replay").Lead;
        var (state, car) = (lead.Product("car"), edition.Rules.Products["car"]);
        return Points.At(new ScoreInput(state.Counts, 1, state.CycleStart), edition.Rules, car, car.DayOf(Now));
    }

    /// <summary>Seconds of processor time, the collector's included.</summary>
    private static double Effort(Func<double> work)
    {
        var began = Environment.CpuUsage.TotalTime;
        work();
        return (Environment.CpuUsage.TotalTime - began).TotalSeconds;
    }

    private static async Task<TimeSpan> TimeAsync(Func<Task> work)
    {
        var began = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(began);
    }

    private static double Median(List<double> rounds) => rounds.Order().ElementAt(rounds.Count / 2);

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
