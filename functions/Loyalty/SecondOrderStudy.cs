using LeadScoring.Inference;
using LeadScoring.Storage;
using LeadScoring.Tracks;

namespace LeadScoring.Loyalty;

/// <summary>
/// From the first order to the second: how many have come to it by when, and what precedes it.
/// <paramref name="Events"/> by days between both orders; <paramref name="Open"/> by days since the first order
/// of those without a second yet.
/// <paramref name="Judged"/> looks only at customers without a second order in the first
/// <see cref="SecondOrderStudy.EarlyDays"/> days, and whether one came up to <see cref="SecondOrderStudy.UntilDay"/>.
/// </summary>
public sealed record SecondOrderReport(
    IReadOnlyDictionary<int, int> Events, IReadOnlyDictionary<int, int> Open, int MinimumSupport, Judged Judged)
{
    public KaplanMeier Curve() => KaplanMeier.Of(Events, Open);
}

/// <summary>Pure: see <see cref="SecondOrderReport"/>.</summary>
public sealed class SecondOrderStudy : IStudy
{
    public const string Study = "second-order";

    /// <summary>What precedes: patterns of so many days after the first order, and as many before it.</summary>
    public const int EarlyDays = 30;

    /// <summary>And whether a second order came after those, up to this day.</summary>
    public const int UntilDay = 365;

    public string Name => Study;

    /// <summary>Each day everybody without a second order was followed for one day more.</summary>
    public bool LooksAtToday => true;

    public IStudyPart Begin(StudyBasis basis) => new Making(basis);

    public string Report(IReadOnlyList<string> parts, StudyBasis basis)
    {
        var (made, support) = (
            parts.Select(Json.Read<Part>).ToList(), basis.Edition.Insights.Loyalty.MinimumSupport);
        return Json.Write(new SecondOrderReport(
            Sum(made.Select(part => part.Events)), Sum(made.Select(part => part.Open)), support,
            Judging.Of(Tally.Sum(made.Select(part => part.Tally)), support)));
    }

    private static SortedDictionary<int, int> Sum(IEnumerable<IReadOnlyDictionary<int, int>> parts) => new(
        parts.SelectMany(part => part).GroupBy(day => day.Key)
            .ToDictionary(day => day.Key, day => day.Sum(part => part.Value)));

    internal sealed record Part(
        IReadOnlyDictionary<int, int> Events, IReadOnlyDictionary<int, int> Open, Tally Tally);

    private sealed class Making(StudyBasis basis) : IStudyPart
    {
        private readonly EarlyDays _early = new(EarlyDays, [], Loyalty.EarlyDays.TypesOf(basis.Edition.Rules));
        private readonly SortedDictionary<int, int> _events = [], _open = [];
        private readonly Counting _counting = new();

        public void Add(Track track)
        {
            Judge(track);
            var orders = track.Purchases.NetAsOf(basis.Today);
            if (orders.Count == 0) return;
            var (first, second) = (orders[0].Day, orders.Count > 1 ? orders[1].Day : (int?)null);
            var (days, counts) = second is { } day ? (day - first, _events) : (basis.Today - first, _open);
            counts[days] = counts.GetValueOrDefault(days) + 1;
        }

        /// <summary>By what was known when the early days ended, and then when the others did.</summary>
        private void Judge(Track track)
        {
            if (Early.FirstOrder(track, _early, basis.Today) is not { } first) return;
            if (first + UntilDay >= basis.Today) return;
            var soon = track.Purchases.NetAsOf(first + EarlyDays - 1);
            if (soon.Count(order => order.Day >= first) > 1) return;
            var came = track.Purchases.NetAsOf(first + UntilDay).Any(order => order.Day >= first + EarlyDays);
            _counting.Add(Early.Of(track, first, _early), Early.IsForValidation(track.LeadId), came);
        }

        public string Write() => Json.Write(new Part(_events, _open, _counting.Tally()));
    }
}
