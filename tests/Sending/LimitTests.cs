using FsCheck;
using FsCheck.Fluent;
using LeadScoring.Sending;
using LeadScoring.Tests.Contracts;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.Nurture;
using LeadScoring.Tests.Publishing;
using LeadScoring.Tests.RollOut;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace LeadScoring.Tests.Sending;

/// <summary>So many mails a day and no more, however many workers there are.</summary>
public abstract class LimitTests(IReadOnlyList<string> store)
{
    private static readonly LocalDate Day = new(2027, 2, 1);

    [Fact]
    public async Task A_limit_that_is_lowered_within_the_day_holds_for_workers_side_by_side()
    {
        await using var brand = await Brand.OpenAsync(settings: [.. store]);
        var limits = brand.Services.GetRequiredService<LimitStore>();
        static string Lead(int counter) => $"{counter:x2}".PadRight(32, '0');
        foreach (var counter in new[] { 0, 0, 0, 1, 1, 1 })
            Assert.NotNull(await limits.TryTakeAsync("brand", Day, 24, Lead(counter), default));

        var given = await Task.WhenAll(Enumerable.Range(2, 6).Select(
            counter => Task.Run(() => limits.TryTakeAsync("brand", Day, 8, Lead(counter), default))));

        Assert.Equal(2, given.Count(place => place is not null));
        Assert.Equal(8, await limits.UsedAsync("brand", Day, default));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(60)]
    public async Task A_storm_of_workers_gives_away_every_place_of_the_day_and_not_one_more(int limit)
    {
        await using var brand = await Brand.OpenAsync("2027-02-01T00:00:00Z", Rulebook.Quick, [.. store]);
        var limits = brand.Services.GetRequiredService<LimitStore>();
        var taken = 0;
        await Parallel.ForAsync(0, limit + 60, new ParallelOptions { MaxDegreeOfParallelism = 24 }, async (n, cancel) =>
        {
            var lead = n.ToString("x8", null) + n.ToString("x2", null);
            if (await limits.TryTakeAsync("brand", Day, limit, $"{n % 256:x2}{lead}", cancel) is null) return;
            Interlocked.Increment(ref taken);
        });
        Assert.Equal(limit, taken);
        Assert.Equal(limit, await limits.UsedAsync("brand", Day, default));
        Assert.Null(await limits.TryTakeAsync("brand", Day, limit, "00", default));
        Assert.Null(await limits.TryTakeAsync("brand", Day.PlusDays(-1), limit, "00", default)); // a clock behind

        await limits.ReturnAsync("brand", Day, 0, default);
        Assert.Equal(0, await limits.TryTakeAsync("brand", Day, limit, "00", default));
        Assert.Equal(0, await limits.TryTakeAsync("brand", Day.PlusDays(1), limit, "00", default)); // a new day
        Assert.Equal(1, await limits.UsedAsync("brand", Day.PlusDays(1), default));
    }

    [Fact]
    public async Task Who_finds_the_day_full_gets_the_mail_on_the_next_day_in_the_window()
    {
        using var content = new SpoiledContent()
            .Replace("scenarios/car-new.json", "\"holdoutPercent\"", "\"dailyLimit\": 2, \"holdoutPercent\"")
            .Replace("sender.json", "\"consent\":", "\"sends\": { \"dailyLimit\": 100 }, \"consent\":");
        await using var brand = await Brand.OpenAsync(
            "2027-02-01T00:00:00Z", Rulebook.Quick, [.. store, "--LeadScoring:ContentPath=" + content.Folder]);
        for (var n = 0; n < 5; n++) await brand.EnterAsync($"person-{n}@example.jp");

        var (days, sent) = (new List<int>(), brand.Mails().Count);
        for (var day = 0; day < 4; day++)
        {
            await brand.AdvanceAsync("P1D");
            days.Add(brand.Mails().Count - sent);
            sent = brand.Mails().Count;
        }

        Assert.Equal([0, 2, 2, 1], Shifted(days));
        await brand.TravelAsync(new { now = "2027-02-04T13:00:00Z" });
        var shown = await brand.GetAsync("/api/scenarios");
        Assert.Equal(100, (int)shown["sends"]!["today"]!["limit"]!);
        var one = shown["scenarios"]!.AsArray().Single(scenario => (string?)scenario!["id"] == "car-new")!;
        Assert.Equal(2, (int)one["today"]!["limit"]!);
        Assert.InRange((int)one["today"]!["used"]!, 0, 2);
    }

