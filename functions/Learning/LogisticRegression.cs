using MathNet.Numerics.LinearAlgebra;

namespace LeadScoring.Learning;

/// <summary>
/// Rows to learn from without holding them all: <paramref name="Fill"/> writes the features of a row (a constant is not
/// among them), <paramref name="Outcome"/> says what came of it, from 0 to 1, and <paramref name="Weight"/> how many
/// times it counts, from 0.
/// </summary>
public sealed record Design(
    int Rows, int Columns, FillRow Fill, Func<int, double> Outcome, Func<int, double> Weight)
{
    public static Design Of(IReadOnlyList<double[]> rows, IReadOnlyList<bool> outcomes) => new(
        rows.Count, rows.Count == 0 ? 0 : rows[0].Length, (row, into) => rows[row].CopyTo(into),
        row => outcomes[row] ? 1 : 0, _ => 1);
}

/// <summary>Writes the features of a row; what it does not write is 0.</summary>
public delegate void FillRow(int row, Span<double> into);

/// <summary>
/// What was learned: log odds = <c>Coefficients[0]</c> + Σ <c>Coefficients[1 + j]</c> × feature j, natural logarithm.
/// <paramref name="StandardErrors"/> in the same order, as if the rows were independent;
/// <paramref name="LogLikelihood"/> is that of the rows, without the penalty.
/// </summary>
public sealed record Logit(
    IReadOnlyList<double> Coefficients, IReadOnlyList<double> StandardErrors, double LogLikelihood)
{
    public double LogOdds(ReadOnlySpan<double> features)
    {
        var sum = Coefficients[0];
        for (var j = 0; j < features.Length; j++) sum += Coefficients[1 + j] * features[j];
        return sum;
    }

    /// <summary>From log odds to a probability; never NaN for a number, and from 0 to 1.</summary>
    public static double Probability(double logOdds) =>
        logOdds >= 0 ? 1 / (1 + Math.Exp(-logOdds)) : Math.Exp(logOdds) / (1 + Math.Exp(logOdds));
}

/// <summary>
/// Logistic regression by Newton's method (iteratively reweighted least squares: McCullagh and Nelder, Generalized
/// Linear Models, 1989, 4.4) with step halving, and a ridge on all coefficients but the constant (le Cessie and van
/// Houwelingen, Applied Statistics 41:191-201, 1992). It ends when a step gains nothing more, so its answer is finite
/// also where the likelihood has no maximum: outcomes that are all alike, or told apart without a fault.
/// </summary>
public static class LogisticRegression
{
    private const int MostSteps = 100;
    private const double NoGain = 1e-13;

    // Added to the curvature only, which the end point does not depend on: a step exists for columns that say the same.
    private const double Damping = 1e-10;

