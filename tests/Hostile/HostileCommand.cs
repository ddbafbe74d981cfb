using System.Diagnostics;
using System.Globalization;

namespace LeadScoring.Tests.Hostile;

/// <summary>
/// The soak command <c>tests/hostile [requests] [seed]</c>: prints what each kind of bot was answered and how the app's
/// memory grew, and ends with 1 where there is a finding, or more growth than allowed after the first 5,000 requests.
/// </summary>
internal static class HostileCommand
{
    public const string Argument = "hostile";
    private const int Warm = 5000;
    private const double MostGrowth = 64;

    public static async Task<int> RunAsync(string[] arguments)
    {
        var requests = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 50_000;
        var seed = arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 1;
        var watch = Stopwatch.StartNew();
        using var run = new HostileRun();
        await run.RunAsync(requests, seed, Warm);

        foreach (var (kind, count) in run.Answers.OrderBy(answer => answer.Key, StringComparer.Ordinal))
            Print($"{kind,-24}{count,8}");
        foreach (var (done, memory) in run.Memory) Print($"memory after {done,7}: {memory:0.0} MiB");
        foreach (var finding in run.Findings.Take(50)) Print($"FINDING {finding[..Math.Min(finding.Length, 500)]}");
        var growth = requests > Warm ? run.Memory[requests] - run.Memory[Warm] : 0;
        Print($"{requests} requests and {run.Mails} mails in {watch.Elapsed.TotalSeconds:0} s");
        Print($"{run.Findings.Count} findings");
        Print($"memory grew by {growth:0.0} MiB after request {Warm}");
        return run.Findings.Count == 0 && growth <= MostGrowth ? 0 : 1;
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
