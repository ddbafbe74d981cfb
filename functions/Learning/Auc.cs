using LeadScoring.Inference;

namespace LeadScoring.Learning;

/// <summary>
/// How well a score tells buyers from others: the share of all pairs of a buyer and another in which the buyer has the
/// higher score, a tie counting half (the area under the ROC curve; .5 is chance, 1 is perfect). The 95 % interval is
/// by DeLong, DeLong and Clarke-Pearson (Biometrics 44:837-845, 1988) on the logit scale, so that it never leaves 0 to
/// 1. Where buyers and others are told apart without a fault there is no variance to go by: the interval is then
/// Wilson's for as many faultless trials as the smaller group has members.
/// </summary>
public sealed record Auc(double Value, double Low, double High, int Positives, int Negatives)
{
    /// <summary>Of people who each stand once; null without at least one buyer and one other.</summary>
    /// <exception cref="ArgumentException">A score is not a number, which nothing can be compared with.</exception>
    public static Auc? Of(IReadOnlyList<(double Score, bool Bought)> scored) =>
        Of([.. scored.Select((one, at) => (one.Score, one.Bought, at))]);

    /// <summary>
    /// Of people who may stand several times, each with a number of their own: what one person did on several days is
    /// no independent proof, so the variance is taken between people (Obuchowski, Biometrics 53:567-578, 1997).
    /// O(n log n).
    /// </summary>
    /// <exception cref="ArgumentException">A score is not a number, which nothing can be compared with.</exception>
    public static Auc? Of(IReadOnlyList<(double Score, bool Bought, int Person)> scored)
    {
        if (scored.Any(one => double.IsNaN(one.Score)))
            throw new ArgumentException("A score is not a number.", nameof(scored));
        var positives = scored.Count(one => one.Bought);
        var negatives = scored.Count - positives;
        if (positives == 0 || negatives == 0) return null;
        var people = Wins(scored, positives, negatives);
        var value = people.Sum(person => person.BuyerWins) / positives;
        var (low, high) = value is 0 or 1
            ? Faultless(value, Math.Min(positives, negatives))
            : OnLogitScale(value, Math.Sqrt(Variance(people, value, positives, negatives)));
        return new Auc(value, low, high, positives, negatives);
    }

    /// <summary>
    /// Per person, summed over the times they stand: of a buyer the share of others it beats, of another the share of
    /// buyers that beat it.
    /// </summary>
    private static List<Person> Wins(
        IReadOnlyList<(double Score, bool Bought, int Person)> scored, int positives, int negatives)
    {
        var people = new Dictionary<int, Person>();
        var sorted = scored.OrderBy(one => one.Score).ToArray();
        var (from, buyersBelow) = (0, 0);
        while (from < sorted.Length)
        {
            var (to, buyers) = (from, 0);
            for (; to < sorted.Length && sorted[to].Score.Equals(sorted[from].Score); to++)
                if (sorted[to].Bought) buyers++;
            var tied = new Person(
                0, 0, (from - buyersBelow + (to - from - buyers) / 2.0) / negatives,
                (positives - buyersBelow - buyers / 2.0) / positives);
            for (; from < to; from++)
                people[sorted[from].Person] =
                    people.GetValueOrDefault(sorted[from].Person).Standing(sorted[from].Bought, tied);
            buyersBelow += buyers;
        }
        return [.. people.Values];
    }

    private static double Variance(List<Person> people, double value, int positives, int negatives)
    {
        var (ofBuyers, ofOthers, ofBoth) = (0.0, 0.0, 0.0);
        foreach (var person in people)
        {
            var (buyer, other) = (person.BuyerWins - person.Bought * value, person.LostTo - person.Other * value);
            ofBuyers += buyer * buyer;
            ofOthers += other * other;
            ofBoth += buyer * other;
        }
        var variance =
            Share(ofBuyers, people.Count(person => person.Bought > 0), positives, value)
            + Share(ofOthers, people.Count(person => person.Other > 0), negatives, value)
            + (people.Count > 1 ? 2 * ofBoth * people.Count / (people.Count - 1) / positives / negatives : 0);
        return Math.Max(0, variance);
    }

    /// <summary>One person shows no spread: the widest that a share of this mean can have stands in for it.</summary>
    private static double Share(double squares, int people, int times, double value) =>
        people > 1 ? squares * people / (people - 1) / times / times : value * (1 - value);

    private static (double Low, double High) OnLogitScale(double value, double deviation)
    {
        var (logit, half) = (Math.Log(value / (1 - value)), Wilson.Z * deviation / (value * (1 - value)));
        return (Back(logit - half), Back(logit + half));

        static double Back(double logit) => 1 / (1 + Math.Exp(-logit));
    }

    private static (double Low, double High) Faultless(double value, int trials) =>
        Wilson.Of(value is 1 ? trials : 0, trials);

    private readonly record struct Person(int Bought, int Other, double BuyerWins, double LostTo)
    {
        public Person Standing(bool bought, Person once) => bought
            ? this with { Bought = Bought + 1, BuyerWins = BuyerWins + once.BuyerWins }
            : this with { Other = Other + 1, LostTo = LostTo + once.LostTo };
    }
}
