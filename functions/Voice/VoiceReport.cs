using LeadScoring.Inference;
using LeadScoring.Insights;
using LeadScoring.Leads;
using LeadScoring.Scoring;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace LeadScoring.Voice;

/// <summary>Pure: the figures of what people said, from the marks of it.</summary>
/// <param name="marks">Of the asked days.</param>
/// <param name="voice">The themes.</param>
/// <param name="rules">Names of types and stages.</param>
/// <param name="language">Of names and notes.</param>
public sealed class VoiceReport(
    IReadOnlyList<VoiceMark> marks, VoiceRules voice, ScoringRules rules, string language)
{
    private readonly VoiceTexts _texts = new(rules, language);

    public Heard All() => Of(marks);

    public IReadOnlyList<HeardOfType> Types() =>
    [
        .. marks.GroupBy(mark => mark.Type, StringComparer.Ordinal)
            .Select(type => new HeardOfType(type.Key, _texts.Type(type.Key), People(type), type.Count()))
            .OrderByDescending(type => type.People).ThenBy(type => type.Type, StringComparer.Ordinal),
    ];

    /// <summary>Each theme of the file, most people first, then what has none; or the one that is asked for.</summary>
    public IReadOnlyList<HeardOfTheme> Themes(string? only, Func<string, IReadOnlyList<Quote>> quotes) =>
    [
        .. voice.Themes.Select(theme => (theme.Id, Label: theme.Label.For(language)))
            .Where(theme => only is null || theme.Id == only).Select(theme => Of(theme.Id, theme.Label, quotes))
            .OrderByDescending(theme => theme.Heard.People),
        .. only is null or VoiceRules.None ? [Of(VoiceRules.None, _texts.NoTheme, quotes)] : (HeardOfTheme[])[],
    ];

    public string? Note() => marks.Count == 0 ? _texts.Nothing : null;

    private HeardOfTheme Of(string id, string label, Func<string, IReadOnlyList<Quote>> quotes)
    {
        var said = marks.Where(mark => mark.Has(id)).ToList();
        return new HeardOfTheme(
            id, label, Of(said), Share(said, marks),
            Groups(id, mark => mark.Class, [.. CustomerClass.All], _texts.Class),
            Groups(id, mark => mark.Stage, rules.Stages.Ids, _texts.Stage),
            [
                .. marks.GroupBy(mark => VoiceCube.MonthOf(mark.Day), StringComparer.Ordinal)
                    .OrderBy(month => month.Key, StringComparer.Ordinal).Select(month => (
                        month.Key, All: month.ToList(), Said: month.Where(mark => mark.Has(id)).ToList()))
                    .Select(month => new HeardOfMonth(
                        month.Key, People(month.Said), Share(month.Said, month.All))),
            ],
            quotes(id));
    }

    /// <summary>In the order of the rules, those in none first; only those in which somebody said anything.</summary>
    private List<HeardOfGroup> Groups(
        string theme, Func<VoiceMark, string?> groupOf, IReadOnlyList<string> order, Func<string?, string> label) =>
    [
        .. marks.GroupBy(groupOf).OrderBy(group => group.Key is null ? -1 : Place(order, group.Key))
            .ThenBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => (group.Key, All: group.ToList(), Said: group.Where(mark => mark.Has(theme)).ToList()))
            .Select(group => new HeardOfGroup(
                group.Key ?? VoiceRules.None, label(group.Key), People(group.Said), Share(group.Said, group.All))),
    ];

    private static int Place(IReadOnlyList<string> order, string id) =>
        order.Index().Where(one => one.Item == id).Select(one => one.Index).DefaultIfEmpty(int.MaxValue).First();

    private Heard Of(IReadOnlyCollection<VoiceMark> said) => new(People(said), said.Count, Mean(said));

    private Figure Share(IEnumerable<VoiceMark> said, IEnumerable<VoiceMark> all)
    {
        var (hits, n) = (People(said), People(all));
        if (n == 0) return new Figure(null, null, null, 0, _texts.Nothing);
        var (low, high) = Wilson.Of(hits, n);
        return new Figure((double)hits / n, low, high, n, n < VoiceTexts.Few ? _texts.FewPeople(n) : null);
    }

    /// <summary>Of one person's several ratings all count: the interval takes them for independent.</summary>
    private Figure Mean(IEnumerable<VoiceMark> said)
    {
        var ratings = said.Select(mark => (double?)mark.Rating).OfType<double>().ToList();
        if (ratings.Count < 2)
            return new Figure(
                ratings.Count == 1 ? ratings[0] : null, null, null, ratings.Count, _texts.FewRatings(ratings.Count));
        var half = StudentT.InvCDF(0, 1, ratings.Count - 1, 0.975) * ratings.StandardDeviation()
            / Math.Sqrt(ratings.Count);
        var mean = ratings.Mean();
        return new Figure(
            mean, mean - half, mean + half, ratings.Count,
            ratings.Count < VoiceTexts.Few ? _texts.FewRatings(ratings.Count) : null);
    }

    private static int People(IEnumerable<VoiceMark> said) =>
        said.Select(mark => mark.LeadId).Distinct(StringComparer.Ordinal).Count();
}
