using System.Diagnostics;
using System.Globalization;
using LeadScoring.Tests.Contracts;

namespace LeadScoring.Tests.Fleet;

/// <summary>
/// The fleet's rounds for as long as one likes (<c>tests/soak 60</c>), each with the next seed, with more and more
/// kills and, every third time, with an outage of the storage account. A line a round; the first that fails ends it.
/// </summary>
internal static class Soak
{
    public const string Argument = "soak";

    /// <param name="minutes">No round begins after them, so the last one ends a few minutes later.</param>
    public static async Task<int> RunAsync(string minutes)
    {
        if (!double.TryParse(minutes, CultureInfo.InvariantCulture, out var length) || !AzuriteServer.IsInstalled)
        {
            Console.Error.WriteLine("Say how many minutes, and install the emulator with npm ci in tests/node.");
            return 2;
        }
        var watch = Stopwatch.StartNew();
        var round = 0;
        do
        {
            var plan = PlanOf(++round);
            try
            {
                Console.WriteLine($"round {round}: {await FleetRun.WalkAsync(plan)}");
            }
            catch (Exception failure)
            {
                Console.WriteLine($"round {round} failed: {plan}\n{failure}");
                return 1;
            }
        }
        while (watch.Elapsed.TotalMinutes < length);
        Console.WriteLine($"{round} rounds in {watch.Elapsed.TotalMinutes:F0} minutes: nothing lost, nothing twice.");
        return 0;
    }

    private static FleetPlan PlanOf(int round) => new(
        Seed: round, Processes: 4, People: 500, Reactions: 3000, Kills: 4 + 2 * (round / 2 % 4),
        Outage: round % 3 == 0 ? TimeSpan.FromSeconds(20) : TimeSpan.Zero);
}
