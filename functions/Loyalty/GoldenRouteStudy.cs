using LeadScoring.Insights;
using LeadScoring.Storage;
using LeadScoring.Tracks;

namespace LeadScoring.Loyalty;

/// <summary>
/// Which early behaviour goes with loyalty: patterns of the days after the first order against revenue after them, of
/// customers who were followed to the end. <paramref name="Open"/>: customers whose days are not over yet, who count
/// neither way.
/// </summary>
public sealed record GoldenReport(
    LoyaltySettings Settings, decimal Factor, decimal Average, int Open, Judged Judged);

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
            Judging.Of(Tally.Sum(made.Select(part => part.Tally)), settings.MinimumSupport)));
    }

    internal sealed record Part(int Open, Tally Tally);

    private sealed class Making(StudyBasis basis) : IStudyPart
    {
        private readonly EarlyDays _early = EarlyDays.Of(basis.Edition.Insights.Loyalty, basis.Edition.Rules);
        private readonly Later _later = Later.Of(basis);
        private readonly Counting _counting = new();
        private int _open;

        public void Add(Track track)
        {
            if (track.Purchases.NetAsOf(basis.Today) is not [var first, ..]) return;
            if (!_later.IsOver(first.Day, basis.Today)) _open++;
            else
                _counting.Add(
                    Early.Of(track, first.Day, _early), Early.IsForValidation(track.LeadId),
                    _later.IsLoyal(track, first.Day));
        }

        public string Write() => Json.Write(new Part(_open, _counting.Tally()));
    }
}
