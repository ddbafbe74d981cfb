using System.Globalization;

namespace LeadScoring.Tests.NurtureLaws;

/// <summary>The laws of nurture for many more seeds than a build waits for: <c>nurture-laws 200</c>.</summary>
internal static class NurtureLawsCommand
{
    public const string Argument = "nurture-laws";

    public static async Task<int> RunAsync(string count)
    {
        var failed = 0;
        for (var seed = 1; seed <= int.Parse(count, CultureInfo.InvariantCulture); seed++)
        {
            var lived = await NurtureLawsTests.LiveAsync(seed);
            var ends = string.Join(", ", lived.Ends.Select(end => $"{end.Key} {end.Value}"));
            Console.WriteLine($"seed {seed}: {lived.Dead} deaths; {ends}; broken: {lived.Broken.Count}");
            foreach (var law in lived.Broken) Console.WriteLine($"  {law}");
            failed += lived.Broken.Count > 0 ? 1 : 0;
        }
        Console.WriteLine(failed == 0 ? "No law is broken." : $"Laws are broken for {failed} seeds.");
        return failed == 0 ? 0 : 1;
    }
}
