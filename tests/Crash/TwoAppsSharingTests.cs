using LeadScoring.Due;
using LeadScoring.Publishing;
using LeadScoring.Sales;
using LeadScoring.Storage;
using LeadScoring.Tests.Publishing;

namespace LeadScoring.Tests.Crash;

/// <summary>
/// Two apps on one store share leads out at the same time, and one of them dies at any single write and comes back.
/// </summary>
public sealed class TwoAppsSharingTests
{
    private const int New = 3; // leads a day
    private const int Most = 2; // given a day

    [Theory]
    [InlineData(Mishap.DiesBefore)]
    [InlineData(Mishap.DiesAfter)]
    [InlineData(Mishap.IsSentTwice)]
    public async Task A_lead_is_given_once_never_more_than_the_plan_says_and_a_death_costs_one_place(Mishap mishap)
    {
        using var content = Content();
        var weather = new OneMishap();
        await using var first = await StormyBrand.OpenAsync(weather, 1, Setting(content));
        await EnterAsync(first, 0);
        weather.Arm(0, mishap);
        await SettleAsync([first], 0);
        var writes = weather.Writes;
        Assert.InRange(writes, 10, 80);
        Assert.Equal(Most, await GivenAsync(first, 0));

        await using var second = await StormyBrand.OpenBesideAsync(first, new Weather(), Setting(content));
        for (var unlucky = 0; unlucky <= writes; unlucky++)
        {
            var day = unlucky + 1;
            await EnterAsync(first, day);
            weather.Arm(unlucky, mishap);
            await SettleAsync([first, second], day);
            weather.Arm(0, mishap);
            Assert.InRange(await GivenAsync(first, day), unlucky == 0 ? Most : Most - 1, Most);
            Assert.Equal(0, await first.MessagesLeftAsync());
        }
    }

    [Fact]
    public async Task Of_the_times_that_were_missed_only_the_newest_counts()
    {
        using var content = Content();
        await using var brand = await StormyBrand.OpenAsync(new Weather(), 1, Setting(content));
        await EnterAsync(brand, 0, 2 * Most + 1);
        var back = Due(5).AddHours(3);
        await brand.SettleAsync(back);
        await brand.SettleAsync(back.AddHours(1));
        Assert.Equal(Most, (await HeldAsync(brand)).Count);
        var newest = await brand.Tables.Settings.FindAsync("assign", "newest", default);
        Assert.Equal(Due(5), Rows.Body<AssignRun>(newest!).At);
        await brand.SettleAsync(Due(6));
        Assert.Equal(2 * Most, (await HeldAsync(brand)).Count);
    }

    [Fact]
    public async Task A_process_without_the_plan_passes_it_on_to_one_that_has_it_for_an_hour()
    {
        using var content = Content();
        await using var old = await StormyBrand.OpenAsync(new Weather());
        await using var updated = await StormyBrand.OpenBesideAsync(old, new Weather(), Setting(content));
        await EnterAsync(old, 0);
        await old.SettleAsync(Due(0));
        Assert.Empty(await HeldAsync(old));
        await updated.SettleAsync(Due(0).AddMinutes(1));
        Assert.Equal(Most, (await HeldAsync(old)).Count);

        await old.SettleAsync(Due(1));
        await old.SettleAsync(Due(1).AddMinutes(59));
        Assert.Single(await PlannedAsync(old));
        await old.SettleAsync(Due(1).AddMinutes(60));
        Assert.Empty(await PlannedAsync(old));
    }

    private static async Task<IReadOnlyList<DueItem>> PlannedAsync(StormyBrand brand) =>
        await brand.Tables.Due.QueryAsync<Azure.Data.Tables.TableEntity>()
            .Select(Rows.Body<DueItem>).Where(item => item.Kind == DueKind.Assign).ToListAsync();

    private static DateTimeOffset Due(int day) => StormyBrand.Start.AddDays(day).AddHours(1);

    private static SpoiledContent Content() => new SpoiledContent().Replace(
        "sales.json", "\"region\":", $$"""
        "assign": { "at": "0 11 * * *", "products": ["car"], "most": {{Most}} }, "region":
        """);

    private static string Setting(SpoiledContent content) => $"--LeadScoring:ContentPath={content.Folder}";

    private static string Email(int day, int n) => $"lead-{day}-{n}@example.jp";

    private static async Task EnterAsync(StormyBrand brand, int day, int number = New)
    {
        await brand.SettleAsync(StormyBrand.Start.AddDays(day));
        await brand.PostAsync("/api/reactions", new
        {
            reactions = Enumerable.Range(0, number).Select(n => new
            {
                id = "a", email = Email(day, n), type = "quote", product = "car",
                occurredAt = StormyBrand.Start.AddDays(day),
            }),
        });
        await brand.SettleAsync();
    }

    /// <summary>Each has the message at once; whoever dies leaves the rest to what is in the diary.</summary>
    private static async Task SettleAsync(StormyBrand[] apps, int day)
    {
        foreach (var app in apps) app.StandAt(Due(day));
        await Task.WhenAll(apps.Select(app => Task.Run(() => HandleAsync(app, day))));
        foreach (var minutes in new[] { 0, 6, 12 })
            await Task.WhenAll(apps.Select(app => app.SettleAsync(Due(day).AddMinutes(minutes))));
    }

    private static async Task HandleAsync(StormyBrand app, int day)
    {
        var edition = app.Get<InForce>().Edition;
        var plan = edition.Sales.Assign!.Version(edition.Sender.TimeZone);
        try
        {
            await app.Get<AssignHandler>().HandleAsync(new SharingDue(Due(day), plan), default);
        }
        catch (PowerCutException)
        {
            // As the queue's pump sees it; the timer's own message is still to come.
        }
    }

    /// <summary>How many were given that day; each of them once, and the owner's register knows of all.</summary>
    private static async Task<int> GivenAsync(StormyBrand brand, int day)
    {
        foreach (var n in Enumerable.Range(0, New))
        {
            var page = await brand.GetAsync($"/api/leads/{brand.IdOf(Email(day, n))}?product=car");
            Assert.InRange(page["timeline"]!.AsArray().Count(item => (string?)item!["kind"] == "claim"), 0, 1);
        }
        var held = await HeldAsync(brand);
        var places = await brand.Tables.Sales.QueryAsync<Azure.Data.Tables.TableEntity>()
            .Where(row => row.RowKey.StartsWith("h|", StringComparison.Ordinal)).Select(row => row.RowKey[2..])
            .ToListAsync();
        Assert.Subset(places.ToHashSet(), held.Select(claim => claim.LeadId).ToHashSet());
        return held.Count(claim => claim.Since >= Due(day));
    }

    private static async Task<List<(string LeadId, DateTimeOffset Since)>> HeldAsync(StormyBrand brand)
    {
        var leads = (await brand.GetAsync("/api/leads?product=car&claimed=yes&top=1000"))["leads"]!.AsArray();
        return
        [
            .. leads.Select(lead => (
                (string)lead!["leadId"]!, lead["claim"]!["since"]!.GetValue<DateTimeOffset>())),
        ];
    }
}
