using LeadScoring.Storage;
using LeadScoring.Tracks;

namespace LeadScoring.Loyalty;

/// <summary>
/// How much a pattern tells for becoming loyal: the logarithm of the odds ratio, smoothed by halves and drawn towards 0
/// where few show the pattern.
/// </summary>
public sealed record Weight(Pattern Pattern, double Value);

/// <summary>
/// What tells the early days of people who became loyal from those of others. Learned from one half of the people who
/// were followed to the end; silent (no weights) below <see cref="LikenessStudy.LeastLoyal"/> loyal ones in both.
/// </summary>
public sealed record Likeness(Halves People, IReadOnlyList<Weight> Weights)
{
    public bool IsSilent => Weights.Count == 0;
}

/// <summary>
/// Pure: see <see cref="Likeness"/>. Early days are counted from the first touch here, for new leads have no order yet.
/// </summary>
public sealed class LikenessStudy : IStudy
{
    public const string Study = "likeness";
    public const int LeastLoyal = 50;

    /// <summary>Of so many people who show a pattern, half of what they say is believed.</summary>
    private const double HalfBelieved = 30;

    public string Name => Study;

    public bool LooksAtToday => true;

    public IStudyPart Begin(StudyBasis basis) => new Making(basis);

    public string Report(IReadOnlyList<string> parts, StudyBasis basis) => Json.Write(
        Of(Tally.Sum(parts.Select(Json.Read<Tally>)), basis.Edition.Insights.Loyalty.MinimumSupport));

    public static Likeness Of(Tally tally, int minimumSupport) => new(
        tally.People,
        tally.People.All().K < LeastLoyal ? [] :
        [
            .. tally.Patterns
                .Where(one => one.Pattern.Kind != Pattern.Both && one.Seen.Learning.N >= minimumSupport
                    && tally.People.Learning.N - one.Seen.Learning.N >= minimumSupport) // what all show tells nothing
                .Select(one => new Weight(one.Pattern, Value(one.Seen.Learning, tally.People.Learning)))
                .OrderByDescending(weight => weight.Value),
        ]);

    /// <summary>Reference formula 2: ln[((k1+½)/(n1−k1+½)) / ((k0+½)/(n0−k0+½))] × n/(n+m).</summary>
    private static double Value(Seen with, Seen all)
    {
        var without = all - with;
        return (LogOdds(with) - LogOdds(without)) * with.N / (with.N + HalfBelieved);
    }

    private static double LogOdds(Seen seen) => Math.Log((seen.K + .5) / (seen.N - seen.K + .5));

    private sealed class Making(StudyBasis basis) : IStudyPart
    {
        private readonly EarlyDays _early = EarlyDays.Of(basis.Edition.Insights.Loyalty, basis.Edition.Rules);
        private readonly Later _later = Later.Of(basis);
        private readonly Counting _counting = new();

        public void Add(Track track)
        {
            if (!_later.IsOver(track.Start, basis.Today)) return;
            _counting.Add(
                Early.Of(track, track.Start, _early), Early.IsForValidation(track.LeadId),
                _later.IsLoyal(track, track.Start));
        }

        public string Write() => Json.Write(_counting.Tally());
    }
}
