using LeadScoring.Sending;
using LeadScoring.Tests.Proof;

namespace LeadScoring.Tests.Crash;

/// <summary>
/// Killed at any line: the journey is walked once for each write it makes, and that write goes wrong. What the queue,
/// the timer and careful callers then repeat leads to the same end as the undisturbed journey.
/// </summary>
[Collection(nameof(AnyLineTests))]
public sealed class AnyLineTests
{
    [Theory]
    [InlineData(Mishap.DiesBefore)]
    [InlineData(Mishap.DiesAfter)]
    [InlineData(Mishap.IsSentTwice)]
    public async Task A_mishap_at_any_single_write_leaves_no_trace(Mishap mishap)
    {
        var weather = new OneMishap();
        await using var brand = await StormyBrand.OpenAsync(weather);
        var number = 0;
        var undisturbed = await WalkAsync(brand, ref number);
        weather.Arm(0, mishap);
        _ = await WalkAsync(brand, ref number);
        var writes = weather.Writes;
        Assert.InRange(writes, 50, 200);

        for (var unlucky = 1; unlucky <= writes; unlucky++)
        {
            weather.Arm(unlucky, mishap);
            var (trace, mails) = await WalkAsync(brand, ref number);
            AssertSame(undisturbed.Trace, trace, $"write {unlucky} of {writes} {mishap}");
            Assert.All(mails, taken => Assert.InRange(taken, 0, 1));
            Assert.Equal(0, await brand.MessagesLeftAsync());
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Messages_that_come_thrice_at_once_and_in_another_order_change_nothing(int seed)
    {
        await using var calm = await StormyBrand.OpenAsync(new Weather());
        await using var brand = await StormyBrand.OpenAsync(new Echo(seed), batchSize: 16);
        var number = 0;
        var undisturbed = await WalkAsync(calm, ref number);
        for (var round = 0; round < 5; round++)
        {
            var (trace, mails) = await WalkAsync(brand, ref number);
            AssertSame(undisturbed.Trace, trace, $"seed {seed}, round {round}");
            Assert.All(mails, taken => Assert.Equal(1, taken));
            Assert.Equal(0, await brand.MessagesLeftAsync());
        }
    }

    private static Task<(LeadTrace Trace, IReadOnlyList<int> Mails)> WalkAsync(StormyBrand brand, ref int number)
    {
        var journey = new OneJourney(brand, brand.NextAddress(ref number));
        return WalkAsync(brand, journey);
    }

    private static async Task<(LeadTrace Trace, IReadOnlyList<int> Mails)> WalkAsync(
        StormyBrand brand, OneJourney journey)
    {
        await journey.WalkAsync();
        await SendRows.AssertShownAsync(brand.Tables, journey.LeadId, "after the walk");
        var trace = await journey.TraceAsync();
        var sent = trace.Sends.Values.Where(send => send.Status is SendStatus.Sent or SendStatus.Failed);
        return (trace, [.. sent.Select(send => brand.Mail.Taken(send.SendId))]);
    }

    /// <summary>
    /// The same rows; and the same sends, but for one mail of which nobody knows whether it left: that one is given up,
    /// never sent again.
    /// </summary>
    private static void AssertSame(LeadTrace expected, LeadTrace found, string when)
    {
        var differences = LeadTrace.Differences(expected, found).ToList();
        Assert.True(differences.Count == 0, $"{when}:\n{string.Join('\n', differences)}");
        Assert.Equal(expected.Sends.Keys, found.Sends.Keys);
        var lost = 0;
        foreach (var (key, send) in found.Sends)
        {
            var was = expected.Sends[key];
            if (send.Status == was.Status && send.Reason == was.Reason) continue;
            Assert.True(was.Status == SendStatus.Sent, $"{when}: {key} is {send.Status} instead of {was.Status}");
            Assert.Equal((SendStatus.Failed, "no trace"), (send.Status, send.Reason));
            lost++;
        }
        Assert.InRange(lost, 0, 1);
    }
}
