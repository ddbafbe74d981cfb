namespace LeadScoring.Inference;

/// <summary>
/// Many questions asked of one set of data: of the answers with a q value of .05 or less, at most 5 % are expected to
/// be chance (Benjamini and Hochberg, Journal of the Royal Statistical Society B 57:289-300, 1995).
/// </summary>
public static class BenjaminiHochberg
{
    /// <summary>The q value of each p value, in their order: min over all p not below it of p × tests / rank.</summary>
    public static double[] Of(IReadOnlyList<double> p)
    {
        foreach (var one in p)
        {
            if (!(one >= 0 && one <= 1))
                throw new ArgumentOutOfRangeException(nameof(p), one, "Must be a probability from 0 to 1.");
        }
        var q = new double[p.Count];
        var (least, rank) = (1.0, p.Count);
        foreach (var index in Enumerable.Range(0, p.Count).OrderByDescending(index => p[index]))
        {
            least = Math.Min(least, p[index] * ((double)p.Count / rank--));
            q[index] = least;
        }
        return q;
    }
}
