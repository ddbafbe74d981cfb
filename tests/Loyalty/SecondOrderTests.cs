using LeadScoring.Loyalty;
using LeadScoring.Storage;

namespace LeadScoring.Tests.Loyalty;

/// <summary>From the first order to the second.</summary>
public sealed class SecondOrderTests
{
    [Fact]
    public void In_a_real_shop_where_all_were_followed_the_curve_is_the_plain_share()
    {
        var tracks = CdnowTracks.Read();
        var report = Json.Read<SecondOrderReport>(new SecondOrderStudy().Run(tracks, StudyBases.Cdnow()));

        var curve = report.Curve();
        Assert.Equal(23_570, curve.People);
        foreach (var day in new[] { 30, 60, 90, 180, 365 })
        {
            var came = tracks.Count(track =>
                track.Purchases.NetAsOf(CdnowTracks.Today) is [var first, var second, ..]
                && second.Day - first.Day <= day);
            Assert.Equal((double)came / 23_570, curve.By(day)!.Value.Share, 9);
        }
        // Who orders the more pieces at once comes back the more often.
        Assert.Contains(report.Judged.Routes, route => route.IsGolden && route.Pattern.Id == "pieces.3");
    }

    [Fact]
    public void Who_came_yesterday_is_open_and_no_loss()
    {
        var tracks = SyntheticTracks.Make(500, seed: 6);
        var early = Json.Read<SecondOrderReport>(new SecondOrderStudy().Run(
            tracks, StudyBases.Of("car", SyntheticTracks.Average, SyntheticTracks.FirstDay + 45)));

        Assert.Equal(tracks.Count, early.Events.Values.Sum() + early.Open.Values.Sum());
        var (curve, open) = (early.Curve(), early.Open.Values.Sum());
        Assert.True(open > 350);
        Assert.Equal(0, early.Judged.People.All().N); // nobody's days are over
        // One in four orders within 88 days; counted as lost, those who were followed for days would make it less.
        Assert.True(curve.By(30)!.Value.High > .25 * 30 / 88);
        Assert.Null(curve.By(90));
    }
}
