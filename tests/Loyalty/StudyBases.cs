using LeadScoring.Leads;
using LeadScoring.Scoring;
using LeadScoring.Tests.Publishing;
using LeadScoring.Tracks;

namespace LeadScoring.Tests.Loyalty;

/// <summary>What studies of the tests look at beside the tracks: the shipped content, and shops of their own.</summary>
internal static class StudyBases
{
    public static StudyBasis Cdnow(int? today = null, Func<string, string?>? report = null) =>
        Of("cd", 36.99m, today ?? CdnowTracks.Today, report);

    public static StudyBasis Of(string product, decimal average, int today, Func<string, string?>? report = null)
    {
        var shipped = SampleContent.Edition;
        var line = shipped.Rules.Products["camper"] with { Id = product };
        var rules = shipped.Rules with
        {
            Products = new Dictionary<string, ProductLine> { [product] = line },
            Classes = shipped.Rules.Classes with
            {
                AverageOrderValue = new Dictionary<string, IReadOnlyList<FrozenAverage>>
                {
                    [product] = [new FrozenAverage(0, average)],
                },
            },
        };
        return new StudyBasis(shipped with { Rules = rules }, line, today, line.StartOf(today), report ?? (_ => null));
    }

    /// <summary>The report of all tracks, by as many parts as the app makes.</summary>
    public static string Run(this IStudy study, IEnumerable<Track> tracks, StudyBasis basis)
    {
        var parts = Enumerable.Range(0, 16).Select(_ => study.Begin(basis)).ToList();
        foreach (var (index, track) in tracks.Index()) parts[index % 16].Add(track);
        return study.Report([.. parts.Select(part => part.Write())], basis);
    }
}
