using MathNet.Numerics.Statistics;

namespace LeadScoring.Learning;

/// <summary>Leads whose score is from <paramref name="From"/> and under <paramref name="To"/> (100 included).</summary>
public sealed record ScoreBand(int From, int To, int Before, int After);

/// <summary>
/// A quarter, half and three quarters of the leads have this score or less (Hyndman and Fan's type 7, as in
/// spreadsheets).
/// </summary>
public sealed record Quartiles(double Lower, double Median, double Upper)
{
    /// <summary>Null without a score.</summary>
    public static Quartiles? Of(IEnumerable<double> scores)
    {
        var sorted = scores.Order().ToArray();
        return sorted.Length == 0 ? null : new Quartiles(At(0.25), At(0.5), At(0.75));

        double At(double share) => SortedArrayStatistics.QuantileCustom(sorted, share, QuantileDefinition.R7);
    }
}

/// <summary>How the scores of a product line lie, under the rules in force and under the draft.</summary>
public sealed record ScoreSpread(IReadOnlyList<ScoreBand> Bands, Quartiles? Before, Quartiles? After)
{
    private const int Count = 10;

    public static ScoreSpread Of(IReadOnlyCollection<Compared> leads) => new(
        [.. Enumerable.Range(0, Count).Select(band => new ScoreBand(
            band * 10, (band + 1) * 10,
            leads.Count(lead => BandOf(lead.Before.Score) == band),
            leads.Count(lead => BandOf(lead.After.Score) == band)))],
        Quartiles.Of(leads.Select(lead => lead.Before.Score)),
        Quartiles.Of(leads.Select(lead => lead.After.Score)));

    private static int BandOf(double score) => Math.Min(Count - 1, (int)(score / 10));
}
