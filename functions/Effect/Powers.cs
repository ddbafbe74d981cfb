using LeadScoring.Inference;

namespace LeadScoring.Effect;

/// <summary>What a comparison can find, and how many more leads it takes to find more.</summary>
internal static class Powers
{
    /// <summary>More months than this are told as never.</summary>
    private const double Never = 1200;
    private const double MostLeads = 1e12;

    public static PowerView Of(Arms arms, double? perMonth, double? asked, UpliftWords words)
    {
        var (treated, heldOut) = (arms.Treated.Variance(words.Outcome), arms.HeldOut.Variance(words.Outcome));
        if (!arms.AreEnough || !(treated + heldOut > 0))
            return new PowerView(null, asked, null, perMonth, null, words.PowerNotKnown);
        var smallest = Power.Smallest(treated, arms.Treated.N, heldOut, arms.HeldOut.N);
        if ((asked ?? arms.Difference(words.Outcome)?.Value) is not { } effect || effect == 0)
            return new PowerView(smallest, null, null, perMonth, null, words.Finds(smallest));
        var needed = Power.Needed(effect, treated, heldOut, (double)arms.HeldOut.N / arms.N) - arms.N;
        if (needed <= 0) return new PowerView(smallest, effect, 0, perMonth, 0, words.Enough(smallest, effect));
        if (!(needed < MostLeads)) return new PowerView(smallest, effect, null, perMonth, null, words.Finds(smallest));
        var more = (long)Math.Ceiling(needed);
        var months = perMonth > 0 && needed / perMonth <= Never ? needed / perMonth : null;
        return new PowerView(smallest, effect, more, perMonth, months, words.Needs(smallest, effect, more, months));
    }
}
