using System.Collections.Concurrent;
using Azure.Data.Tables;
using LeadScoring.Alerts;
using LeadScoring.Leads;
using LeadScoring.Storage;
using LeadScoring.Tests.Crash;

namespace LeadScoring.Tests.Alerts;

/// <summary>
/// The life of alerts from cause to erasure, killed at every single write: each is in the feed once, told until it is
/// taken, and gone with its lead.
/// </summary>
public sealed class AlertCrashTests
{
    private static readonly DateTimeOffset Start = StormyBrand.Start;

    [Theory]
    [InlineData(Mishap.DiesBefore)]
    [InlineData(Mishap.DiesAfter)]
    [InlineData(Mishap.IsSentTwice)]
    public async Task A_mishap_at_any_single_write_loses_no_alert_and_doubles_none(Mishap mishap)
    {
        var weather = new OneMishap();
        await using var receiver = await Receiver.OpenAsync();
        await using var brand = await StormyBrand.OpenAsync(weather, more: receiver.Settings);
        RefuseTheFirstCallOfEach(receiver);
        weather.Arm(0, mishap);
        await WalkAsync(brand, receiver, "calm@example.jp");
        var writes = weather.Writes;
        Assert.InRange(writes, 20, 100);

        for (var unlucky = 1; unlucky <= writes; unlucky++)
        {
            weather.Arm(unlucky, mishap);
            await WalkAsync(brand, receiver, $"unlucky-{unlucky}@example.jp");
        }
        Assert.All(receiver.Calls, Receiver.AssertSigned);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Messages_that_come_thrice_at_once_change_nothing(int seed)
    {
        await using var receiver = await Receiver.OpenAsync();
        await using var brand = await StormyBrand.OpenAsync(new Echo(seed), batchSize: 16, more: receiver.Settings);
        RefuseTheFirstCallOfEach(receiver);
        for (var round = 0; round < 5; round++) await WalkAsync(brand, receiver, $"echo-{round}@example.jp", calls: 2);
    }

    /// <summary>A good day, a bad one with a drop and two marked reactions, somebody's care, and the end.</summary>
    private static async Task WalkAsync(StormyBrand brand, Receiver receiver, string email, int calls = 3)
    {
        var leadId = brand.IdOf(email);
        await brand.SettleAsync(Start);
        await ReactAsync(brand, email, ("r-1", "test-drive", -1));
        await brand.SettleAsync();
        await ReactAsync(brand, email, ("r-2", "complaint", 0), ("r-3", "credit-check-abandoned", 0));
        await brand.SettleAsync();
        await brand.SettleAsync(Start.AddMinutes(2));
        await brand.SettleAsync(Start.AddMinutes(20));

        var items = await FeedAsync(brand, leadId);
        Assert.Equal(
            ["all Drop", "all Reaction", "all Reaction", "open Drop", "open Reaction", "open Reaction"],
            items.Select(item => $"{item.List} {item.Item.Kind}").Order(StringComparer.Ordinal));
        Assert.Equal(3, items.Select(item => item.Item.Hash).Distinct().Count());
        foreach (var (_, item) in items)
        {
            var found = await brand.Get<AlertStore>().FindAsync(item.Id, default);
            Assert.NotNull(found!.Alert.Delivery?.DeliveredAt);
            Assert.InRange(receiver.Calls.Count(call => call.Id == item.Id.ToString()), 2, calls);
        }
        Assert.Empty((await brand.Get<LeadStore>().LoadAsync(leadId, default)).Lead.Alerts!.Waiting);

        await brand.PostAsync(
            $"/api/insights/alerts/{items[0].Item.Id}/acknowledge", new { by = "Sato" });
        Assert.Equal(5, (await FeedAsync(brand, leadId)).Count);

        await brand.EraseAsync(email);
        await brand.SettleAsync();
        Assert.Empty(await FeedAsync(brand, leadId));
        Assert.Equal(0, await brand.MessagesLeftAsync());
    }

    private static Task ReactAsync(StormyBrand brand, string email, params (string Id, string Type, int Day)[] all) =>
        brand.PostAsync("/api/reactions", new
        {
            reactions = all.Select(reaction => new
            {
                id = reaction.Id, email, type = reaction.Type, product = "car",
                occurredAt = Start.AddDays(reaction.Day),
            }),
        });

    private static void RefuseTheFirstCallOfEach(Receiver receiver)
    {
        var heard = new ConcurrentDictionary<string, bool>();
        receiver.Answer = http => Task.FromResult(
            heard.TryAdd(http.Request.Headers["webhook-id"].ToString(), true) ? 500 : 200);
    }

    private static async Task<IReadOnlyList<(string List, FeedItem Item)>> FeedAsync(
        StormyBrand brand, string leadId) =>
        [.. (await brand.Tables.Alerts.QueryAsync<TableEntity>().ToListAsync())
            .Select(row => (row.PartitionKey.Split('|')[0], Rows.Body<FeedItem>(row)))
            .Where(row => row.Item2.LeadId == leadId)];
}
