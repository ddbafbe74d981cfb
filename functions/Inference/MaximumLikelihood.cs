using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;

namespace LeadScoring.Inference;

/// <summary>
/// Where a likelihood of positive parameters is highest. <see cref="At"/>: the parameters;
/// <see cref="LogCovariance"/>: of their natural logarithms, the inverse of the observed information.
/// </summary>
public sealed record Estimate(
    IReadOnlyList<double> At, double LogLikelihood, IReadOnlyList<IReadOnlyList<double>> LogCovariance)
{
    /// <summary>Of the parameters themselves, by the delta method.</summary>
    public IReadOnlyList<double> StandardErrors => [.. At.Select((value, i) => value * Math.Sqrt(LogCovariance[i][i]))];

    /// <summary>The variance of a function with this gradient by the logarithms of the parameters.</summary>
    public double Variance(IReadOnlyList<double> gradient) =>
        gradient.Select((one, i) => one * gradient.Select((other, j) => other * LogCovariance[i][j]).Sum()).Sum();
}

/// <summary>
/// Maximises a log likelihood over the logarithms of its parameters: the simplex of Nelder and Mead (Computer Journal
/// 7:308-313, 1965) from several starts, begun anew where it ended until that gains nothing, then Newton's steps. The
/// same for the same data; its work is bounded.
/// </summary>
public static class MaximumLikelihood
{
    private const int MostSteps = 3_000;
    private const int MostRestarts = 6;
    private const double Gain = 1e-6;

    /// <summary>Parameters outside of e^±this say that there is no maximum.</summary>
    private const double Farthest = 14;

    /// <summary>What is as far as this from anything possible.</summary>
    private const double Void = 1e100;

    /// <summary>
    /// Null where there is no maximum that data could have, or where it is flat in some direction.
    /// </summary>
    public static Estimate? Fit(Func<IReadOnlyList<double>, double> logLikelihood, IEnumerable<double[]> starts)
    {
        double Loss(Vector<double> at) => at.Any(value => !(Math.Abs(value) < Farthest))
            ? 1e300
            : -logLikelihood([.. at.Select(one => Math.Exp(one))]) is var loss && double.IsFinite(loss) ? loss : 1e300;
        var best = starts
            .Select(start => Descend(Loss, Vector<double>.Build.Dense([.. start.Select(value => Math.Log(value))]), 1))
            .MinBy(Loss);
        if (best is null || !(Loss(best) < 1e299)) return null;
        for (var again = 0; again < MostRestarts; again++)
        {
            var next = Descend(Loss, best, .1);
            var gain = Loss(best) - Loss(next);
            if (gain > 0) best = next;
            if (gain < Gain) break;
        }
        best = Polish(Loss, best);
        if (best.Any(value => Math.Abs(value) > Farthest - 2)) return null;
        return Inverse(Hessian(Loss, best)) is { } covariance
            ? new Estimate([.. best.Select(value => Math.Exp(value))], -Loss(best), [.. covariance.ToRowArrays()])
            : null;
    }

    private static Vector<double> Descend(Func<Vector<double>, double> loss, Vector<double> start, double size)
    {
        var simplex = new NelderMeadSimplex(1e-9, MostSteps);
        try
        {
            return simplex.FindMinimum(
                ObjectiveFunction.Value(loss), start, Vector<double>.Build.Dense(start.Count, size)).MinimizingPoint;
        }
        catch (MaximumIterationsException)
        {
            return start; // Farther than the other starts, or on a slope without an end.
        }
    }

    /// <summary>A few steps of Newton's method, each taken only where it gains something.</summary>
    private static Vector<double> Polish(Func<Vector<double>, double> loss, Vector<double> at)
    {
        for (var step = 0; step < 3; step++)
        {
            if (Inverse(Hessian(loss, at)) is not { } inverse) return at;
            var next = at - inverse * Slope(loss, at);
            if (!(loss(next) < loss(at))) return at;
            at = next;
        }
        return at;
    }

    private static Vector<double> Slope(Func<Vector<double>, double> loss, Vector<double> at) =>
        Vector<double>.Build.Dense(at.Count, i => (loss(Moved(at, i, 1e-4)) - loss(Moved(at, i, -1e-4))) / 2e-4);

    private static Matrix<double> Hessian(Func<Vector<double>, double> loss, Vector<double> at)
    {
        const double H = 1e-3;
        double Mixed(int i, int j) => (
            loss(Moved(Moved(at, i, H), j, H)) - loss(Moved(Moved(at, i, H), j, -H))
            - loss(Moved(Moved(at, i, -H), j, H)) + loss(Moved(Moved(at, i, -H), j, -H))) / (4 * H * H);
        var half = Matrix<double>.Build.Dense(at.Count, at.Count, (i, j) => i <= j ? Mixed(i, j) : 0);
        return half + half.StrictlyUpperTriangle().Transpose();
    }

    /// <summary>
    /// Null where it is not positive definite: no maximum, a flat one, or one beside where nothing is possible.
    /// </summary>
    private static Matrix<double>? Inverse(Matrix<double> information)
    {
        if (information.Enumerate().Any(value => !(Math.Abs(value) < Void))) return null;
        var eigen = information.Evd(Symmetricity.Symmetric).EigenValues.Select(value => value.Real).ToList();
        return eigen.Min() > 1e-9 * eigen.Max() ? information.Inverse() : null;
    }

    private static Vector<double> Moved(Vector<double> at, int i, double by)
    {
        var moved = at.Clone();
        moved[i] += by;
        return moved;
    }
}
