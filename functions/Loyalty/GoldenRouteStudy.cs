using LeadScoring.Insights;
using LeadScoring.Storage;
using LeadScoring.Tracks;

namespace LeadScoring.Loyalty;

/// <summary>
/// Which early behaviour goes with loyalty: patterns of the days after the first order against revenue after them, of
/// customers who were followed to the end. <paramref name="Open"/>: customers whose days are not over yet, who count
/// neither way. <paramref name="Average"/>: the order value that is in force today; <paramref name="Averages"/>: those
/// that customers were held to, each to the one on the last of their days (null: there is nobody yet).
/// </summary>
public sealed record GoldenReport(
    LoyaltySettings Settings, decimal Factor, decimal Average, int Open, Judged Judged, Averages? Averages = null);

/// <summary>From the lowest to the highest average order value.</summary>
public sealed record Averages(decimal Low, decimal High)
{
    /// <summary>Of both; null is nobody's.</summary>
    public static Averages? Span(Averages? one, Averages? other) => one is null || other is null
        ? one ?? other
        : new Averages(Math.Min(one.Low, other.Low), Math.Max(one.High, other.High));
}

/// <summary>Pure: see <see cref="GoldenReport"/>.</summary>
public sealed class GoldenRouteStudy : IStudy
{
    public const string Study = "golden-route";

    public string Name => Study;

    /// <summary>Each day the days of more customers are over.</summary>
    public bool LooksAtToday => true;

    public IStudyPart Begin(StudyBasis basis) => new Making(basis);

    public string Report(IReadOnlyList<string> parts, StudyBasis basis)
    {
        var (made, settings) = (parts.Select(Json.Read<Part>).ToList(), basis.Edition.Insights.Loyalty);
        var classes = basis.Edition.Rules.Classes;
        return Json.Write(new GoldenReport(
            settings, classes.Factor, classes.AverageOn(basis.Product.Id, basis.Today), made.Sum(part => part.Open),
            Judging.Of(Tally.Sum(made.Select(part => part.Tally)), settings.MinimumSupport),
            made.Select(part => part.Averages).Aggregate(Averages.Span)));
    }

    internal sealed record Part(int Open, Tally Tally, Averages? Averages);

    private sealed class Making(StudyBasis basis) : IStudyPart
    {
        private readonly EarlyDays _early = EarlyDays.Of(basis.Edition.Insights.Loyalty, basis.Edition.Rules);
        private readonly Later _later = Later.Of(basis);
        private readonly Counting _counting = new();
        private int _open;
        private Averages? _averages;

        public void Add(Track track)
        {
            if (Early.FirstOrder(track, _early, basis.Today) is not { } first) return;
            if (!_later.IsOver(first, basis.Today))
            {
                _open++;
                return;
            }
            _counting.Add(
                Early.Of(track, first, _early), Early.IsForValidation(track.LeadId), _later.IsLoyal(track, first));
            var average = _later.AverageOf(first);
            _averages = Averages.Span(_averages, new Averages(average, average));
        }

        public string Write() => Json.Write(new Part(_open, _counting.Tally(), _averages));
    }
}