    /// <summary>
    /// The coefficients b that maximise log likelihood − <paramref name="ridge"/>/2 × Σ b²; null for no rows.
    /// </summary>
    /// <exception cref="ArgumentException">A feature is not a finite number, or an outcome not from 0 to 1.</exception>
    public static Logit? Fit(Design design, double ridge)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(ridge);
        var total = Check(design);
        if (!(total > 0)) return null;
        var at = new Curve(design, ridge, new double[design.Columns + 1]);
        for (var step = 0; step < MostSteps; step++)
        {
            var better = Better(at, at.NewtonStep());
            if (better is null) break;
            var gain = better.Penalised - at.Penalised;
            at = better;
            if (gain <= NoGain * (1 + Math.Abs(at.Penalised))) break;
        }
        return new Logit(at.Coefficients, at.StandardErrors(), at.LogLikelihood);
    }

    private static Curve? Better(Curve at, Vector<double> step)
    {
        for (var size = 1.0; size > 1e-6; size /= 2)
        {
            var next = at.Moved(step, size);
            if (next.Penalised >= at.Penalised) return next;
        }
        return null;
    }

    private static double Check(Design design)
    {
        var (features, total) = (new double[design.Columns], 0.0);
        for (var row = 0; row < design.Rows; row++)
        {
            Array.Clear(features);
            design.Fill(row, features);
            if (!features.All(double.IsFinite))
                throw new ArgumentException($"Row {row} has a feature that is no finite number.", nameof(design));
            if (!(design.Outcome(row) is >= 0 and <= 1))
                throw new ArgumentException($"Row {row} has an outcome that is not from 0 to 1.", nameof(design));
            if (!(design.Weight(row) is >= 0 and < double.PositiveInfinity))
                throw new ArgumentException($"Row {row} has a weight that is not from 0.", nameof(design));
            total += design.Weight(row);
        }
        return total;
    }

    /// <summary>The penalised likelihood at some coefficients, with what is needed to go on from there.</summary>
    private sealed class Curve
    {
        private readonly Design _design;
        private readonly double _ridge;

        public Curve(Design design, double ridge, double[] coefficients)
        {
            (_design, _ridge, Coefficients) = (design, ridge, coefficients);
            LogLikelihood = EachRow((_, _, logOdds, outcome, weight) =>
                weight * (outcome * logOdds - Math.Max(logOdds, 0) - Math.Log(1 + Math.Exp(-Math.Abs(logOdds)))));
            Penalised = LogLikelihood - ridge / 2 * coefficients.Skip(1).Sum(b => b * b);
        }

        public double[] Coefficients { get; }
        public double LogLikelihood { get; }
        public double Penalised { get; }

        public Curve Moved(Vector<double> step, double size) =>
            new(_design, _ridge, [.. Coefficients.Select((b, j) => b + size * step[j])]);

        public Vector<double> NewtonStep()
        {
            var (gradient, curvature) = Slopes();
            return curvature.Cholesky().Solve(gradient);
        }

        public double[] StandardErrors() =>
            [.. Slopes().Curvature.Cholesky().Solve(Matrix<double>.Build.DenseIdentity(Coefficients.Length))
                .Diagonal().Select(variance => Math.Sqrt(Math.Max(0, variance)))];

        private (Vector<double> Gradient, Matrix<double> Curvature) Slopes()
        {
            var size = Coefficients.Length;
            var (gradient, curvature) = (new double[size], new double[size, size]);
            EachRow((row, filled, logOdds, outcome, weight) =>
            {
                var p = Logit.Probability(logOdds);
                var (miss, information) = (weight * (outcome - p), weight * Math.Max(p * (1 - p), 1e-12));
                foreach (var i in filled)
                {
                    gradient[i] += miss * row[i];
                    foreach (var j in filled)
                    {
                        if (j > i) break;
                        curvature[i, j] += information * row[i] * row[j];
                    }
                }
                return 0;
            });
            for (var i = 0; i < size; i++)
            {
                for (var j = 0; j < i; j++) curvature[j, i] = curvature[i, j];
                curvature[i, i] += Damping * (1 + curvature[i, i]) + (i > 0 ? _ridge : 0);
                gradient[i] -= i > 0 ? _ridge * Coefficients[i] : 0;
            }
            return (Vector<double>.Build.DenseOfArray(gradient), Matrix<double>.Build.DenseOfArray(curvature));
        }

        /// <summary>Most features of most rows are 0 (one answer of many): only the others are looked at.</summary>
        private double EachRow(RowVisit visit)
        {
            var row = new double[Coefficients.Length];
            var filled = new List<int>(row.Length);
            var sum = 0.0;
            for (var n = 0; n < _design.Rows; n++)
            {
                Array.Clear(row);
                row[0] = 1;
                _design.Fill(n, row.AsSpan(1));
                filled.Clear();
                var logOdds = 0.0;
                for (var j = 0; j < row.Length; j++)
                {
                    if (row[j] == 0) continue;
                    filled.Add(j);
                    logOdds += Coefficients[j] * row[j];
                }
                sum += visit(row, filled, logOdds, _design.Outcome(n), _design.Weight(n));
            }
            return sum;
        }
    }

    private delegate double RowVisit(
        double[] row, List<int> filled, double logOdds, double outcome, double weight);
}
