using LeadScoring.Inference;

namespace LeadScoring.Effect;

/// <summary>What a comparison can find, and how many more leads it takes to find more.</summary>
internal static class Powers
{
    /// <summary>More months than this are told as never.</summary>
    private const double Never = 1200;
    private const double MostLeads = 1e12;

    private const double DaysOfMonth = 365.0 / 12;

    /// <summary>
    /// Of those followed for the whole time (<paramref name="arms"/>) and those who are waited for; months are those in
    /// which more leads come, and in which the last of them is followed.
    /// </summary>
    public static PowerView Of(Arms arms, Followers wait, double? asked, UpliftWords words)
    {
        var (treated, heldOut) = (arms.Treated.Variance(words.Outcome), arms.HeldOut.Variance(words.Outcome));
        if (!arms.AreEnough || !(treated + heldOut > 0))
            return new PowerView(null, asked, null, wait.PerMonth, null, words.PowerNotKnown);
        var smallest = Power.Smallest(treated, arms.Treated.N, heldOut, arms.HeldOut.N);
        var told = new PowerView(smallest, null, null, wait.PerMonth, null, words.Finds(smallest));
        if ((asked ?? arms.Difference(words.Outcome)?.Value) is not { } effect || effect == 0) return told;
        told = told with { Effect = effect };
        var needed = Power.Needed(effect, treated, heldOut, (double)arms.HeldOut.N / arms.N) - arms.N;
        if (needed <= 0) return told with { MoreLeads = 0, Months = 0, Text = words.Enough(smallest, effect) };
        if (!(needed < MostLeads)) return told;
        var (more, followed) = ((long)Math.Ceiling(needed - wait.Count), wait.Days / DaysOfMonth);
        if (more <= 0)
        {
            return told with
            {
                MoreLeads = 0,
                Months = followed,
                Text = words.Followed(smallest, effect, wait.Count, followed),
            };
        }
        var months = wait.PerMonth > 0 && more / wait.PerMonth <= Never ? more / wait.PerMonth + followed : null;
        return told with
        {
            MoreLeads = more,
            Months = months,
            Text = words.Needs(smallest, effect, more, wait.Count, months),
        };
    }
}

/// <summary>Leads assigned and not yet followed for <paramref name="Days"/>, and how many come a month.</summary>
internal readonly record struct Followers(long Count, int Days, double? PerMonth);
