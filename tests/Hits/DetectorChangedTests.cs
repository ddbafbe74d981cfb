namespace LeadScoring.Tests.Hits;

/// <summary>A brand publishes rules that take other hits for a machine's: the past is right from then on.</summary>
public sealed class DetectorChangedTests
{
    [Fact]
    public async Task Publishing_another_detector_recounts_what_was_clicked_long_ago_and_publishing_back_undoes_it()
    {
        await using var mailed = await MailedBrand.OpenAsync();
        var none = await mailed.PointsAsync();
        await mailed.Brand.AdvanceAsync("PT3S");
        await mailed.FollowAsync(mailed.Doors[1]);
        await mailed.WorkOffAsync();
        Assert.Equal((none, "too-soon"), (await mailed.PointsAsync(), (await mailed.VerdictsAsync()).Single()));

        await PublishAsync(mailed, version: 2, minimumSeconds: 0);
        Assert.Equal((none + 4, "human"), (await mailed.PointsAsync(), (await mailed.VerdictsAsync()).Single()));

        await PublishAsync(mailed, version: 3, minimumSeconds: 8);
        Assert.Equal((none, "too-soon"), (await mailed.PointsAsync(), (await mailed.VerdictsAsync()).Single()));
    }

    private static async Task PublishAsync(MailedBrand mailed, int version, int minimumSeconds)
    {
        mailed.Change(rules =>
        {
            rules["version"] = version;
            rules["machine"]!["minimumSeconds"] = minimumSeconds;
        });
        await mailed.Brand.RestartAsync(mailed.Settings(null));
        await mailed.Brand.SettleAsync();
    }
}
