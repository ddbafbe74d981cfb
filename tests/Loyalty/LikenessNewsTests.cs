using LeadScoring.Leads;
using LeadScoring.Loyalty;
using LeadScoring.Storage;
using LeadScoring.Tracks;

namespace LeadScoring.Tests.Loyalty;

/// <summary>Whom a night's study tells that it is like loyal customers, or no longer.</summary>
public sealed class LikenessNewsTests
{
    private static readonly StudyBasis Basis = StudyBases.Of("car", SyntheticTracks.Average, SyntheticTracks.Today);

    /// <summary>A night on which nobody's days are over.</summary>
    private static readonly StudyBasis Soon =
        StudyBases.Of("car", SyntheticTracks.Average, SyntheticTracks.FirstDay + 200);

    private static readonly List<Track> People = SyntheticTracks.Make(4_000, seed: 7);

    private static readonly string Model = new LikenessStudy().Run(People, Basis);

    [Fact]
    public void Each_lead_is_told_the_level_that_the_list_would_show_and_the_next_night_nobody()
    {
        var weights = Json.Read<Likeness>(Model).Weights.ToDictionary(weight => weight.Pattern, weight => weight.Value);
        var early = EarlyDays.Of(Basis.Edition.Insights.Loyalty, Basis.Edition.Rules);
        var few = People[..1_000];
        var told = Tell(few).ToDictionary(news => news.LeadId, news => news.Level);

        Assert.Equal(ToldLikeness.Levels, told.Values.Distinct().Order());
        Assert.All(few, track => Assert.Equal(
            ToldLikeness.LevelOf(
                Lookalike.Likeness(Math.Round(
                    Early.Of(track, track.Start, early).Sum(pattern => weights.GetValueOrDefault(pattern)), 2)), 0),
            told.GetValueOrDefault(track.LeadId)));
        Assert.Empty(Tell(few.ConvertAll(track => told.TryGetValue(track.LeadId, out var level)
            ? track with { Likeness = level }
            : track)));
    }

    [Fact]
    public void Who_became_loyal_is_told_no_likeness_any_more()
    {
        var loyal = People.ConvertAll(track => track with { Class = CustomerClass.Loyal, Likeness = 80 });

        Assert.Equal(LookalikeStudy.MostTold, Tell(loyal).Count(news => news.Level == 0));
        Assert.Empty(Tell(loyal.ConvertAll(track => track with { Likeness = null })));
    }

    [Fact]
    public void Who_did_not_become_loyal_in_the_days_to_do_so_is_told_no_likeness_any_more()
    {
        var told = People.Take(100).Select(track => track with { Likeness = 80 }).ToList();

        Assert.Empty(Tell(told.ConvertAll(track => track with { Likeness = null }), Model, Basis));
        Assert.Equal(
            told.Select(track => new LikenessNews(track.LeadId, 0)).OrderBy(one => one.LeadId, StringComparer.Ordinal),
            Tell(told, Model, Basis));
    }

    [Fact]
    public void Where_too_few_became_loyal_what_was_told_is_taken_back_and_without_a_model_nothing_is()
    {
        var few = People.Take(300).Select((track, at) => track with { Likeness = at == 0 ? 90 : null }).ToList();
        var silent = new LikenessStudy().Run(few, Basis);

        Assert.Equal([new LikenessNews(few[0].LeadId, 0)], Tell(few, silent));
        Assert.Empty(Tell(few, null));
    }

    [Fact]
    public void Of_more_than_one_night_takes_the_most_alike_are_told_first_and_the_others_later()
    {
        var (left, nights, levels) = (People, 0, new List<int>());
        var all = People.Chunk(1_000).Sum(some => Tell(some).Count);
        while (Tell(left) is { Count: > 0 } news)
        {
            Assert.InRange(news.Count, 1, LookalikeStudy.MostTold);
            Assert.Equal(news.Select(one => one.LeadId).Order(StringComparer.Ordinal), news.Select(one => one.LeadId));
            levels.AddRange(news.Select(one => one.Level).OrderDescending());
            var told = news.ToDictionary(one => one.LeadId, one => one.Level);
            left = left.ConvertAll(track => track with
            {
                Likeness = told.TryGetValue(track.LeadId, out var level) ? level : track.Likeness,
            });
            nights++;
        }
        Assert.Equal(levels.OrderDescending(), levels);
        Assert.Equal((all, 2), (levels.Count, nights));
    }

    private static IReadOnlyList<LikenessNews> Tell(IEnumerable<Track> tracks) => Tell(tracks, Model);

    private static IReadOnlyList<LikenessNews> Tell(
        IEnumerable<Track> tracks, string? model, StudyBasis? tonight = null)
    {
        var study = new LookalikeStudy();
        var part = study.Begin((tonight ?? Soon) with { Report = name => name == LikenessStudy.Study ? model : null });
        foreach (var track in tracks) part.Add(track);
        var news = LookalikeStudy.ToTell(part.Write());
        Assert.Equal(news.Count > 0, study.TellsLeads(part.Write()));
        return news;
    }
}
