using System.Diagnostics;
using LeadScoring.Tests.Contracts;
using LeadScoring.Tests.Storage;

namespace LeadScoring.Tests.Fleet;

/// <summary>
/// One round: a fleet on a new account takes entries, confirmations and reactions through some trouble, works them off,
/// and is then held against a single process.
/// </summary>
internal sealed class FleetRun
{
    private const string LinkSecret = "--LeadScoring:LinkSecret=a-secret-of-the-tests-that-is-long-enough";

    private readonly Fleet _fleet;
    private readonly Account _account;
    private readonly Mailbox _mailbox;
    private readonly FleetDriver _driver;

    private FleetRun(FleetPlan plan, Fleet fleet, AzuriteServer server, Mailbox mailbox)
    {
        (_fleet, _mailbox, _account) = (fleet, mailbox, new Account(server));
        _driver = new FleetDriver(plan, fleet, _account, server, mailbox);
    }

    /// <summary>Walks a round and fails where anything is lost, twice or different; a line about it.</summary>
    public static async Task<string> WalkAsync(FleetPlan plan)
    {
        var watch = Stopwatch.StartNew();
        using var folder = new TemporaryFolder();
        var content = $"--LeadScoring:ContentPath={folder.File("content")}";
        FleetContent.Write(folder.File("content"), TimeProvider.System.GetUtcNow());
        await using var server = await AzuriteServer.StartAsync(
            plan.Outage > TimeSpan.Zero ? folder.File("account") : null);
        await using var mailbox = await Mailbox.OpenAsync();
        await using var fleet = await Fleet.StartAsync(
            folder.File("fleet"), plan.Processes, content, LinkSecret,
            $"--AzureWebJobsStorage={server.ConnectionString}",
            "--SendGrid:ApiKey=none", $"--SendGrid:BaseUrl={mailbox.Address}");
        var run = new FleetRun(plan, fleet, server, mailbox);
        await run._driver.DriveAsync();
        using var single = await SingleRun.StartAsync(folder.File("single"), run._account.Tables, content, LinkSecret);
        await single.MakeAsync([.. run._driver.Calls.Entries, .. run._driver.Calls.Reactions]);
        await single.ConfirmAsync(run._driver.Confirmed);
        await run._account.UntilIdleAsync(TimeProvider.System);
        return $"{await run.CompareAsync(single)}, {watch.Elapsed.TotalSeconds:F0} s";
    }

    private async Task<string> CompareAsync(SingleRun single)
    {
        Assert.Equal(0, await _account.PoisonAsync());
        Assert.All(_fleet.Apps, app => Assert.True(app.IsAlive));
        await FleetAftermath.AssertListsAsync(_fleet.Apps, single.App);
        var found = await StoredLeads.ReadAsync(_account.Tables);
        var some = found.Leads.Keys.Where((_, index) => index % 10 == 0);
        await FleetAftermath.AssertExplanationsAsync(_fleet.Apps[0], single.App, some);
        await using var store = await single.StopAsync();
        var expected = await StoredLeads.ReadAsync(new LeadScoring.Storage.Tables(store.Tables));
        FleetAftermath.AssertLeads(found, expected, mayLeaveRows: _fleet.Kills > 0);
        FleetAftermath.AssertMails(found, _mailbox, _fleet.Kills > 0, _driver.WentAwayAt);
        var nurture = found.Sends.Count(FleetAftermath.IsNurture);
        Assert.NotEqual(0, nurture);
        return $"{found.Leads.Count} leads, {_fleet.Accepted} calls accepted, {_fleet.Repeats} made again "
            + $"({_fleet.AsksToWait} asked to), {_fleet.Kills} kills, {_driver.Confirmed.Count} confirmed, "
            + $"{nurture} nurture mails";
    }
}
