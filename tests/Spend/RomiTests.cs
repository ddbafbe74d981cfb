using LeadScoring.Intake;
using LeadScoring.Leads;
using LeadScoring.Spend;
using LeadScoring.Storage;
using LeadScoring.Tests.Publishing;
using LeadScoring.Tracks;
using NodaTime;

namespace LeadScoring.Tests.Spend;

/// <summary>Campaigns a and b take entries in March and April 2026; c is of no campaign that there still is.</summary>
public sealed class RomiTests
{
    private static readonly YearMonth March = new(2026, 3), April = new(2026, 4);

    [Fact]
    public void What_came_is_held_against_what_was_spent()
    {
        var romi = Of(["a a +100", "a b", "b +40"], Cost("a", (March, 60)), Cost("b", (March, 20)));

        var march = Assert.Single(romi.Months, line => line.Month == "2026-03");
        Assert.Equal((80m, 3, 2, 2.0), (march.Cost, march.Leads, march.Customers, march.Orders));
        Assert.Equal(80.0 / 3, march.CostPerLead!.Value, 1e-9);
        Assert.Equal(40, march.CostPerCustomer);
        Assert.Null(march.CostPerHotLead); // nobody became hot
        Assert.Equal((140, (.5 * 140 - 80) / 80), (march.Revenue.Value, march.Return.Value));
        Assert.True(march.Return.Low < march.Return.Value && march.Return.Value < march.Return.High);
        Assert.Equal("Fewer than 30 cases: not to be relied on.", march.Return.Note);
        var a = Assert.Single(romi.Campaigns, line => line.Campaign == "a-campaign");
        Assert.Equal((2, 1, 100), (a.Leads, a.Customers, a.Revenue.Value));
    }

    [Fact]
    public void A_cost_that_nobody_told_is_said_and_never_taken_for_nothing()
    {
        var romi = Of(["a +100"], Cost("a", (March, 60)), Cost("b", (March, 20), (April, 20)));

        Assert.Equal([new UnknownCost("2026-04", "a-campaign")], romi.Total.CostUnknown);
        Assert.Equal(100m, romi.Total.Cost);
        Assert.Equal((null, "No cost is known for 2026-04."), (romi.Total.Return.Value, romi.Total.Return.Note));
        Assert.Null(romi.Total.CostPerLead);
        Assert.NotNull(romi.Months.Single(line => line.Month == "2026-03").Return.Value);
        Assert.Equal(
            "2026-04の費用が登録されていないため、計算できません。",
            Of(["a +100"], "ja", Cost("a", (March, 60)), Cost("b")).Months
                .Single(line => line.Month == "2026-04").Return.Note);
    }

    [Fact]
    public void A_campaign_that_is_no_longer_there_has_an_unknown_cost_where_it_brought_leads() =>
        Assert.Contains(
            new UnknownCost("2026-03", "c-campaign"),
            Of(["c +100"], Cost("a", (March, 1), (April, 1)), Cost("b", (March, 1), (April, 1))).Total.CostUnknown);

    [Fact]
    public void What_came_without_a_campaign_is_in_no_total()
    {
        var romi = Of(["+100"], Cost("a", (March, 60), (April, 0)), Cost("b", (March, 0), (April, 0)));
        Assert.Equal((0, 0.0), (romi.Total.Leads, romi.Total.Orders));
        var none = Assert.Single(romi.Campaigns, line => line.Campaign == Conversions.None);
        Assert.Equal((1, 1.0, null), (none.Leads, none.Orders, none.Cost));
        Assert.Equal(-1, romi.Total.Return.Value);
        Assert.Equal("Nothing was spent, so there is no return on it.", none.Return.Note);
    }

