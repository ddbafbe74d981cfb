using Azure;
using Azure.Data.Tables;
using LeadScoring.Storage;
using LeadScoring.Tests.Contracts;
using LeadScoring.Tests.Crash;

namespace LeadScoring.Tests.Exports;

/// <summary>A move that takes longer than a follower of the change feed waits is told there once more.</summary>
public sealed class LateMovesTests
{
    [Fact]
    public async Task By_who_made_it()
    {
        var weather = new SlowWeather();
        await using var brand = await StormyBrand.OpenAsync(weather);
        await ReactAsync(brand, "brochure");
        Assert.Single(await LinesAsync(brand.Tables));

        weather.Clock = (MovableClock)brand.Get<TimeProvider>();
        await ReactAsync(brand, "quote");

        await AssertToldTwiceAsync(brand);
    }

    [Fact]
    public async Task By_the_next_run_of_the_message_where_that_died()
    {
        var weather = new SlowWeather();
        await using var brand = await StormyBrand.OpenAsync(weather);
        await ReactAsync(brand, "brochure");

        (weather.Clock, weather.DiesAfter) = ((MovableClock)brand.Get<TimeProvider>(), 2); // the lead, the lists
        await ReactAsync(brand, "quote");

        Assert.Equal(0, weather.DiesAfter);
        await AssertToldTwiceAsync(brand);
    }

    internal static async Task<IReadOnlyList<string>> LinesAsync(Tables tables) => await tables.Rank
        .QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"RowKey ge {"c|"} and RowKey lt {"c}"}"))
        .Select(row => row.RowKey).Order(StringComparer.Ordinal).ToListAsync();

    private static async Task AssertToldTwiceAsync(StormyBrand brand)
    {
        var lines = await LinesAsync(brand.Tables);
        Assert.Equal(3, lines.Count);
        Assert.Equal(lines[1].Split('|')[^1], lines[2].Split('|')[^1]); // the same revision
    }

    private static async Task ReactAsync(StormyBrand brand, string type)
    {
        await brand.PostAsync("/api/reactions", new
        {
            reactions = new[]
            {
                new
                {
                    id = type, email = "hanako@example.jp", type, product = "car", occurredAt = StormyBrand.Start,
                },
            },
        });
        await brand.SettleAsync();
    }

    private sealed class SlowWeather : Weather
    {
        /// <summary>Goes on by six seconds at each transaction.</summary>
        public MovableClock? Clock { get; set; }

        /// <summary>The process dies when this many transactions are on the disk; 0: never.</summary>
        public int DiesAfter { get; set; }

        public override async Task<T> WriteAsync<T>(Func<Task<T>> write)
        {
            if (Clock is null || typeof(T) != typeof(Response<IReadOnlyList<Response>>)) return await write();
            Clock.Pass(TimeSpan.FromSeconds(6));
            var answer = await write();
            if (DiesAfter == 0 || --DiesAfter > 0) return answer;
            Clock = null;
            throw new PowerCutException();
        }
    }
}
