using System.Globalization;
using LeadScoring.Scoring;

namespace LeadScoring.Learning;

/// <summary>
/// The answers of lead number <paramref name="Lead"/> before the outcome; <paramref name="Bought"/> from 0 to 1 (a
/// share of months, say), and how much the row counts.
/// </summary>
public sealed record FitRow(
    int Lead, IReadOnlyDictionary<string, string> Answers, double Bought, double Weight = 1);

/// <summary>
/// What can be asked of the answers that leads gave: per attribute either ranges between the tenths of its numbers, or
/// its most frequent texts. An answer of fewer than <see cref="MinSupport"/> leads is not asked for, both because
/// nothing could be learned from it and because it might tell who gave it.
/// </summary>
public static class FitConditions
{
    /// <summary>As many as rules may hold.</summary>
    public const int Most = 200;

    public const int MinSupport = 30;

    private const int Ranges = 10;
    private const int MostTexts = 30;
    private const int MaxLength = 100; // of an attribute's name, as the rules take it

    // As FitFactor reads numbers.
    private const NumberStyles Style = NumberStyles.Number;

    /// <summary>Conditions with a factor of 1, those with the most support first where there are too many.</summary>
    public static IReadOnlyList<FitFactor> Of(IReadOnlyList<FitRow> rows) =>
        [.. rows.SelectMany(row => row.Answers)
            .Where(answer => answer.Key.Length is > 0 and <= MaxLength && answer.Value.Trim().Length is > 0 and <= 200)
            .GroupBy(answer => answer.Key, answer => answer.Value.Trim(), StringComparer.Ordinal)
            .SelectMany(attribute => OfAttribute(attribute.Key, [.. attribute]))
            .OrderByDescending(condition => condition.Support)
            .ThenBy(condition => condition.Asked.Attribute, StringComparer.Ordinal)
            .Take(Most).Select(condition => condition.Asked)];

    private static IEnumerable<(FitFactor Asked, int Support)> OfAttribute(string name, List<string> answers)
    {
        var numbers = answers.Where(IsNumber).Select(Number).Order().ToList();
        var areNumbers = numbers.Count >= .9 * answers.Count && numbers.Distinct().Take(6).Count() > 5;
        return areNumbers ? OfNumbers(name, numbers) : OfTexts(name, answers);
    }

    private static IEnumerable<(FitFactor, int)> OfTexts(string name, List<string> answers) => answers
        .GroupBy(answer => answer, StringComparer.OrdinalIgnoreCase)
        .Where(answer => answer.Count() >= MinSupport)
        .OrderByDescending(answer => answer.Count()).ThenBy(answer => answer.Key, StringComparer.Ordinal)
        .Take(MostTexts)
        .Select(answer => (new FitFactor(name, null, null, [answer.Key], 1), answer.Count()));

    private static IEnumerable<(FitFactor, int)> OfNumbers(string name, List<decimal> numbers)
    {
        var cuts = Cuts(numbers);
        for (var range = 0; range <= cuts.Count; range++)
        {
            decimal? from = range == 0 ? null : cuts[range - 1];
            decimal? below = range == cuts.Count ? null : cuts[range];
            var support = numbers.Count(number => !(number < from) && !(number >= below));
            if (support >= MinSupport && (from ?? below) is not null)
                yield return (new FitFactor(name, from, below, [], 1), support);
        }
    }

    /// <summary>
    /// The tenths; a lowest number that many gave (0 visits, say) is a range of its own, since it often means another
    /// thing than a little.
    /// </summary>
    private static List<decimal> Cuts(List<decimal> sorted)
    {
        var cuts = new SortedSet<decimal>();
        for (var tenth = 1; tenth < Ranges; tenth++) cuts.Add(sorted[sorted.Count * tenth / Ranges]);
        var lowest = sorted.Count(number => number == sorted[0]);
        if (lowest >= sorted.Count / Ranges && lowest < sorted.Count) cuts.Add(sorted[lowest]);
        cuts.Remove(sorted[0]);
        return [.. cuts];
    }

    private static bool IsNumber(string text) =>
        decimal.TryParse(text, Style, CultureInfo.InvariantCulture, out var number)
        && Math.Abs(number) < 1_000_000_000_000_000;

    private static decimal Number(string text) => decimal.Parse(text, Style, CultureInfo.InvariantCulture);
}