    [Fact]
    public async Task Who_waits_since_the_day_before_goes_before_those_whose_mail_has_just_fallen_due()
    {
        using var content = new SpoiledContent()
            .Replace("scenarios/car-new.json", "\"holdoutPercent\"", "\"dailyLimit\": 1, \"holdoutPercent\"");
        await using var brand = await Brand.OpenAsync(
            "2027-02-01T03:00:00Z", Rulebook.Quick, [.. store, "--LeadScoring:ContentPath=" + content.Folder]);
        await brand.EnterAsync("first@example.jp"); // their mails are due on the next day at noon
        await brand.EnterAsync("second@example.jp");
        await brand.TravelAsync(new { now = "2027-02-02T00:00:00Z" });
        await brand.EnterAsync("third@example.jp"); // and this one before the window opens the day after
        var before = brand.Mails().Count;

        await brand.TravelAsync(new { now = "2027-02-04T10:00:00Z" });

        var sent = brand.Mails().Skip(before).Select(mail => mail.To).ToList();
        Assert.Equal(3, sent.Count);
        Assert.Equal("third@example.jp", sent[2]);
    }

    /// <summary>The first mails are due a day after the entry, before or after the end of that step of time.</summary>
    private static IEnumerable<int> Shifted(List<int> days) => days[0] == 0 ? days : [0, .. days.Take(3)];
}

public sealed class EmbeddedLimits() : LimitTests([]);

[Collection(Azurite.Name), Trait("needs", Azurite.Name)]
public sealed class AzuriteLimits(AzuriteBackEnd azurite) : LimitTests(azurite.NewStore());

/// <summary>The pure part of the limits.</summary>
public sealed class WarmUpTests
{
    private static readonly LocalDate Start = new(2027, 1, 10);

    [Theory]
    [InlineData(-5, 200)]
    [InlineData(0, 200)]
    [InlineData(1, 300)]
    [InlineData(2, 450)]
    [InlineData(3, 675)]
    [InlineData(4, 1000)] // 1012.5, and then the limit itself
    [InlineData(4000, 1000)]
    public void It_grows_by_the_same_factor_each_day_until_the_limit(int day, int mails) => Assert.Equal(
        mails, new SendLimits(1000, new WarmUp(Start, 200, 1.5m)).On(Start.PlusDays(day)));

    [Fact]
    public void Without_a_limit_it_ends_when_it_has_outgrown_every_brand()
    {
        var limits = new SendLimits(null, new WarmUp(Start, 100, 1.15m));
        Assert.Equal(115, limits.On(Start.PlusDays(1))); // which binary fractions would make 114
        Assert.Null(limits.On(Start.PlusDays(365)));
        Assert.Null(SendLimits.None.On(Start));
    }

    [Fact]
    public void Of_one_priority_who_waits_longer_has_the_earlier_turn_and_a_higher_one_comes_first()
    {
        var (zone, day) = (DateTimeZoneProviders.Tzdb["Asia/Tokyo"], new LocalDate(2027, 3, 2));
        DateTimeOffset Turn(int priority, int waited) => SendLimits.TurnOn(
            day, Mailing.Of("a", priority, "1/P1D", hours: "10:00-19:00"), zone, day.PlusDays(-waited));
        var opening = new DateTimeOffset(2027, 3, 2, 1, 0, 0, TimeSpan.Zero);

        for (var waited = 1; waited <= 14; waited++) Assert.True(Turn(50, waited) < Turn(50, waited - 1));
        Assert.True(Turn(100, 3) < Turn(50, 3) && Turn(50, 3) < Turn(0, 3));
        Assert.Equal((opening, opening.AddMinutes(29)), (Turn(100, 400), Turn(0, 0)));
    }

    [Fact]
    public void Where_the_window_is_short_all_have_their_turn_at_its_opening()
    {
        var (zone, day) = (DateTimeZoneProviders.Tzdb["Asia/Tokyo"], new LocalDate(2027, 3, 2));
        var scenario = Mailing.Of("a", 0, "1/P1D", hours: "10:00-10:10");
        Assert.Equal(
            new DateTimeOffset(2027, 3, 2, 1, 0, 0, TimeSpan.Zero), SendLimits.TurnOn(day, scenario, zone, day));
    }

    [Fact]
    public void The_shares_of_the_counters_are_the_limit()
    {
        foreach (var limit in new[] { 1, 7, 8, 9, 1000, 1003 })
            Assert.Equal(limit, SendLimits.SharesOf(limit, new int[SendLimits.Shards]).Sum());
    }

    [Fact]
    public void Where_the_limit_was_higher_the_others_share_what_is_left_and_none_can_go_over_it()
    {
        var counters = Gen.ArrayOf(Gen.Choose(0, 30), SendLimits.Shards);
        var asked = counters.SelectMany(used => Gen.Choose(1, 120), (used, limit) => (used, limit));
        Prop.ForAll(asked.ToArbitrary(), given =>
        {
            var shares = SendLimits.SharesOf(given.limit, given.used);
            var all = shares.Sum();
            var before = given.used.Sum();
            // Whoever took up to its share changes nobody's.
            var later = given.used.Zip(shares, Math.Max).ToArray();
            return all == Math.Max(given.limit, before) && shares.Zip(given.used).All(pair => pair.First >= pair.Second)
                && (before > given.limit || SendLimits.SharesOf(given.limit, later).SequenceEqual(shares));
        }).QuickCheckThrowOnFailure();
    }
}
