namespace LeadScoring.Tests.Misbehaving;

/// <summary>The short form of <see cref="MailSoak"/>.</summary>
[Collection(nameof(KilledMailTests))]
public sealed class KilledMailTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task No_mail_goes_twice_and_every_one_ends_though_the_app_is_killed_and_the_provider_misbehaves(
        int seed)
    {
        var told = await MailSoakRun.WalkAsync(seed, people: 6, acts: 8);
        Assert.True(told[0] is >= '1' and <= '9', told); // all of it, where nothing was mailed
    }
}
