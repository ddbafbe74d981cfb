using LeadScoring.Effect;
using LeadScoring.Inference;
using LeadScoring.Spend;
using LeadScoring.Tests.Publishing;
using LeadScoring.Tracks;
using NodaTime;
using static LeadScoring.Tests.Effect.AssignedTracks;

namespace LeadScoring.Tests.Effect;

/// <summary>Everybody is assigned in April 2026; a thousand leads of one campaign buy more with mails, others do not.
/// </summary>
public sealed class IncrementsTests
{
    private const string Launch = "car-launch-2026";
    private const string Other = "car-other";
    private static readonly YearMonth April = new(2026, 4), May = new(2026, 5);

    private static readonly IReadOnlyList<Track> Tracks =
    [
        .. Group("a", 900, false, 180), .. Group("b", 100, true, 5),
        .. Group("c", 360, false, 36, Other), .. Group("d", 40, true, 4, Other),
    ];

    [Fact]
    public void The_mails_of_a_campaigns_leads_are_told_beside_it_with_interval_and_sizes()
    {
        var one = Assert.Single(Of(Tracks).OfCampaign(Launch).Comparisons);

        Assert.Equal((AssignedTracks.Scenario, 900, 100), (one.Scenario, one.Treated, one.HeldOut));
        var bought = TwoRates.Of(180, 900, 5, 100)!.Value;
        Assert.Equal((900 * bought.Value, 900 * bought.Low, 900 * bought.High, 1_000),
            (one.Buyers.Value, one.Buyers.Low, one.Buyers.High, one.Buyers.N));
        Assert.Equal(900 * (200.0 - 50), one.Revenue.Value!.Value, 6);
        Assert.True(one.Revenue.Low > 0);
        Assert.Null(one.Return);
        var none = Assert.Single(Of(Tracks).OfCampaign(Other).Comparisons);
        Assert.Equal(0, none.Buyers.Value!.Value, 9);
        Assert.True(none.Buyers.Low < 0 && none.Buyers.High > 0);
    }

    [Fact]
    public void The_channel_of_mails_has_the_comparisons_of_all_and_other_channels_have_credit_only()
    {
        var mail = Of([.. Tracks, .. Everywhere()]).OfChannel(Increments.Mail);

        Assert.Equal([null, AssignedTracks.Scenario], mail.Comparisons.Select(one => one.Scenario));
        // Who was held out of one scenario was asked about mails all the same.
        Assert.Equal([(1_400, 60), (1_260, 140)], mail.Comparisons.Select(one => ((int)one.Treated, (int)one.HeldOut)));
        foreach (var nothing in new[] { Of(Tracks).OfChannel("web"), Of(Tracks).OfCampaign("no-such"),
            Of(Tracks).OfCampaign(Conversions.None), Of([.. Tracks.Where(track => !track.Assignments[0].HeldOut)])
                .OfChannel(Increments.Mail) })
        {
            Assert.Empty(nothing.Comparisons);
            Assert.StartsWith("There is no holdout", nothing.Text, StringComparison.Ordinal);
        }
        Assert.StartsWith("対応する対照群", Of(Tracks, "ja").OfChannel("web").Text, StringComparison.Ordinal);
        IEnumerable<Track> Everywhere() => Tracks.Take(60).Select((track, n) =>
            AssignedTracks.Of($"g{n}", Assigned(Day, true, LeadScoring.Nurture.HeldOutBy.Global)));
    }

    [Fact]
    public void Too_few_are_said_and_a_raised_alarm_leaves_no_figure()
    {
        var few = Assert.Single(Of([.. Group("a", 40, false, 9), .. Group("b", 4, true, 0)]).OfAll().Comparisons);
        Assert.Null(few.Revenue.Value);
        Assert.StartsWith("Too few", few.Buyers.Note, StringComparison.Ordinal);
        var odd = Assert.Single(Of([.. Group("a", 900, false, 90), .. Group("b", 40, true, 2)]).OfAll().Comparisons);
        Assert.Null(odd.Buyers.Value);
        Assert.StartsWith("The arms are not as large", odd.Revenue.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void The_return_holds_what_mails_added_against_the_cost_of_the_months_that_were_followed()
    {
        // The fifth of June: of April's leads the last has been followed for thirty days, of May's none.
        var later = AssignedTracks.Of("later", Assigned(Day + 35, true));
        var today = Day + 65;
        var romi = Romi(Of([.. Tracks, later], today: today), April.PlusMonths(2), (April, 10_000), (May, 90_000));

        var one = Assert.Single(romi.Campaigns.Single(line => line.Campaign == Launch).Incremental!.Comparisons);
        Assert.Equal(100, one.HeldOut);
        Assert.Equal((.5 * one.Revenue.Value - 10_000) / 10_000, one.Return!.Value);
        Assert.Equal((.5 * one.Revenue.Low - 10_000) / 10_000, one.Return.Low);
        Assert.Equal(140, Assert.Single(romi.Total.Incremental!.Comparisons).HeldOut);
        Assert.All(romi.Months, month => Assert.Null(month.Incremental));
        var free = Romi(Of(Tracks, today: today), April, (April, 0m)).Total.Incremental!.Comparisons[0].Return!;
        Assert.Equal((null, "Nothing was spent, so there is no return on it."), (free.Value, free.Note));
    }

    [Fact]
    public void Only_months_that_are_asked_for_count()
    {
        Assert.Empty(Of(Tracks, months: new Months(May, null)).OfAll().Comparisons);
        Assert.Single(Of(Tracks, months: new Months(April, April)).OfAll().Comparisons);
        Assert.Empty(Of(Tracks, today: Day + 30).OfAll().Comparisons); // nobody was followed for long enough
    }

    private static IEnumerable<Track> Group(
        string name, int size, bool heldOut, int buyers, string campaign = Launch) =>
        Enumerable.Range(0, size).Select(number =>
        {
            var track = AssignedTracks.Of($"{name}{number}", Assigned(Day + number % 28, heldOut));
            track = track with { Touchpoints = [track.Touchpoints[0] with { Campaign = campaign }] };
            return number < buyers ? track.Buys(Day + 29, 1_000) : track;
        });

    private static Increments Of(
        IEnumerable<Track> tracks, string language = "en", int? today = null, Months? months = null) => new(
        CellSums.Total(tracks.SelectMany(track => new UpliftCube().Of(track, Basis))), 30, today ?? Day + 800,
        months ?? Months.All, SampleContent.Edition, language);

    private static Romi Romi(Increments increments, YearMonth now, params (YearMonth Month, decimal Amount)[] costs)
    {
        var campaign = SampleContent.Edition.Campaigns[Launch] with { Opens = At(Day), Closes = At(Day + 40) };
        var told = costs.ToDictionary(one => one.Month, one => new MonthCost(one.Amount, null, null));
        var basis = new SpendBasis(
            Car, .5m, now, new Dictionary<string, LeadScoring.Intake.Campaign> { [Launch] = campaign },
            new Dictionary<string, IReadOnlyDictionary<YearMonth, MonthCost>> { [Launch] = told });
        return LeadScoring.Spend.Romi.Of([], [], basis, Crediting.First, Months.All, "en", increments);
    }
}
