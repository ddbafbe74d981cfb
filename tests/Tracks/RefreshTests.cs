using LeadScoring.Tests.Identity;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.Rights;
using LeadScoring.Tracks;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LeadScoring.Tests.Tracks;

/// <summary>Tracks follow their leads through the real doors, handlers and queues, on the embedded store.</summary>
public sealed class RefreshTests
{
    private static readonly string[] Persons = [.. Enumerable.Range(0, 12).Select(n => $"person-{n}@example.jp")];

    private readonly NamesStudy _study = new();

    [Fact]
    public async Task A_refresh_looks_at_those_who_changed_and_the_sums_follow()
    {
        await using var brand = await OpenAsync();
        await ReactAsync(brand, "a", Persons);
        Assert.Equal(Persons.Length, await brand.WaitingAsync());
        Assert.Empty(await brand.CountsAsync());

        await brand.RefreshInsightsAsync();
        Assert.Equal(0, await brand.WaitingAsync());
        Assert.Equal(Persons.Length, Leads(await brand.CountsAsync()));
        await HoldsAsync(brand);
        var steps = (await brand.GetAsync("/api/insights/funnel?product=car"))["lines"]![0]!["steps"]!.AsArray();
        Assert.Equal(Persons.Length, (int)steps.Single(step => (string)step!["step"]! == "new")!["count"]!);
        Assert.Equal(TrackRows.Buckets, _study.Parts / 2); // two product lines

        await ReactAsync(brand, "b", Persons[..1]);
        await BuyAsync(brand, Persons[0], "p-1", 3_800_000);
        Assert.Equal(1, await brand.WaitingAsync());
        await brand.RefreshInsightsAsync();
        await HoldsAsync(brand);
        var cells = await brand.CountsAsync();
        Assert.Equal(Persons.Length, Leads(cells));
        Assert.Equal(3_800_000, cells.Where(cell => cell.Key == "all").Sum(cell => cell.Values[2]));
        Assert.Equal(TrackRows.Buckets * 2 + 1, _study.Parts); // one bucket of one line was made anew
        var report = await brand.Services.GetRequiredService<StudyStore>()
            .ReportAsync("car", NamesStudy.Called, default);
        Assert.Contains($"{brand.IdOf(Persons[0])}:2", report!.Json, StringComparison.Ordinal);
        Assert.Equal(0, report.Made.Waiting);
    }

    [Fact]
    public async Task Who_is_erased_leaves_the_tracks_the_sums_and_the_studies_at_once()
    {
        await using var brand = await OpenAsync();
        await ReactAsync(brand, "a", Persons);
        await brand.RefreshInsightsAsync();
        await ReactAsync(brand, "b", Persons[..1]); // who is erased is marked, too

        using var erased = await brand.Http.DeleteAsync($"/api/leads/{brand.IdOf(Persons[0])}");
        await brand.SettleAsync();

        Assert.DoesNotContain(
            await Traces.OfAsync(brand.Tables(), brand.IdOf(Persons[0])),
            trace => trace.StartsWith("insights", StringComparison.Ordinal));
        Assert.Equal(Persons.Length - 1, Leads(await brand.CountsAsync()));
        await HoldsAsync(brand, Persons[1..]);
    }

    [Fact]
    public async Task Whose_use_is_stopped_is_in_no_insight_until_it_is_allowed_again()
    {
        await using var brand = await OpenAsync();
        await ReactAsync(brand, "a", Persons);
        await brand.RefreshInsightsAsync();
        var path = $"/api/leads/{brand.IdOf(Persons[0])}/stop-use";
        await brand.PostAsync(path, new { }, 200);
        await brand.RefreshInsightsAsync();
        Assert.Equal(Persons.Length - 1, Leads(await brand.CountsAsync()));
        using var allowed = await brand.Http.DeleteAsync(path);
        Assert.True(allowed.IsSuccessStatusCode);
        await brand.RefreshInsightsAsync();
        Assert.Equal(Persons.Length, Leads(await brand.CountsAsync()));
        await HoldsAsync(brand);
    }

