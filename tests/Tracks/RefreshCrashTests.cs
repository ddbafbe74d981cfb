using LeadScoring.Tests.Crash;
using LeadScoring.Tracks;
using Microsoft.Extensions.DependencyInjection;

namespace LeadScoring.Tests.Tracks;

/// <summary>
/// A refresh that goes wrong at any one write, and two that meet: whatever happens, the sums are those of the tracks
/// after each line, and in the end each track is its lead's.
/// </summary>
[Collection(nameof(RefreshCrashTests))]
public sealed class RefreshCrashTests
{
    private IReadOnlyList<string> _persons = [];

    [Theory]
    [InlineData(Mishap.DiesBefore)]
    [InlineData(Mishap.DiesAfter)]
    [InlineData(Mishap.IsSentTwice)]
    public async Task A_mishap_at_any_single_write_leaves_the_sums_right_and_the_next_run_mends_the_rest(Mishap mishap)
    {
        var weather = new OneMishap();
        await using var brand = await OpenAsync(weather);
        await ChangeAsync(brand, 0);
        weather.Arm(0, mishap);
        await RefreshAsync(brand);
        var writes = weather.Writes;
        Assert.InRange(writes, 10, 400); // each of the sixteen buckets has its studies
        for (var unlucky = 1 + (int)mishap; unlucky <= writes; unlucky += 3) // each kind at others: all of them
        {
            weather.Arm(0, mishap);
            await ChangeAsync(brand, unlucky);
            weather.Arm(unlucky, mishap);
            try
            {
                await RefreshAsync(brand);
            }
            finally
            {
                weather.Arm(0, mishap);
            }
            await KeptTracks.AssertSumsAsync(brand.Tables);
            await RefreshAsync(brand);
            await HoldsAsync(brand);
            Assert.Equal(0, await brand.MessagesLeftAsync());
        }
    }

    [Fact]
    public async Task Handlers_that_meet_at_one_bucket_and_changes_meanwhile_come_to_the_same()
    {
        await using var brand = await OpenAsync(new Weather());
        var (refresh, ids) = (brand.Get<RefreshHandler>(), _persons.Select(brand.IdOf).ToList());
        for (var round = 1; round <= 6; round++)
        {
            await ChangeAsync(brand, round);
            await Task.WhenAll(
                [
                    .. Enumerable.Range(0, 4).SelectMany(_ => ids.Select(TrackRows.BucketOf).Distinct())
                        .Select(bucket => refresh.WorkOffAsync(bucket, 5, default)),
                    ReactAsync(brand, $"meanwhile-{round}"),
                ]);
            await KeptTracks.AssertSumsAsync(brand.Tables);
        }
        await RefreshAsync(brand);
        await HoldsAsync(brand);
    }

    [Fact]
    public async Task Who_read_a_lead_before_its_erasure_cannot_bring_it_back()
    {
        await using var brand = await OpenAsync(new Weather());
        await ReactAsync(brand, "a");
        var (store, reader, id) = (brand.Get<TrackStore>(), brand.Get<TrackReader>(), brand.IdOf(_persons[0]));
        var state = await store.StateAsync("car", TrackRows.BucketOf(id), default);
        var read = await reader.ReadAsync([id], default); // and then the process sleeps
        Assert.NotNull(read[id]["car"]);
        await brand.EraseAsync(_persons[0]);
        await brand.SettleAsync();
        Assert.Null(await store.SaveAsync(
            state, [new TrackMove(id, null, read[id]["car"])], StormyBrand.Start, default));
        await RefreshAsync(brand);
        Assert.Null(await store.FindAsync("car", id, default));
    }

    /// <summary>Five persons in two buckets: a store's key decides who lies where.</summary>
    private async Task<StormyBrand> OpenAsync(Weather weather)
    {
        var brand = await StormyBrand.OpenAsync(weather, 1, Cube);
        _persons = [.. Enumerable.Range(0, 60).Select(n => $"person-{n}@example.jp")
            .GroupBy(email => TrackRows.BucketOf(brand.IdOf(email))).OrderByDescending(bucket => bucket.Count())
            .Take(2).SelectMany(bucket => bucket.Take(3)).Take(5)];
        return brand;
    }

    private static void Cube(Microsoft.Azure.Functions.Worker.Builder.FunctionsApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ICube, CountCube>();
        builder.Services.AddSingleton<IStudy, NamesStudy>();
    }

    private async Task ChangeAsync(StormyBrand brand, int round)
    {
        await ReactAsync(brand, $"r-{round}");
        if (round % 2 == 1) await brand.EraseAsync(_persons[round % _persons.Count]);
        await brand.SettleAsync();
    }

    private async Task ReactAsync(StormyBrand brand, string id)
    {
        await brand.PostAsync("/api/reactions", new
        {
            reactions = _persons.Select(email => new
            {
                id,
                email,
                type = "configurator",
                product = "car",
                occurredAt = StormyBrand.Start,
            }),
        });
        await brand.SettleAsync();
    }

    private static async Task RefreshAsync(StormyBrand brand)
    {
        await brand.PostAsync("/api/insights/refresh", new { });
        await brand.SettleAsync();
    }

    private async Task HoldsAsync(StormyBrand brand)
    {
        await KeptTracks.AssertSumsAsync(brand.Tables);
        await KeptTracks.AssertFreshAsync(brand.Services, _persons.Select(brand.IdOf));
        Assert.Equal(0, (await brand.Get<MarkStore>().WaitingAsync(default)).Count);
    }
}