    [Fact]
    public void A_cohort_is_what_its_leads_brought_so_far_and_grows_for_a_year()
    {
        var ways = Enumerable.Range(0, 40).Select(n => n < 10 ? "a a +100 b +20" : "a");
        var romi = Of([.. ways], Cost("a", (March, 600), (April, 0)), Cost("b", (March, 0), (April, 0)));

        var march = romi.Cohorts.Single(cohort => cohort.Month == "2026-03");
        Assert.Equal((40, 20, 2, true), (march.Leads, march.Orders, march.AgeMonths, march.Growing));
        Assert.Equal((.25, 40), (march.CustomerRate.Value, march.CustomerRate.N));
        Assert.InRange(march.CustomerRate.Low!.Value, .1, .25);
        Assert.Equal(30, march.RevenuePerLead.Value);
        // By hand: 10 of 120 and 30 of 0 have a standard deviation of 52.628 (n - 1), an error of 8.3213.
        Assert.Equal(30 - 1.96 * 8.3213, march.RevenuePerLead.Low!.Value, .01);
        Assert.Equal(0, march.Return.Value);
    }

    /// <summary>What nobody bought of is not known exactly, however many leads there are.</summary>
    [Theory]
    [InlineData(0, "Nobody has ordered yet: no interval is known.")]
    [InlineData(2, "Fewer than 30 cases: not to be relied on.")]
    [InlineData(30, null)]
    public void Few_orders_are_said_of_many_leads(int orders, string? note)
    {
        var ways = Enumerable.Range(0, 60).Select(n => n < orders ? "a +100" : "a");
        var romi = Of([.. ways], Cost("a", (March, 600), (April, 0)), Cost("b", (March, 0), (April, 0)));

        var march = romi.Cohorts.Single(cohort => cohort.Month == "2026-03");
        Assert.Equal((note, note), (march.RevenuePerLead.Note, march.Return.Note));
        Assert.Equal((60, orders), (march.RevenuePerLead.N, march.Return.N));
        foreach (var figure in new[] { march.RevenuePerLead, march.Return, romi.Total.Revenue, romi.Total.Return })
            Assert.Equal((orders > 0, orders > 0), (figure.Low is not null, figure.High is not null));
    }

    [Fact]
    public void A_lead_counts_for_a_campaign_from_the_month_in_which_it_came_by_it()
    {
        // Became hot and bought in March without a campaign, came by a in April, bought again in May.
        var found = Ways.Of("1", [Point(0, null), Point(35, "a-campaign")], PurchaseHistory.Empty
            .Add(new Purchase($"{1:x16}", Ways.DayOf(Ways.Begin), 70, Ways.Begin.AddHours(1)))
            .Add(new Purchase($"{2:x16}", Ways.DayOf(Ways.Begin.AddDays(64)), 30, Ways.Begin.AddDays(64))));
        var lead = found with
        {
            CameBy = found.CameBy with { Campaign = "a-campaign" },
            Stages = [Entered(1, "ready")],
        };
        var romi = OfTracks([lead], "en", Cost("a", (March, 60), (April, 60)), Cost("b", (March, 0), (April, 0)));

        var none = romi.Campaigns.Single(line => line.Campaign == Conversions.None);
        Assert.Equal((0, 1, 1), (none.Leads, none.HotLeads, none.Customers));
        Assert.Equal([0, 1, 0], romi.Months.Select(line => line.Leads));
        Assert.Equal((0, 0), (romi.Total.HotLeads, romi.Total.Customers));
        var april = romi.Cohorts.Single(cohort => cohort.Leads == 1);
        Assert.Equal(("2026-04", 1, 30), (april.Month, april.Orders, april.RevenuePerLead.Value));
        Assert.Equal(0, april.CustomerRate.Value);
        Assert.Equal(-.75, april.Return.Value);

        static Touchpoint Point(int day, string? campaign) => new(
            Ways.Begin.AddDays(day), Ways.DayOf(Ways.Begin.AddDays(day)), "page-view", "web", campaign);
    }

