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
}

/// <summary>Local days as reports write them.</summary>
internal static class DayText
{
    public static string Of(int day) => Days.ToDate(day).ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);
}
