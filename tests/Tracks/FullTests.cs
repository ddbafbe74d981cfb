using LeadScoring.Effect;
using LeadScoring.Funnel;
using LeadScoring.Leads;
using LeadScoring.Loyalty;
using LeadScoring.Reactions;
using LeadScoring.Spend;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.Loyalty;
using LeadScoring.Tests.Rights;
using LeadScoring.Tracks;
using LeadScoring.Voice;
using Microsoft.Extensions.DependencyInjection;

namespace LeadScoring.Tests.Tracks;

/// <summary>What is more than there is room for holds nobody else up.</summary>
public sealed class FullTests
{
    private static readonly string[] Persons = [.. Enumerable.Range(0, 24).Select(n => $"full-{n}@example.jp")];

    private readonly WideCube _wide = new();
    private readonly NamesStudy _names = new();
    private readonly LongStudy _long = new();

    [Fact]
    public async Task Who_adds_to_more_rows_than_a_transaction_takes_is_kept_step_by_step()
    {
        await using var brand = await OpenAsync();
        await RefreshTests.ReactAsync(brand, "a", Persons);
        var id = brand.IdOf(Persons[0]);
        var at = 0;
        (string, int)[] widths = [("a", 200), ("a", 75), ("b", 80), ("c", 350), ("c", 349), ("d", 1)];
        foreach (var width in widths)
        {
            _wide.Widths[id] = width;
            await RefreshTests.ReactAsync(brand, $"b{at++}", Persons[..1]);
            await brand.RefreshInsightsAsync();
            Assert.Equal(0, await brand.WaitingAsync());
            Assert.Equal(Persons.Length, await LeadsAsync(brand));
            await KeptTracks.AssertSumsAsync(brand.Tables());
            await KeptTracks.AssertFreshAsync(brand.Services, Persons.Select(brand.IdOf));
        }

        _wide.Widths[id] = ("e", 250);
        await RefreshTests.ReactAsync(brand, "c", Persons[..1]);
        await brand.RefreshInsightsAsync();
        using var erased = await brand.Http.DeleteAsync($"/api/leads/{id}");
        Assert.True(erased.IsSuccessStatusCode);
        await brand.SettleAsync();
        Assert.Equal(Persons.Length - 1, await LeadsAsync(brand));
        await KeptTracks.AssertSumsAsync(brand.Tables());
    }

    [Fact]
    public async Task Whose_cells_find_no_room_is_left_out_alone()
    {
        await using var brand = await OpenAsync();
        await RefreshTests.ReactAsync(brand, "a", Persons[..1]);
        var id = brand.IdOf(Persons[0]);
        _wide.TooLong.Add(id);
        await RefreshTests.ReactAsync(brand, "b", Persons);
        await brand.RefreshInsightsAsync();
        Assert.Equal(Persons.Length - 1, await LeadsAsync(brand));
        Assert.Equal(0, await brand.WaitingAsync()); // set aside

        _wide.TooLong.Clear();
        await brand.Services.GetRequiredService<MarkStore>().TakeUpAsync(default); // as at a start
        Assert.Equal(1, await brand.WaitingAsync());
        await brand.RefreshInsightsAsync();
        Assert.Equal(Persons.Length, await LeadsAsync(brand));
        await KeptTracks.AssertSumsAsync(brand.Tables());
        await KeptTracks.AssertFreshAsync(brand.Services, Persons.Select(brand.IdOf));
    }

    [Fact]
    public async Task A_study_that_is_too_long_and_an_erasure_on_the_way_keep_no_other_report_from_being_made()
    {
        await using var brand = await OpenAsync();
        await RefreshTests.ReactAsync(brand, "a", Persons);
        _long.Whose = brand.IdOf(Persons[0]);
        var (handler, studies) = (
            brand.Services.GetRequiredService<StudyHandler>(), brand.Services.GetRequiredService<StudyStore>());
        for (var bucket = 0; bucket < TrackRows.Buckets; bucket++)
        {
            if (bucket == 9) await studies.DropPartsAsync("car", 3, default);
            await handler.HandleAsync(new InsightsDue(InsightsDueKind.Study, bucket, "car"), default);
        }

        var report = await studies.ReportAsync("car", NamesStudy.Called, default);
        Assert.Equal(Persons.Length, report!.Json.Split(' ').Length);
        Assert.Null(await studies.ReportAsync("car", LongStudy.Called, default));
    }

    [Fact]
    public void A_customer_of_ten_years_of_monthly_orders_fits_one_transaction()
    {
        var basis = StudyBases.Cdnow();
        var (history, start) = (PurchaseHistory.Empty, 10_000);
        for (var month = 0; month < 120; month++)
        {
            history = history.Add(new Purchase(
                Touch.ShortHash($"order-{month}"), start + 30 * month, 40 + month, default));
        }

        var kept = KeptTrack.Of(
            new Track
            {
                LeadId = "0a", Product = basis.Product.Id, Start = start, Purchases = history,
                CameBy = new CameBy("campaign", "source", null, "web", true),
            },
            new CubeSet(
            [
                new ClassCube(), new VoiceCube(), new FunnelCube(), new UpliftCube(), new AttributionCube(),
                new RomiCube(),
            ]),
            new CubeBasis(basis.Edition.Rules, basis.Product, basis.Edition));

        Assert.InRange(kept.Cells.Select(cell => (cell.Cube, cell.Group)).Distinct().Count(), 20, 70);
    }

    [Theory]
    [InlineData(5, 10)]
    [InlineData(10, 10)]
    [InlineData(4_000, 1_000)]
    [InlineData(11, 10)]
    public void What_is_cut_keeps_how_it_began_and_what_came_last(int many, int most)
    {
        var kept = Ends.Of([.. Enumerable.Range(0, many)], most).ToList();

        Assert.Equal(Math.Min(many, most), kept.Count);
        Assert.Equal(kept.Distinct().Order(), kept);
        Assert.Equal((0, many - 1), (kept[0], kept[^1]));
        if (many > most) Assert.Equal(Enumerable.Range(0, most / 4), kept.Take(most / 4));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("  ", null)]
    [InlineData(" Google ", "google")]
    [InlineData("ヤフー", "ヤフー")]
    [InlineData("news-2026-11", "news-2026-11")]
    [InlineData("EAIaIQobChMI0123456789", SourceName.Other)]
    [InlineData("somebody@example.jp", SourceName.Other)]
    [InlineData("a-very-long-text-that-nobody-would-call-the-name-of-a-source", SourceName.Other)]
    public void A_source_is_what_a_person_would_call_one(string? told, string? name) =>
        Assert.Equal(name, SourceName.Of(told));

    private Task<Brand> OpenAsync() => Brand.OpenAsync("2027-02-01T01:00:00Z", builder =>
    {
        builder.Services.AddSingleton<ICube, CountCube>().AddSingleton<ICube>(_wide);
        builder.Services.AddSingleton<IStudy>(_long).AddSingleton<IStudy>(_names);
    });

    private static async Task<decimal> LeadsAsync(Brand brand) =>
        (await brand.CountsAsync()).Where(cell => cell.Key == "all").Sum(cell => cell.Values[0]);
}