    [Fact]
    public void Hot_is_who_reached_the_stage_and_counts_once_in_the_month_it_did()
    {
        var lead = Ways.Lead("1", "a b") with
        {
            Stages = [Entered(0, "aware"), Entered(35, "ready"), Entered(40, "considering"), Entered(70, "ready")],
        };
        var romi = OfTracks([lead], "en", Cost("a", (March, 60), (April, 60)), Cost("b", (March, 0), (April, 0)));
        Assert.Equal(
            [("2026-03", 1L, 0L), ("2026-04", 0, 1)],
            romi.Months.Take(2).Select(line => (line.Month!, line.Leads, line.HotLeads)));
        Assert.Equal((1, 1), (romi.Total.HotLeads, romi.Cohorts[0].HotRate.Value));
    }

    [Fact]
    public void Nothing_at_all_is_said_without_a_number_that_is_none()
    {
        var json = Json.Write(Of([]));
        Assert.DoesNotContain("NaN", json, StringComparison.Ordinal);
        Assert.DoesNotContain("Infinity", json, StringComparison.Ordinal);
    }

    [Fact]
    public void A_correction_wins_over_the_file_until_it_is_taken_back()
    {
        var (at, campaign) = (Ways.Begin, Campaign("a") with { CostPerMonth = Map((March, 60), (April, 70)) });
        var corrected = CostCorrections.None
            .With(new Dictionary<string, decimal?> { ["2026-03"] = 65, ["2026-05"] = 5 }, "aoki", at);
        Assert.Equal(
            [(March, 65m, "aoki"), (April, 70, null), (new YearMonth(2026, 5), 5, "aoki")],
            corrected.Over(campaign).Select(cost => (cost.Key, cost.Value.Amount, cost.Value.By)));
        var again = corrected.With(
            new Dictionary<string, decimal?> { ["2026-03"] = 65, ["2026-05"] = null }, "ito", at);
        Assert.Equal("aoki", again.Months["2026-03"].By); // who said it first said it
        Assert.Equal([March, April], again.Over(campaign).Keys);
    }

    private static StageEntered Entered(int day, string stage) =>
        new(Ways.Begin.AddDays(day), Ways.DayOf(Ways.Begin.AddDays(day)), null, stage);

    private static Romi Of(
        IReadOnlyList<string> ways, params (string Id, IReadOnlyDictionary<YearMonth, decimal> Costs)[] costs) =>
        Of(ways, "en", costs);

    private static Romi Of(
        IReadOnlyList<string> ways, string language,
        params (string Id, IReadOnlyDictionary<YearMonth, decimal> Costs)[] costs) =>
        OfTracks([.. ways.Index().Select(way => Ways.Lead($"{way.Index}", way.Item))], language, costs);

    private static Romi OfTracks(
        IReadOnlyList<Track> tracks, string language,
        params (string Id, IReadOnlyDictionary<YearMonth, decimal> Costs)[] costs)
    {
        var campaigns = costs.ToDictionary(
            cost => $"{cost.Id}-campaign", cost => Campaign(cost.Id) with { CostPerMonth = cost.Costs });
        var basis = new SpendBasis(
            Ways.Basis.Product, .5m, new YearMonth(2026, 5), campaigns,
            campaigns.ToDictionary(one => one.Key, one => CostCorrections.None.Over(one.Value)));
        return Romi.Of(
            new RomiCube().Cells(tracks), new AttributionCube().Cells(tracks), basis, Crediting.First, Months.All,
            language);
    }

    private static Campaign Campaign(string id) => SampleContent.Edition.Campaigns["camper-giveaway-2026"] with
    {
        Id = $"{id}-campaign",
        Opens = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.FromHours(9)),
        Closes = new DateTimeOffset(2026, 5, 1, 0, 0, 0, TimeSpan.FromHours(9)),
    };

    private static (string, IReadOnlyDictionary<YearMonth, decimal>) Cost(
        string id, params (YearMonth, decimal)[] months) => (id, Map(months));

    private static Dictionary<YearMonth, decimal> Map(params (YearMonth Month, decimal Cost)[] months) =>
        months.ToDictionary(month => month.Month, month => month.Cost);
}
