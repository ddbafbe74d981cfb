using System.ComponentModel.DataAnnotations;
using System.Reflection;
using FsCheck;
using FsCheck.Fluent;
using LeadScoring.Docs;
using LeadScoring.Learning;
using LeadScoring.Sales;
using LeadScoring.Scoring;
using LeadScoring.Tests.Publishing;
using LeadScoring.Tests.Scoring;

namespace LeadScoring.Tests.Learning;

/// <summary>A score is held against orders or against what sales reported, and knows of neither beforehand.</summary>
public sealed class LabelTests
{
    private const int Today = Laws.LastDay + 40;
    private static readonly ScoringRules Rules = SampleContent.Edition.Rules;
    private static readonly ProductLine Car = Rules.Products["car"];
    private static readonly Label Visit = Named("visit-booked");
    private static readonly BacktestPlan Orders = new([20_100, 20_200, 20_300], 60, Today, Reach: 60);
    private static readonly BacktestPlan Visits = Orders with { Label = Visit };

    private static readonly string[] Reports = [.. Rules.Reactions.Keys.Where(Outcomes.IsReported)];

    private static readonly Gen<PastLead[]> Pasts =
        (from past in SamplePasts.Any
         from reports in ReportsOf(Reports)
         select past.Reporting(reports)).ArrayOf();

    [Fact]
    public void Orders_are_looked_for_as_if_sales_had_reported_nothing() => Laws.Hold(
        Pasts,
        leads =>
        {
            var expected =
                from day in Orders.Days
                from person in Enumerable.Range(0, leads.Length)
                let past = leads[person]
                where past.FirstDay < day
                let next = past.NextOrderFrom(day, Today)
                select new Snapshot(person, day, Score(past, day), next < day + 60 ? next : null);

            Assert.Equal(expected, Seen(leads, Orders));
            PastLead[] silent = [.. leads.Select(past => new PastLead(
                past.Lead with { Products = past.Lead.Products.Clear() }, past.State))];
            Assert.Equal(Seen(silent, Orders), Seen(leads, Orders));
        }, cases: 50);

    [Fact]
    public void Reports_of_another_kind_change_nothing() => Laws.Hold(
        from leads in Pasts
        from more in ReportsOf([.. Reports.Where(type => type != Outcomes.VisitBooked && !Outcomes.ClosesDeal(type))])
        select (leads, more),
        it =>
        {
            PastLead[] told = [.. it.leads.Select(past => past.Reporting(it.more))];

            Assert.Equal(Seen(it.leads, Visits), Seen(told, Visits));
            Assert.Equal(Found(it.leads, Visit), Found(told, Visit));
        }, cases: 50);

    [Fact]
    public void No_report_is_known_to_the_score_that_is_held_against_it() => Laws.Hold(
        from past in SamplePasts.Any
        from reports in ReportsOf(Reports)
        from day in Gen.Choose(Laws.FirstDay, Laws.LastDay)
        select (past, reports, day),
        it => Assert.Equal(Score(it.past, it.day), Score(it.past.Reporting(it.reports), it.day)));

    [Fact]
    public void A_won_that_is_reported_with_every_order_is_an_order() => Laws.Hold(
        SamplePasts.Any.ArrayOf(),
        pasts =>
        {
            PastLead[] leads = [.. pasts.Select(past => past.Reporting(
                [.. past.State.Purchases.NetAsOf(Today).Select(order => (order.Day, Outcomes.Won))]))];

            Assert.Equal(Seen(leads, Orders), Seen(leads, Orders with { Label = Named("won") }));
        }, cases: 50);

    [Fact]
    public void Who_booked_a_visit_is_left_out_until_the_deal_is_closed() => Laws.Hold(
        Pasts,
        leads =>
        {
            foreach (var (past, day) in leads.SelectMany(past => Orders.Days.Select(day => (past, day))))
            {
                var closings = past.ReportDays(type => type is Outcomes.Won or Outcomes.Lost)
                    .Concat(past.State.Purchases.NetAsOf(Today).Select(order => order.Day)).ToList();
                var isBooked = past.ReportDays(type => type == Outcomes.VisitBooked).Any(
                    visit => visit < day && !closings.Any(closing => visit <= closing && closing < day));

                Assert.Equal(
                    past.FirstDay < day && !isBooked, Seen([past], Visits with { Days = [day] }).Count == 1);
            }
        }, cases: 50);

