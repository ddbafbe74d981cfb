using LeadScoring.Loyalty;
using LeadScoring.Storage;
using LeadScoring.Tracks;

namespace LeadScoring.Tests.Loyalty;

/// <summary>What early behaviour goes with loyalty: as known of a real shop, and nothing by chance.</summary>
public sealed class GoldenRouteTests
{
    [Fact]
    public void The_routes_of_a_real_shop_have_their_known_lifts()
    {
        var report = Json.Read<GoldenReport>(new GoldenRouteStudy().Run(CdnowTracks.Read(), StudyBases.Cdnow()));

        var people = report.Judged.People.All();
        Assert.Equal((23_570, 0), (people.N, report.Open));
        Assert.Equal(.042, (double)people.K / people.N, 3);
        Assert.Equal(7.0, LiftOf(report, "orders.4"), 1);
        Assert.Equal(4.8, LiftOf(report, "orders.3"), 1);
        Assert.Equal(2.7, LiftOf(report, "orders.2"), 1);
        Assert.Equal(2.7, LiftOf(report, "pieces.4"), 1);
        Assert.All(report.Judged.Routes.Where(route => route.Pattern.Kind == Pattern.Orders), route =>
            Assert.True(route.IsGolden, route.Pattern.Id));
    }

    [Fact]
    public void With_permuted_labels_there_is_no_golden_route()
    {
        var early = EarlyDays.Of(StudyBases.Cdnow().Edition.Insights.Loyalty, StudyBases.Cdnow().Edition.Rules);
        var later = Later.Of(StudyBases.Cdnow());
        var customers = CdnowTracks.Read().ConvertAll(track => (
            Patterns: Early.Of(track, track.Start, early), Half: Early.IsForValidation(track.LeadId),
            Loyal: later.IsLoyal(track, track.Start)));

        Assert.InRange(Placebo.RunsWithout(customers, seed: 1997), 95, 100);
    }

    [Fact]
    public void A_route_that_is_there_is_found_and_nothing_beside_it_that_only_goes_along()
    {
        var report = Synthetic(SyntheticTracks.Make(4_000, seed: 1));

        Assert.Equal(
            "then.test-drive.quote", report.Judged.Routes.First(route => route.IsGolden).Pattern.Id);
        // To have done both is told nowhere; the other order and what has no effect are not golden.
        Assert.DoesNotContain(report.Judged.Routes, route => route.Pattern.Kind == Pattern.Both);
        Assert.DoesNotContain(
            report.Judged.Routes,
            route => route.IsGolden && (route.Pattern.Kind is Pattern.Pieces or Pattern.Campaign or Pattern.Orders
                || route.Pattern.Id == "then.quote.test-drive"));
    }

    [Fact]
    public void With_permuted_labels_ways_of_reacting_are_not_golden_either()
    {
        var basis = StudyBases.Of("car", SyntheticTracks.Average, SyntheticTracks.Today);
        var (early, later) = (EarlyDays.Of(basis.Edition.Insights.Loyalty, basis.Edition.Rules), Later.Of(basis));
        var buyers = SyntheticTracks.Make(1_500, seed: 2).ConvertAll(track => (
            Patterns: Early.Of(track, track.Purchases.Purchases[0].Day, early),
            Half: Early.IsForValidation(track.LeadId),
            Loyal: later.IsLoyal(track, track.Purchases.Purchases[0].Day)));

        Assert.InRange(Placebo.RunsWithout(buyers, seed: 3), 95, 100);
    }

    [Fact]
    public void The_order_of_people_and_how_they_are_cut_into_parts_change_nothing()
    {
        var tracks = SyntheticTracks.Make(300, seed: 4);
        var basis = StudyBases.Of("car", SyntheticTracks.Average, SyntheticTracks.Today);
        var study = new GoldenRouteStudy();

        Assert.Equal(study.Run(tracks, basis), study.Run(Enumerable.Reverse(tracks), basis));
    }

    [Fact]
    public void What_came_after_the_early_days_is_not_looked_at_and_who_is_not_followed_yet_is_open()
    {
        var track = SyntheticTracks.Make(1, seed: 5)[0];
        var first = track.Purchases.Purchases[0].Day;
        var basis = StudyBases.Of("car", SyntheticTracks.Average, first + 450);
        var early = EarlyDays.Of(basis.Edition.Insights.Loyalty, basis.Edition.Rules);
        var late = track with
        {
            Touchpoints =
            [
                .. track.Touchpoints,
                new Touchpoint(DateTimeOffset.UnixEpoch.AddDays(first + 90), first + 90, "complaint", "phone", null),
            ],
        };

        Assert.Equal(
            Early.Of(track, first, early).Select(pattern => pattern.Id).Order(),
            Early.Of(late, first, early).Select(pattern => pattern.Id).Order());
        var report = Json.Read<GoldenReport>(new GoldenRouteStudy().Run([track], basis));
        Assert.Equal((1, 0), (report.Open, report.Judged.People.All().N));
    }

    private static GoldenReport Synthetic(IEnumerable<Track> tracks) => Json.Read<GoldenReport>(
        new GoldenRouteStudy().Run(
            tracks, StudyBases.Of("car", SyntheticTracks.Average, SyntheticTracks.Today)));

    private static double LiftOf(GoldenReport report, string id)
    {
        var route = report.Judged.Routes.Single(route => route.Pattern.Id == id);
        return Lift.Of(route.Seen.All(), report.Judged.People.All())!.Value;
    }
}
