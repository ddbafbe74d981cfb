using LeadScoring.Sending;
using LeadScoring.Tests.Crash;
using LeadScoring.Tests.Hits;

namespace LeadScoring.Tests.Proof;

/// <summary>
/// Mails whose answers all got lost, and a provider that tells of them: whatever dies on the way, the ledger ends as
/// the provider says, the figures show it, and no mail leaves twice.
/// </summary>
public sealed class ToldLaws
{
    [Theory]
    [InlineData(Mishap.DiesBefore)]
    [InlineData(Mishap.DiesAfter)]
    [InlineData(Mishap.IsSentTwice)]
    public async Task A_mishap_at_any_single_write_leaves_every_mail_where_the_provider_says(Mishap mishap)
    {
        var weather = new LostAnswers();
        using var provider = new Provider();
        await using var brand = await StormyBrand.OpenAsync(weather, more: provider.Setting);
        var number = 0;
        var writes = int.MaxValue;
        for (var unlucky = 0; unlucky <= writes; unlucky++)
        {
            var email = brand.NextAddress(ref number);
            await brand.SettleAsync(StormyBrand.Start);
            weather.Mishap.Arm(unlucky, mishap);
            await brand.PostAsync(
                "/api/campaigns/car-launch-2026/entries", new { entryId = "e-1", email, optIn = true });
            await brand.SettleAsync();
            await LostAnswers.TellAsync(
                brand, provider, brand.IdOf(email), unlucky % 2 == 0 ? "delivered" : "dropped",
                TimeSpan.FromMinutes(1));
            writes = unlucky == 0 ? weather.Mishap.Writes : writes;
            weather.Mishap.Arm(0, mishap);
            await brand.SettleAsync(StormyBrand.Start.AddHours(73));

            var when = $"write {unlucky}, {mishap}";
            await SendRows.AssertShownAsync(brand.Tables, brand.IdOf(email), when);
            var send = (await SendRows.AllAsync(brand.Tables))
                .Single(row => row.LeadId == brand.IdOf(email) && row.Step == "first");
            Assert.InRange(brand.Mail.Taken(send.SendId!), 0, 1);
            Assert.Equal(
                unlucky % 2 == 0 ? SendStatus.Sent : SendStatus.Failed, send.Status);
            Assert.Equal(unlucky % 2 == 0 ? null : "dropped: other", send.Reason);
            Assert.Equal(0, await brand.MessagesLeftAsync());
        }
        Assert.InRange(writes, 12, 60);
    }
}
