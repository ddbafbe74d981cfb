using LeadScoring.Tests.Bench;
using LeadScoring.Tests.Exports;
using LeadScoring.Tests.Fleet;
using LeadScoring.Tests.Hostile;
using LeadScoring.Tests.Imports;
using LeadScoring.Tests.Mail;
using LeadScoring.Tests.Misbehaving;
using LeadScoring.Tests.NurtureLaws;
using LeadScoring.Tests.Proof;
using LeadScoring.Tests.Replay;
using LeadScoring.Tests.Storage;
using LeadScoring.Tests.StorageCost;
using LeadScoring.Tests.Tracks;

namespace LeadScoring.Tests;

/// <summary>
/// The runner's entry, with more doors: a test starts this program again as a process that it can kill, and what is
/// measured and not judged has a command of its own.
/// </summary>
internal static class TestProgram
{
    public static Task<int> Main(string[] args) => args switch
    {
        [Victim.Argument, var file] => Victim.RunAsync(file),
        [HostileCommand.Argument, .. var requests] => HostileCommand.RunAsync(requests),
        [StorageCostReport.Argument] => StorageCostReport.RunAsync(),
        [ApprovedMails.Argument] => ApprovedMails.RewriteAsync(),
        [ReplayCommand.Argument, var reactions] => ReplayCommand.RunAsync(reactions),
        [NurtureCommand.Argument, var enrolments] => NurtureCommand.RunAsync(enrolments),
        [Soak.Argument, var minutes] => Soak.RunAsync(minutes),
        [MailSoak.Argument, .. var runs] => MailSoak.RunAsync(runs),
        [WebhookSpeed.Argument] => WebhookSpeed.RunAsync(),
        [SendsSpeed.Argument] => SendsSpeed.RunAsync(),
        [InsightsSpeed.Argument, var reactions] => InsightsSpeed.RunAsync(reactions),
        [ListSpeed.Argument, var leads] => ListSpeed.RunAsync(leads),
        [ImportSpeed.Argument, var lines] => ImportSpeed.RunAsync(lines),
        [NurtureLawsCommand.Argument, var seeds] => NurtureLawsCommand.RunAsync(seeds),
        _ when args.Contains("--server") => Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(
            args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
        _ => Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args),
    };
}
