using System.Globalization;

namespace LeadScoring.Tests.Misbehaving;

/// <summary>
/// As many runs of <see cref="MailSoakRun"/> as one likes, each with the next seed; a line a run, and the first that
/// fails ends it: <c>dotnet run --project tests -c Release -- mail-soak 200</c>.
/// </summary>
internal static class MailSoak
{
    public const string Argument = "mail-soak";

    /// <param name="arguments">How many runs, and (else 1) the first seed.</param>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var numbers = arguments.Select(text =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0).ToArray();
        if (numbers is not ([> 0] or [> 0, > 0]))
        {
            Console.Error.WriteLine("Say how many runs, and from which seed if not 1: mail-soak 200 1");
            return 2;
        }
        var first = numbers.ElementAtOrDefault(1) is > 0 and var seed ? seed : 1;
        for (var run = first; run < first + numbers[0]; run++)
        {
            try
            {
                Console.WriteLine($"seed {run}: {await MailSoakRun.WalkAsync(run, people: 12, acts: 20)}");
            }
            catch (Exception failure)
            {
                Console.WriteLine($"seed {run} failed: {failure}");
                return 1;
            }
        }
        Console.WriteLine($"{numbers[0]} runs: no mail twice, every intended mail ended.");
        return 0;
    }
}
