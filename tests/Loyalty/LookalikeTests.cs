using LeadScoring.Leads;
using LeadScoring.Loyalty;
using LeadScoring.Storage;
using LeadScoring.Tracks;

namespace LeadScoring.Tests.Loyalty;

/// <summary>Whose early days are like those of people who became loyal.</summary>
public sealed class LookalikeTests
{
    [Fact]
    public void In_a_real_shop_likeness_tells_loyal_customers_it_was_not_learned_from()
    {
        // On this day the days of who came in January are over, and those of the others are not.
        var today = CdnowTracks.FirstDay + 450 + 31;
        var tracks = CdnowTracks.Read();
        var (report, model) = Run(tracks, StudyBases.Cdnow(today));

        Assert.False(model.IsSilent);
        Assert.Equal(tracks.Count(track => track.Start < CdnowTracks.FirstDay + 31), model.People.All().N);
        Assert.Equal(tracks.Count - model.People.All().N, report.Candidates);
        var starts = tracks.ToDictionary(track => track.LeadId, track => track.Start);
        Assert.All(report.Leads, lead => Assert.True(starts[lead.LeadId] >= CdnowTracks.FirstDay + 31));
        Assert.InRange(report.Auc!.Low, .70, report.Auc.Value);
        Assert.Equal(LookalikeStudy.Most, report.Leads.Count);
        Assert.Equal(report.Leads.Select(lead => lead.Sum).OrderDescending(), report.Leads.Select(lead => lead.Sum));
        Assert.All(report.Leads, lead => Assert.InRange(lead.Likeness(), 50, 100));
        Assert.All(report.Leads, lead => Assert.InRange(lead.Why.Count, 1, 3));
    }

    [Fact]
    public void New_leads_who_go_the_way_of_loyal_customers_stand_on_top_and_nobody_else_is_listed()
    {
        var past = SyntheticTracks.Make(4_000, seed: 7);
        var leads = SyntheticTracks.Make(200, seed: 8).ConvertAll(track => track with
        {
            LeadId = "new-" + track.LeadId,
            Purchases = PurchaseHistory.Empty,
            Baskets = [],
            Start = SyntheticTracks.Today - 30,
            Touchpoints = [.. track.Touchpoints.Select(point => point with
            {
                Day = SyntheticTracks.Today - 30 + point.Day - track.Start,
            })],
        });

        var (report, model) = Run(
            past.Concat(leads), StudyBases.Of("car", SyntheticTracks.Average, SyntheticTracks.Today));

        Assert.Equal("then.test-drive.quote", model.Weights[0].Pattern.Id);
        Assert.All(report.Leads, lead => Assert.StartsWith("new-", lead.LeadId, StringComparison.Ordinal));
        Assert.Equal("then.test-drive.quote", report.Leads[0].Why[0].Id);
        Assert.Equal(200, report.Candidates);

        var (later, _) = Run(
            past.Concat(leads.Select(track => track with { Class = CustomerClass.Loyal })),
            StudyBases.Of("car", SyntheticTracks.Average, SyntheticTracks.Today));
        Assert.Equal((0, 0), (later.Candidates, later.Leads.Count));
    }

    [Fact]
    public void Below_fifty_loyal_people_it_is_silent()
    {
        var (report, model) = Run(
            SyntheticTracks.Make(300, seed: 9), StudyBases.Of("car", SyntheticTracks.Average, SyntheticTracks.Today));

        Assert.InRange(model.People.All().K, 1, LikenessStudy.LeastLoyal - 1);
        Assert.True(model.IsSilent);
        Assert.Empty(report.Leads);
        Assert.Null(report.Auc);
    }

    private static (LookalikeReport Report, Likeness Model) Run(IEnumerable<Track> tracks, StudyBasis basis)
    {
        var all = tracks.ToList();
        var model = new LikenessStudy().Run(all, basis);
        var report = new LookalikeStudy().Run(
            all, basis with { Report = name => name == LikenessStudy.Study ? model : null });
        return (Json.Read<LookalikeReport>(report), Json.Read<Likeness>(model));
    }
}
