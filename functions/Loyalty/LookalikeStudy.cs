using LeadScoring.Leads;
using LeadScoring.Learning;
using LeadScoring.Storage;
using LeadScoring.Tracks;

namespace LeadScoring.Loyalty;

/// <summary>
/// A new lead (its days of <see cref="Later"/> since the first touch are not over, and it is not loyal yet) with the
/// sum of the weights of its patterns, above 0: they say more for it than against it. <paramref name="Why"/>: those
/// that say most for it.
/// </summary>
public sealed record Lookalike(string LeadId, double Sum, IReadOnlyList<Pattern> Why)
{
    /// <summary>How like people who became loyal, from 0 to 100; 50 where nothing is said. No probability.</summary>
    public double Likeness() => Likeness(Sum);

    /// <summary>The same of any sum.</summary>
    public static double Likeness(double sum) => Math.Round(100 / (1 + Math.Exp(-sum)), 1);
}

/// <summary>
/// The leads most alike, <see cref="LookalikeStudy.Most"/> at the most, and how well likeness told people who became
/// loyal from others among those it was not learned from. <paramref name="Learned"/>: the people it was learned from;
/// null: nothing was learned yet. <paramref name="Candidates"/>: all new leads.
/// </summary>
public sealed record LookalikeReport(
    Halves? Learned, Auc? Auc, int Candidates, IReadOnlyList<Lookalike> Leads);

/// <summary>A lead is to be told another level of <see cref="ToldLikeness"/>; 0: none any more.</summary>
public sealed record LikenessNews(string LeadId, int Level);

/// <summary>
/// Pure: ranks leads by what <see cref="LikenessStudy"/> learned, and finds those, listed or not, that are to be told
/// another level than they were. A loyal one is told none, nor is one of whom it is known by now that it did not become
/// loyal; and where nothing can be said nobody is.
/// </summary>
public sealed class LookalikeStudy : IStudy
{
    public const string Study = "lookalikes";
    public const int Most = 1_000;

    /// <summary>How many of a bucket are told in one night, the most alike first; the others come the next.</summary>
    public const int MostTold = 2_000;

    public string Name => Study;

    public bool LooksAtToday => true;

    public string? LooksAt => LikenessStudy.Study;

    public IStudyPart Begin(StudyBasis basis) => new Making(basis, Model(basis));

    public bool TellsLeads(string part) => ToTell(part).Count > 0;

    /// <summary>Whom the part of a bucket tells, in the order of ids.</summary>
    public static IReadOnlyList<LikenessNews> ToTell(string part) => Json.Read<Part>(part).News ?? [];

    public string Report(IReadOnlyList<string> parts, StudyBasis basis)
    {
        var made = parts.Select(Json.Read<Part>).ToList();
        var scored = made.SelectMany(part => part.Checked).SelectMany(one =>
            Enumerable.Repeat((one.Sum, true), one.Seen.K)
                .Concat(Enumerable.Repeat((one.Sum, false), one.Seen.N - one.Seen.K))).ToList();
        return Json.Write(new LookalikeReport(
            made[0].Learned, Auc.Of(scored), made.Sum(part => part.Candidates),
            [.. Best(made.SelectMany(part => part.Leads))]));
    }

    private static Likeness? Model(StudyBasis basis) =>
        basis.Report(LikenessStudy.Study) is { } report ? Json.Read<Likeness>(report) : null;

    /// <summary>In the order of the list: most alike first, ties by id.</summary>
    private static IEnumerable<Lookalike> Best(IEnumerable<Lookalike> leads) => leads
        .OrderByDescending(lead => lead.Sum).ThenBy(lead => lead.LeadId, StringComparer.Ordinal).Take(Most);

    internal sealed record Part(
        Halves? Learned, int Candidates, IReadOnlyList<Lookalike> Leads, IReadOnlyList<Checked> Checked,
        IReadOnlyList<LikenessNews>? News);

    /// <summary>How many of the validation half have this sum of weights, and how many of them became loyal.</summary>
    internal sealed record Checked(double Sum, Seen Seen);

    private sealed class Making(StudyBasis basis, Likeness? model) : IStudyPart
    {
        private readonly EarlyDays _early = EarlyDays.Of(basis.Edition.Insights.Loyalty, basis.Edition.Rules);
        private readonly Later _later = Later.Of(basis);
        private readonly Dictionary<Pattern, double> _weights =
            model?.Weights.ToDictionary(weight => weight.Pattern, weight => weight.Value) ?? [];

        private readonly SortedDictionary<double, Seen> _checked = [];
        private readonly List<Lookalike> _leads = [];
        private readonly List<LikenessNews> _news = [];
        private int _candidates;

        public void Add(Track track)
        {
            if (_weights.Count == 0)
            {
                if (model is not null) Tell(track, 0);
                return;
            }
            var found = Early.Of(track, track.Start, _early).Where(_weights.ContainsKey).ToList();
            var sum = Math.Round(found.Sum(pattern => _weights[pattern]), 2);
            var isOver = _later.IsOver(track.Start, basis.Today);
            if (isOver && Early.IsForValidation(track.LeadId))
                _checked[sum] = _checked.GetValueOrDefault(sum) + Seen.One(_later.IsLoyal(track, track.Start));
            var isNew = !isOver && track.Class != CustomerClass.Loyal;
            Tell(track, isNew ? ToldLikeness.LevelOf(Lookalike.Likeness(sum), track.Likeness ?? 0) : 0);
            if (!isNew) return;
            _candidates++;
            if (sum > 0) Rank(track.LeadId, sum, found);
        }

        public string Write() => Json.Write(new Part(
            model?.People, _candidates, [.. Best(_leads)],
            [.. _checked.Select(one => new Checked(one.Key, one.Value))],
            [.. _news.OrderByDescending(news => news.Level).ThenBy(news => news.LeadId, StringComparer.Ordinal)
                .Take(MostTold).OrderBy(news => news.LeadId, StringComparer.Ordinal)]));

        private void Tell(Track track, int level)
        {
            if (level != (track.Likeness ?? 0)) _news.Add(new LikenessNews(track.LeadId, level));
        }

        private void Rank(string leadId, double sum, List<Pattern> found)
        {
            _leads.Add(new Lookalike(
                leadId, sum,
                [.. found.Where(pattern => _weights[pattern] > 0).OrderByDescending(pattern => _weights[pattern])
                    .ThenBy(pattern => pattern.Id, StringComparer.Ordinal).Take(3)]));
            if (_leads.Count < 2 * Most) return;
            var best = Best(_leads).ToList();
            _leads.Clear();
            _leads.AddRange(best);
        }
    }
}
