using System.Globalization;
using LeadScoring.Inference;
using LeadScoring.Insights;
using LeadScoring.Scoring;

namespace LeadScoring.Value;

/// <summary>Positive figures with their 95 % intervals.</summary>
internal static class Spread
{
    public const double Z = Wilson.Z;

    /// <summary>An interval on the logarithmic scale, which never reaches below 0.</summary>
    public static Figure Of(double value, double relativeError, long n)
    {
        var factor = Math.Exp(Z * relativeError);
        return double.IsFinite(value) && double.IsFinite(value * factor)
            ? new Figure(value, value / factor, value * factor, n)
            : new Figure(null, null, null, n);
    }

    /// <summary>An interval on the scale of log odds, which stays between 0 and 1.</summary>
    public static Figure OfShare(double value, double relativeError, long n)
    {
        if (!(value > 0 && value < 1)) return new Figure(double.IsFinite(value) ? value : null, null, null, n);
        var (odds, factor) = (value / (1 - value), Math.Exp(Z * relativeError / (1 - value)));
        return double.IsFinite(factor)
            ? new Figure(value, 1 / (1 + factor / odds), 1 / (1 + 1 / (odds * factor)), n)
            : new Figure(value, null, null, n);
    }
}

/// <summary>Local days as reports write them.</summary>
internal static class DayText
{
    public static string Of(int day) => Days.ToDate(day).ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);
}
