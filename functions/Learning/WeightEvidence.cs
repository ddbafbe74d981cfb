using LeadScoring.Inference;

namespace LeadScoring.Learning;

/// <summary>
/// What the past says of one reaction type: of <paramref name="N1"/> observations of leads that had shown it <paramref
/// name="K1"/> were followed by an order, of <paramref name="N0"/> active others <paramref name="K0"/>; <paramref
/// name="Leads"/> showed it at all. <paramref name="LogOdds"/> = ln of ((k1+½)/(n1−k1+½)) / ((k0+½)/(n0−k0+½)), shrunk
/// by leads/(leads + 50); <paramref name="Low"/> to <paramref name="High"/> is its 95 % interval.
/// </summary>
public sealed record WeightEvidence(
    string Type, int N1, int K1, int N0, int K0, int Leads, double LogOdds, double Low, double High)
{
    /// <summary>A type that fifty leads showed is believed half: between them and none at all.</summary>
    private const double Shrinkage = 50;

    private const int LeastLeads = 30;
    private const double LeastExpected = 5; // orders, as for a χ² of two rates
    private const double WidestHalf = 1; // a factor of 2.7 on the odds, either way

    /// <summary>
    /// Fewer than 30 leads showed it, fewer than 5 orders would be expected of them, or the interval is so wide that
    /// the odds may be 2.7 times higher or lower.
    /// </summary>
    public bool IsTooLittle =>
        Leads < LeastLeads || (double)N1 * (K1 + K0) / (N1 + N0) < LeastExpected || (High - Low) / 2 > WidestHalf;

    public static WeightEvidence Of(string type, IReadOnlyList<Observation> observed)
    {
        var (had, hadNot) = (new Rate(), new Rate());
        foreach (var one in observed) (one.Types.Contains(type) ? had : hadNot).Count(one.Bought);
        var byLead = new Dictionary<int, double>();
        foreach (var one in observed)
        {
            var holds = one.Types.Contains(type);
            byLead[one.Lead] = byLead.GetValueOrDefault(one.Lead)
                + (holds ? had.Influence(one.Bought) : -hadNot.Influence(one.Bought));
        }
        var leads = observed.Where(one => one.Types.Contains(type)).Select(one => one.Lead).Distinct().Count();
        var believed = leads / (leads + Shrinkage);
        var logOdds = believed * (had.LogOdds - hadNot.LogOdds);
        // Between leads, since one lead's months are not independent; never less than between observations (Woolf).
        var variance = Math.Max(byLead.Values.Sum(sum => sum * sum), had.Variance + hadNot.Variance);
        var half = Wilson.Z * believed * Math.Sqrt(variance);
        return new WeightEvidence(
            type, had.N, had.K, hadNot.N, hadNot.K, leads, logOdds, logOdds - half, logOdds + half);
    }

    private sealed class Rate
    {
        public int N { get; private set; }
        public int K { get; private set; }

        public double LogOdds => Math.Log((K + .5) / (N - K + .5));
        public double Variance => 1 / (K + .5) + 1 / (N - K + .5);

        public void Count(bool bought) => (N, K) = (N + 1, K + (bought ? 1 : 0));

        /// <summary>How far one observation moves the log odds (delta method).</summary>
        public double Influence(bool bought)
        {
            var p = (K + .5) / (N + 1);
            return ((bought ? 1 : 0) - p) / ((N + 1) * p * (1 - p));
        }
    }
}
