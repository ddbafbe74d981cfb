using LeadScoring.Tests.Storage;

namespace LeadScoring.Tests;

/// <summary>
/// The runner's entry, with one more door: a test starts this program again as a process that it can kill.
/// </summary>
internal static class TestProgram
{
    public static Task<int> Main(string[] args) => args switch
    {
        [Victim.Argument, var file] => Victim.RunAsync(file),
        _ when args.Contains("--server") => Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(
            args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
        _ => Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args),
    };
}
