using LeadScoring.Consent;
using LeadScoring.Intake;
using LeadScoring.Nurture;
using LeadScoring.Sending;
using LeadScoring.Tests.Crash;

namespace LeadScoring.Tests.Hits;

/// <summary>
/// Clicks of a person, and a scanner's, whose last one takes the first ones back: whatever dies on the way, careful
/// readers and the queue lead to the same lead.
/// </summary>
public sealed class HitLaws
{
    private static DateTimeOffset After(double minutes) => StormyBrand.Start.AddDays(1).AddMinutes(minutes);

    [Theory]
    [InlineData(Mishap.DiesBefore)]
    [InlineData(Mishap.DiesAfter)]
    [InlineData(Mishap.IsSentTwice)]
    public async Task A_mishap_at_any_single_write_leaves_no_trace(Mishap mishap)
    {
        var weather = new OneMishap();
        using var provider = new Provider();
        await using var brand = await StormyBrand.OpenAsync(weather, more: provider.Setting);
        var number = 0;
        LeadTrace? undisturbed = null;
        var writes = int.MaxValue;
        for (var unlucky = 0; unlucky <= writes; unlucky++)
        {
            var email = brand.NextAddress(ref number);
            var mail = await SendAsync(brand, email);
            weather.Arm(unlucky, mishap);
            await HitAsync(brand, provider, email, mail);
            writes = unlucky == 0 ? weather.Writes : writes;
            weather.Arm(0, mishap);
            await brand.SettleAsync(After(60));

            var trace = await LeadTrace.ReadAsync(brand, brand.IdOf(email), email);
            undisturbed ??= trace;
            var differences = LeadTrace.Differences(undisturbed, trace).ToList();
            Assert.True(differences.Count == 0, $"write {unlucky}, {mishap}:\n{string.Join('\n', differences)}");
            Assert.Equal(0, await brand.MessagesLeftAsync());
        }
        Assert.InRange(writes, 12, 80);
        Assert.Contains(undisturbed!.Rows.Keys, row => row.Contains("hits|", StringComparison.Ordinal));
        Assert.Contains(undisturbed.Rows, row => row.Key == "leads head|product|car"
            && row.Value.Contains("\"mail-click\":\"2027-02-02T01:10:00Z\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Messages_that_come_thrice_at_once_and_in_another_order_change_nothing(int seed)
    {
        using var provider = new Provider();
        await using var calm = await StormyBrand.OpenAsync(new Weather(), more: provider.Setting);
        await using var brand = await StormyBrand.OpenAsync(
            new Echo(seed), batchSize: 16, more: provider.Setting);
        var number = 0;
        var expected = await WalkAsync(calm, provider, calm.NextAddress(ref number));
        for (var round = 0; round < 3; round++)
        {
            var found = await WalkAsync(brand, provider, brand.NextAddress(ref number));
            Assert.Empty(LeadTrace.Differences(expected, found));
            Assert.Equal(0, await brand.MessagesLeftAsync());
        }
    }

    private static async Task<LeadTrace> WalkAsync(StormyBrand brand, Provider provider, string email)
    {
        await HitAsync(brand, provider, email, await SendAsync(brand, email));
        await brand.SettleAsync(After(60));
        return await LeadTrace.ReadAsync(brand, brand.IdOf(email), email);
    }

    /// <summary>Up to the welcome; the id of its mail.</summary>
    private static async Task<string> SendAsync(StormyBrand brand, string email)
    {
        await brand.SettleAsync(StormyBrand.Start);
        await brand.PostAsync(
            "/api/campaigns/car-launch-2026/entries", new { entryId = "e-1", email, name = "花子", optIn = true });
        await brand.SettleAsync();
        var link = brand.Links.Make(
            LinkPurpose.OptIn, brand.IdOf(email), Entry.HashOf("car-launch-2026", "e-1"), StormyBrand.Start);
        await brand.PostAsync($"/api/opt-in/{link}", new { });
        await brand.SettleAsync();
        await brand.SettleAsync(After(0));
        var key = Enrolment.KeyOf("car-new", 1, 1) + "|welcome";
        return SendLedger.SendId(brand.IdOf(email), key, StormyBrand.Start);
    }

    private static async Task HitAsync(StormyBrand brand, Provider provider, string email, string sendId)
    {
        var leadId = brand.IdOf(email);
        await brand.SettleAsync(After(10));
        await brand.FollowAsync($"/api/go/{brand.Links.Make(LinkPurpose.Go, leadId, sendId, 1)}");
        await brand.SettleAsync(After(11));
        foreach (var (type, n) in new[] { ("open", 1), ("click", 2), ("click", 3), ("click", 4), ("delivered", 5) })
        {
            var told = new Dictionary<string, object>
            {
                ["event"] = type,
                ["timestamp"] = After(type == "delivered" ? 0.1 : 20).ToUnixTimeSeconds(),
                ["sg_event_id"] = FormattableString.Invariant($"e{n}"),
                ["url"] = FormattableString.Invariant($"https://shop.example/{n}"),
                ["lead_id"] = leadId,
                ["send_id"] = sendId,
            };
            await brand.TellAsync(provider, told);
            await brand.SettleAsync();
        }
    }
}