    [Fact]
    public async Task Two_who_are_merged_are_one_and_two_again_when_it_is_undone()
    {
        await using var brand = await OpenAsync();
        await ReactAsync(brand, "a", Persons[..3]);
        await brand.RefreshInsightsAsync();
        var before = await brand.CountsAsync();

        await brand.MergeAsync(Persons[0], Persons[1]);
        await brand.SettleAsync();
        await brand.RefreshInsightsAsync();
        Assert.Equal(2, Leads(await brand.CountsAsync()));
        await HoldsAsync(brand, Persons[..3]);

        await brand.UnmergeAsync(Persons[0]);
        await brand.SettleAsync();
        await brand.RefreshInsightsAsync();
        await HoldsAsync(brand, Persons[..3]);
        Assert.Equal(
            before.Select(cell => (cell.Group, cell.Key, KeptTracks.Text(cell.Values))),
            (await brand.CountsAsync()).Select(cell => (cell.Group, cell.Key, KeptTracks.Text(cell.Values))));
    }

    [Fact]
    public async Task A_store_that_had_other_cubes_is_filled_once_at_the_start()
    {
        await using var brand = await OpenAsync();
        await ReactAsync(brand, "a", Persons);
        await brand.RefreshInsightsAsync();

        await brand.RestartAsync(); // as it is shipped: without the cube of the tests
        await brand.SettleAsync();
        Assert.Equal(Persons.Length, await brand.WaitingAsync());
        await brand.RefreshInsightsAsync();
        Assert.Empty(await brand.CountsAsync());
        await HoldsAsync(brand);

        await brand.RestartAsync();
        await brand.SettleAsync();
        Assert.Equal(0, await brand.WaitingAsync());
    }

    [Fact]
    public async Task The_clock_refreshes_tracks_every_minute_and_makes_the_studies_by_night()
    {
        await using var brand = await Brand.OpenAsync("2027-02-01T01:00:00Z", builder =>
        {
            Add(builder);
            builder.Services.Replace(ServiceDescriptor.Singleton(TrackTimers.Usual));
        });
        await ReactAsync(brand, "a", Persons);
        await brand.SettleAsync();
        Assert.Equal((0, Persons.Length), (await brand.WaitingAsync(), Leads(await brand.CountsAsync())));
        await HoldsAsync(brand);

        var studies = brand.Services.GetRequiredService<StudyStore>();
        Assert.Equal("", (await studies.ReportAsync("car", NamesStudy.Called, default))?.Json); // of the night before
        await brand.TravelAsync(new { now = "2027-02-02T04:00:00Z" });
        var first = await studies.ReportAsync("car", NamesStudy.Called, default);
        Assert.Equal(Persons.Length, first!.Json.Split(' ').Length);
        await brand.AdvanceAsync("PT10M");
        Assert.Equal(first, await studies.ReportAsync("car", NamesStudy.Called, default)); // once a night
    }

    private void Add(FunctionsApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ICube, CountCube>();
        builder.Services.AddSingleton<IStudy>(_study);
    }

    private Task<Brand> OpenAsync() => Brand.OpenAsync("2027-02-01T01:00:00Z", Add);

    private static async Task HoldsAsync(Brand brand, params string[] people)
    {
        await KeptTracks.AssertSumsAsync(brand.Tables());
        await KeptTracks.AssertFreshAsync(
            brand.Services, (people is [] ? Persons : people).Select(brand.IdOf));
    }

    private static decimal Leads(IEnumerable<Cell> cells) =>
        cells.Where(cell => cell.Key == "all").Sum(cell => cell.Values[0]);

    internal static async Task ReactAsync(Brand brand, string id, IEnumerable<string> people)
    {
        await brand.PostAsync("/api/reactions", new
        {
            reactions = people.Select(email => new
            {
                id,
                email,
                type = "configurator",
                product = "car",
                occurredAt = "2027-02-01T00:30:00Z",
            }),
        });
        await brand.SettleAsync();
    }

    private static async Task BuyAsync(Brand brand, string email, string id, decimal amount)
    {
        await brand.PostAsync("/api/purchases", new
        {
            purchases = new[]
            {
                new { id, email, occurredAt = "2027-02-01T00:40:00Z", product = "car", amount, currency = "JPY" },
            },
        });
        await brand.SettleAsync();
    }
}
