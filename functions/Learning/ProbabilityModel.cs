using LeadScoring.Leads;

namespace LeadScoring.Learning;

/// <summary>
/// What one training came to: the model, what it was learned from, and how it did on later days than those. A row of
/// table <c>models</c>; it holds sums over many leads and nothing of a single one.
/// </summary>
public sealed record ProbabilityModel
{
    public required string Product { get; init; }
    public required DateTimeOffset TrainedAt { get; init; }

    /// <summary>The version of the rules, and a digest of all in them that the model's features depend on.</summary>
    public required int Rules { get; init; }
    public required string Basis { get; init; }

    /// <summary>Why nothing may be said; null where something may.</summary>
    public Untold? Silence { get; init; }

    /// <summary>Of the log odds of a lag's hazard: the constant, then <see cref="Hazard.Features"/>.</summary>
    public IReadOnlyList<double> Coefficients { get; init; } = [];
    public IReadOnlyList<double> StandardErrors { get; init; } = [];

    /// <summary>Calibrated log odds = <see cref="Slope"/> × log odds + <see cref="Offset"/>.</summary>
    public double Slope { get; init; } = 1;
    public double Offset { get; init; }

    public required Sample Training { get; init; }
    public required Sample Later { get; init; }

    /// <summary>One for each horizon, 30, 90, 180 and 365 days.</summary>
    public IReadOnlyList<HorizonCheck> Horizons { get; init; } = [];

    /// <summary>The chances of an order within each horizon, calibrated; ascending.</summary>
    public double[] Within(Known known)
    {
        var features = new double[Hazard.Features.Count];
        var logit = new Logit(Coefficients, StandardErrors, 0);
        return Hazard.Within(lag =>
        {
            Array.Clear(features);
            Hazard.Fill(known, lag, features);
            return Logit.Probability(Slope * logit.LogOdds(features) + Offset);
        });
    }
}

/// <summary>
/// What was looked at: leads, landmarks from and to (dates), and the orders that followed, each counted once.
/// </summary>
public sealed record Sample(int Leads, int Landmarks, int Orders, string? From, string? To)
{
    public static Sample Of(IReadOnlyList<Landmark> landmarks, int orders) => new(
        landmarks.Select(landmark => landmark.Lead).Distinct().Count(), landmarks.Count, orders,
        landmarks.Count == 0 ? null : DateText(landmarks.Min(landmark => landmark.Day)),
        landmarks.Count == 0 ? null : DateText(landmarks.Max(landmark => landmark.Day)));

    private static string DateText(int day) => Standing.DateText(day);
}
