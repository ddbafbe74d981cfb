namespace LeadScoring.Sales;

/// <summary>
/// How long hot leads waited for the first contact, in plain hours, nights and holidays included.
/// <paramref name="Waiting"/> still wait, <paramref name="Cooled"/> were no longer hot before anybody got in touch:
/// both are known only to have waited at least so long, and are never counted as contacted. A quantile is null where
/// so many were not reached, or, with a <paramref name="Reason"/>, where there are too few.
/// </summary>
public sealed record WaitFigures(
    int Hot, int Contacted, int Waiting, int Cooled, double? MedianHours, double? P90Hours, string? Reason);

/// <summary>
/// Pure: the quantiles of waits of which some are not over. The share that still waits after t is Π (1 − d/n) over the
/// contacts up to t, d of n that had waited as long (Kaplan and Meier, JASA 53:457-481, 1958); the median is the
/// earliest t at which it is a half or less. Where all waits are over that is the plain median.
/// </summary>
public static class Waits
{
    /// <summary>Of fewer contacts a quantile says little of how sales works.</summary>
    public const int Fewest = 5;

    public const string TooFew = "too few contacts";

    public static WaitFigures Of(IReadOnlyCollection<HotSpell> spells, DateTimeOffset now)
    {
        var waits = spells.Select(spell => (
                Hours: ((spell.ContactAt ?? spell.EndedAt ?? now) - spell.Since).TotalHours,
                IsOver: spell.ContactAt is not null))
            .OrderBy(wait => wait.Hours).ToList();
        var contacted = waits.Count(wait => wait.IsOver);
        var isEnough = contacted >= Fewest;
        return new WaitFigures(
            waits.Count, contacted, spells.Count(spell => spell is { ContactAt: null, EndedAt: null }),
            spells.Count(spell => spell is { ContactAt: null, EndedAt: not null }),
            isEnough ? Quantile(waits, 0.5) : null, isEnough ? Quantile(waits, 0.9) : null, isEnough ? null : TooFew);
    }

    private static double? Quantile(List<(double Hours, bool IsOver)> waits, double share)
    {
        var (left, waited) = (1.0, waits.Count);
        foreach (var same in waits.GroupBy(wait => wait.Hours))
        {
            left *= 1 - (double)same.Count(wait => wait.IsOver) / waited;
            if (left <= 1 - share + 1e-12) return same.Key;
            waited -= same.Count();
        }
        return null;
    }
}
