using MathNet.Numerics.Statistics;

namespace LeadScoring.Learning;

/// <summary>How many leads a stage or class holds under each rules, how many come in and how many go.</summary>
public sealed record Occupancy(string Id, int Before, int After, int Entering, int Leaving);

/// <summary>One lead that changes its stage.</summary>
public sealed record Move(string LeadId, string? From, string? To, double ScoreBefore, double ScoreAfter);

/// <summary>All that change their stage, counted, and those whose score changes most.</summary>
public sealed record Moves(int Count, IReadOnlyList<Move> Shown);

/// <summary>One lead's place in the sales list, from 1.</summary>
public sealed record RankMove(string LeadId, int Before, int After, double ScoreBefore, double ScoreAfter);

/// <summary>
/// What becomes of the sales list: who comes into its first page and who falls out of it, who moves furthest, and how
/// alike both orders are: Spearman's rank correlation, 1 for the same order (Spearman, American Journal of Psychology
/// 15:72-101, 1904); null where all leads rank alike.
/// </summary>
public sealed record RankChanges(
    int Top, IReadOnlyList<RankMove> In, IReadOnlyList<RankMove> Out, IReadOnlyList<RankMove> Furthest,
    double? Spearman);

/// <summary>Pure: what a draft would change, told from leads compared one by one.</summary>
public static class DraftMoves
{
    private const int Shown = 100;
    private const int Page = 50;
    private const int Furthest = 20;

    public static IReadOnlyList<Occupancy> Of(
        IReadOnlyCollection<Compared> leads, IEnumerable<string> ids, Func<Placed, string?> of) =>
    [
        .. ids.Distinct(StringComparer.Ordinal).Select(id => new Occupancy(
            id,
            leads.Count(lead => of(lead.Before) == id),
            leads.Count(lead => of(lead.After) == id),
            leads.Count(lead => of(lead.After) == id && of(lead.Before) != id),
            leads.Count(lead => of(lead.Before) == id && of(lead.After) != id))),
    ];

    public static Moves Moves(IReadOnlyCollection<Compared> leads)
    {
        var moving = leads.Where(lead => lead.Before.Stage != lead.After.Stage).ToList();
        return new Moves(moving.Count, [.. moving
            .OrderByDescending(lead => Math.Abs(lead.After.Score - lead.Before.Score))
            .ThenBy(lead => lead.LeadId, StringComparer.Ordinal)
            .Take(Shown)
            .Select(lead => new Move(
                lead.LeadId, lead.Before.Stage, lead.After.Stage, lead.Before.Score, lead.After.Score))]);
    }

    public static RankChanges Ranks(IReadOnlyCollection<Compared> leads)
    {
        var before = Places(leads, lead => lead.Before.Position);
        var after = Places(leads, lead => lead.After.Position);
        var moves = leads.Select(lead => new RankMove(
            lead.LeadId, before[lead.LeadId], after[lead.LeadId], lead.Before.Score, lead.After.Score)).ToList();
        var alike = Correlation.Spearman(
            leads.Select(lead => Math.Max(0, lead.Before.Points)),
            leads.Select(lead => Math.Max(0, lead.After.Points)));
        return new RankChanges(
            Page,
            [.. moves.Where(move => move.After <= Page && move.Before > Page).OrderBy(move => move.After)],
            [.. moves.Where(move => move.Before <= Page && move.After > Page).OrderBy(move => move.Before)],
            [.. moves.Where(move => move.Before != move.After)
                .OrderByDescending(move => Math.Abs(move.After - move.Before))
                .ThenBy(move => move.LeadId, StringComparer.Ordinal).Take(Furthest)],
            double.IsFinite(alike) ? alike : null);
    }

    private static Dictionary<string, int> Places(IEnumerable<Compared> leads, Func<Compared, string> position) =>
        leads.OrderBy(position, StringComparer.Ordinal).Index()
            .ToDictionary(lead => lead.Item.LeadId, lead => lead.Index + 1, StringComparer.Ordinal);
}
