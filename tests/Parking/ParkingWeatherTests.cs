using Azure;
using Azure.Data.Tables;
using LeadScoring.Leads;
using LeadScoring.Parking;
using LeadScoring.Storage;
using LeadScoring.Tests.Crash;

namespace LeadScoring.Tests.Parking;

/// <summary>Outages and deaths while messages are poisoned and parked.</summary>
public sealed class ParkingWeatherTests
{
    private static readonly TimeSpan TillItComesBack = TimeSpan.FromMinutes(11);

    [Fact]
    public async Task What_an_outage_has_poisoned_heals_by_itself()
    {
        var weather = new Outage();
        await using var brand = await StormyBrand.OpenAsync(weather);
        await brand.PostAsync("/api/reactions", new
        {
            reactions = new[]
            {
                new
                {
                    id = "r-1", email = "a@example.jp", type = "brochure", product = "car",
                    occurredAt = StormyBrand.Start,
                },
            },
        });

        weather.IsAway = true;
        await brand.SettleAsync();
        await brand.SettleAsync(StormyBrand.Start + TillItComesBack);
        var poison = brand.Get<Stores>().Queues.GetQueueClient(Queues.ReactionsPoison);
        Assert.Equal(1, (await poison.GetPropertiesAsync()).Value.ApproximateMessagesCount);
        weather.IsAway = false;
        await brand.SettleAsync(StormyBrand.Start + (2 * TillItComesBack));

        Assert.Equal(0, await brand.MessagesLeftAsync());
        var lead = (await brand.Get<LeadStore>().LoadAsync(brand.IdOf("a@example.jp"), default)).Lead;
        Assert.Single(lead.Product("car").Counts.Items.ToArray());
    }

    [Theory]
    [InlineData(Mishap.DiesBefore)]
    [InlineData(Mishap.DiesAfter)]
    [InlineData(Mishap.IsSentTwice)]
    public async Task A_mishap_at_any_single_write_parks_the_message_all_the_same(Mishap mishap)
    {
        var weather = new OneMishap();
        await using var brand = await StormyBrand.OpenAsync(weather);
        var poison = brand.Get<Stores>().Queues.GetQueueClient(Queues.SendsPoison);
        var at = StormyBrand.Start;
        const int Writes = 2;
        for (var unlucky = 0; unlucky <= Writes; unlucky++)
        {
            weather.Arm(unlucky, mishap);
            await poison.SendMessageAsync($"text {unlucky}");
            await brand.SettleAsync(at);
            if (unlucky == 0) Assert.Equal(Writes, weather.Writes); // undisturbed
            await brand.SettleAsync(at += TillItComesBack);
            await brand.SettleAsync(at += TillItComesBack);

            var parked = await brand.Get<ParkedStore>().ReadAsync(Queues.Sends, null, 10, default);
            Assert.Equal(($"text {unlucky}", 1), (parked[0].Message, parked[0].Times));
            Assert.Equal(2 * (unlucky + 1), (await brand.Tables.Parked.QueryAsync<TableEntity>().ToListAsync()).Count);
            Assert.Equal(0, (await poison.GetPropertiesAsync()).Value.ApproximateMessagesCount);
        }
    }

    /// <summary>While away, the store takes no write and no message.</summary>
    private sealed class Outage : Weather
    {
        public bool IsAway { get; set; }

        public override Task<T> WriteAsync<T>(Func<Task<T>> write) =>
            IsAway ? throw new RequestFailedException(503, "Away.", "ServerBusy", null) : write();
    }
}
