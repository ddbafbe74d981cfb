using System.Diagnostics;
using LeadScoring.Runtime.TimeTravel;
using LeadScoring.Sending;
using LeadScoring.Tests.Storage;

namespace LeadScoring.Tests.Misbehaving;

/// <summary>
/// One run: an app on an embedded store is killed at random moments of a random journey against a provider that
/// misbehaves; then it is left alone until everything must have ended, and its ledger is held against what the
/// provider took.
/// </summary>
internal static class MailSoakRun
{
    /// <returns>A line about it.</returns>
    public static async Task<string> WalkAsync(int seed, int people, int acts)
    {
        var watch = Stopwatch.StartNew();
        var chance = Moods.Chance(seed, "deaths");
        using var folder = new TemporaryFolder();
        var data = folder.File("data");
        await using var sendGrid = await MisbehavingSendGrid.StartAsync(
            seed, () => TravelClock.Open(data).GetUtcNow());
        using var events = new EventStream(seed, sendGrid);
        using var app = new LivesAndDeaths(
            data, kills: 3 + chance.Next(4), chance,
            "--SendGrid:ApiKey=SG.key", $"--SendGrid:BaseUrl={sendGrid.Address}", events.Setting);
        var journey = new MailJourney(seed, people, sendGrid, events);

        foreach (var act in journey.Acts(acts)) await ActAsync(act);
        await app.SpareAsync();
        sendGrid.IsCalm = true;
        foreach (var act in journey.End()) await ActAsync(act);
        await app.KillAsync();

        var truth = await MailTruth.ReadAsync(data);
        truth.AssertHolds(sendGrid.Taken, journey.Unsubscribed);
        return $"{sendGrid.Taken.Count} mails taken of {sendGrid.Calls} handed over, {events.Told} events told, "
            + $"{app.Deaths} kills; {truth.Sends.Count} intended = {truth.Count(SendStatus.Sent)} sent, "
            + $"{truth.Count(SendStatus.Suppressed)} suppressed, {truth.Count(SendStatus.HeldOut)} held out, "
            + $"{truth.Count(SendStatus.Failed)} failed; {watch.Elapsed.TotalSeconds:F0} s";

        Task ActAsync(Func<LeadScoring.Tests.Crash.AppProcess, Task> act)
        {
            sendGrid.Act++;
            return app.ActAsync(act);
        }
    }
}
