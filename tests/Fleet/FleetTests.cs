using LeadScoring.Tests.Contracts;

namespace LeadScoring.Tests.Fleet;

/// <summary>
/// Four processes on one storage account, two of which are killed with -9 again and again: nothing lost, nothing twice,
/// scores and lists as a single process makes them. <c>tests/soak</c> runs the same at twice the size, for as long
/// as one likes.
/// </summary>
[Collection(nameof(Fleet)), Trait("needs", Azurite.Name)]
public sealed class FleetTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Four_processes_of_which_two_are_killed_come_to_what_a_single_one_comes_to()
    {
        AzuriteServer.SkipUnlessInstalled();
        var plan = new FleetPlan(Seed: 1, Processes: 4, People: 250, Reactions: 1500, Kills: 2);
        output.WriteLine(await FleetRun.WalkAsync(plan));
    }

    [Fact]
    public async Task An_account_that_is_away_for_20_seconds_is_told_of_at_the_doors_and_delays_the_rest()
    {
        AzuriteServer.SkipUnlessInstalled();
        var plan = new FleetPlan(
            Seed: 2, Processes: 2, People: 60, Reactions: 750, Outage: TimeSpan.FromSeconds(20));
        output.WriteLine(await FleetRun.WalkAsync(plan));
    }
}