    [Theory]
    [InlineData(new[] { 90 }, null, false, null)]
    [InlineData(new[] { 90 }, 95, true, null)]
    [InlineData(new[] { 90, 100 }, 90, true, 100)]
    [InlineData(new[] { 96, 104 }, 95, false, null)]
    [InlineData(new[] { 109, 105 }, null, true, 105)]
    [InlineData(new[] { 110 }, null, true, null)]
    [InlineData(new[] { 100 - Awaited.LongestWait }, null, true, null)]
    [InlineData(new[] { 101 - Awaited.LongestWait }, null, false, null)]
    public void A_visit_counts_from_the_decision_day_on(int[] visits, int? lost, bool isSeen, int? cameOn)
    {
        var reports = visits.Select(day => (day, Outcomes.VisitBooked)).ToList();
        if (lost is { } day) reports.Add((day, Outcomes.Lost));
        var past = SamplePasts.Of([(-900, "brochure")]).Reporting([.. reports]);

        var seen = Seen([past], new BacktestPlan([100], 10, Today, null) { Label = Visit });

        Assert.Equal(isSeen ? [cameOn] : [], seen.Select(one => one.CameOn));
    }

    [Fact]
    public void Whatever_tells_of_a_contact_is_a_lead_that_was_reached()
    {
        (int, string)[] told = [.. Reports.Select((type, i) => (i, type))];
        var past = SamplePasts.Of([]).Reporting(told);

        Assert.Equal(
            ["call-reached", "outcome-quote", "outcome-reached", "outcome-visit-booked", "outcome-won"],
            Named("reached").In(past, Today).Days.Select(day => told[day].Item2).Order(StringComparer.Ordinal));
        Assert.Equal(Outcomes.Names.Prepend("order"), Label.All.Select(label => label.Name));
    }

    [Fact]
    public void Visits_that_follow_from_brochures_are_told_and_those_by_lot_are_not()
    {
        // Of 300 with a brochure 90 book a visit, of 300 without 30: 3/4 of 120 and 7/16 of 480 have the high score.
        var told = Enumerable.Range(0, 600).Select(i => Booking(i % 2 == 0, i / 2 < (i % 2 == 0 ? 90 : 30))).ToList();
        var byLot = Enumerable.Range(0, 600).Select(i => Booking(i % 2 == 0, i / 2 < 60)).ToList();

        var result = Backtest.Of(told, Visits, Score, default);

        Assert.Equal(.65625, result.Months[0].Auc!.Value, 12);
        Assert.True(result.Pooled.Auc!.Low > .5);
        Assert.Equal((600, 480, 480), (result.Months[0].Leads, result.Months[1].Leads, result.Months[2].Leads));
        Assert.Equal((120, 120, 120), (result.Pooled.Buyers, result.Pooled.Orders, result.Pooled.LeadTime!.Orders));
        Assert.Equal(.5, Backtest.Of(byLot, Visits, Score, default).Months[0].Auc!.Value, 12);
        Assert.Equal((0, "too little data"), Few(Backtest.Of(told, Orders, Score, default)));
        Assert.Equal((9, "too little data"), Few(Backtest.Of([.. told.Skip(162)], Visits, Score, default)));
    }

    [Fact]
    public void What_goes_with_the_visit_leaks_into_visits_and_not_into_orders()
    {
        PastLead[] leads = [.. Enumerable.Range(0, 12).Select(_ => SamplePasts
            .Of([(20_050, "brochure"), (20_110, "shop-visit")], (20_150, 1))
            .Reporting((20_105, Outcomes.VisitBooked)))];

        Assert.Equal([new Leak("reactions.shop-visit", 12, 12)], Found(leads, Visit));
        Assert.Empty(Found(leads, Label.Order));
    }

    [Fact]
    public void The_document_of_the_API_names_the_labels_there_are()
    {
        var field = typeof(BacktestBody).GetProperty(nameof(BacktestBody.Label))!;

        Assert.Equal(
            Label.All.Select(label => label.Name),
            field.GetCustomAttribute<AllowedValuesAttribute>()!.Values.OfType<string>());
    }

    private static PastLead Booking(bool hasBrochure, bool books)
    {
        var past = SamplePasts.Of([(20_050, hasBrochure ? "brochure" : "page-view")]);
        return books ? past.Reporting((20_110, Outcomes.VisitBooked)) : past;
    }

    private static (int, string?) Few(BacktestResult result) => (result.Pooled.Orders, result.Pooled.Reason);

    private static Label Named(string name) => Label.All.Single(label => label.Name == name);

    private static Gen<(int Day, string Type)[]> ReportsOf(string[] types) =>
        (from day in Gen.Choose(Laws.FirstDay, Laws.LastDay)
         from type in Gen.Elements(types)
         select (day, type)).ArrayOf();

    private static IReadOnlyList<Snapshot> Seen(IReadOnlyList<PastLead> leads, BacktestPlan plan) =>
        Snapshots.Of(leads, plan, Score, default);

    private static IReadOnlyList<Leak> Found(IReadOnlyList<PastLead> leads, Label label) =>
        Leaks.Of(leads, [Rules], Car, 60, Today, label);

    private static double Score(PastLead past, int day) =>
        Points.ScoreAt(past.KnownBefore(day, Rules, Car), Rules, Car, day);
}
