using System.Globalization;

namespace LeadScoring.Scoring;

/// <summary>
/// The place of a lead in its product's list at any time: K = log2(p(d*)) + d*/halfLife, d* the newest counted day.
/// As all points decay alike, K orders leads as their points do on every later day, and needs no rewriting as time
/// goes by (forward decay: Cormode, Shkapenyuk, Srivastava, Xu, ICDE 2009). Rounded to 1e-9; null, ranking last,
/// where the points are not positive.
/// </summary>
public static class RankKey
{
    private const double Grain = 1e9;
    private const long Zero = 500_000_000_000_000_000;
    private const string Last = "999999999999999999";
    private const string BeforeLast = "999999999999999998";
    private const string BeforeAll = "000000000000000000";

    // Rounding moves a key by up to half a grain; the rest is for the floating point error of long sums.
    private const double SafeSide = 2e-9;

    public static double? Of(ScoreInput input, ScoringRules rules, ProductLine product)
    {
        if (Points.NewestCountedDay(input, rules) is not { } newest) return null;
        var points = Points.At(input, rules, product, newest);
        return points > 0 ? Math.Round((Math.Log2(points) + newest / product.HalfLifeDays) * Grain) / Grain : null;
    }

    /// <summary>18 digits whose ordinal ascending order is the list's: K descending, null last.</summary>
    public static string ToText(double? key) => key is { } k
        ? (Zero - (long)Math.Round(Math.Clamp(k, -4e8, 4e8) * Grain)).ToString("D18", CultureInfo.InvariantCulture)
        : Last;

    public static double? FromText(string text) => text == Last
        ? null
        : (Zero - long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture)) / Grain;

    /// <summary>The score that a key stands for on a day, to nine digits; 0 for who ranks last.</summary>
    public static double ScoreAt(string text, ProductLine product, int day) => FromText(text) is { } key
        ? Points.Score(Math.Pow(2, key - day / product.HalfLifeDays), product.HalfSaturation)
        : 0;

    /// <summary>
    /// The text up to which (inclusive) a range scan finds all leads whose score on that day is at least
    /// <paramref name="score"/>; the last one or two may be just under it, so the reader checks each score.
    /// </summary>
    public static string AtLeast(double score, ProductLine product, int day) => score switch
    {
        <= 0 => Last,
        >= 100 => BeforeAll,
        _ => ToText(Of(score, product, day) - SafeSide),
    };

    /// <summary>
    /// The text up to which (inclusive) all leads have a higher score than <paramref name="score"/> on that day; behind
    /// it the first one or two may have one too.
    /// </summary>
    public static string Above(double score, ProductLine product, int day) => score switch
    {
        <= 0 => BeforeLast,
        >= 100 => BeforeAll,
        _ => ToText(Of(score, product, day) + SafeSide),
    };

    private static double Of(double score, ProductLine product, int day) =>
        Math.Log2(Points.ForScore(score, product.HalfSaturation)) + day / product.HalfLifeDays;
}
