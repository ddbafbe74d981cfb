using LeadScoring.Leads;
using LeadScoring.Publishing;

namespace LeadScoring.Loyalty;

/// <summary>Pure: tells a lead how like loyal customers it is; scenarios that wait for that begin.</summary>
public static class Likening
{
    /// <summary>
    /// Null where the lead knows it already, or is none to be told. <paramref name="level"/>: one of
    /// <see cref="ToldLikeness.Levels"/>, or 0: it is not like them any more.
    /// </summary>
    public static LeadChange? Told(Lead lead, string product, int level, Edition edition, DateTimeOffset now)
    {
        if (!lead.IsInUse || !lead.Products.TryGetValue(product, out var state)) return null;
        if (level == (state.Likeness?.Level ?? 0)) return null;
        var told = level == 0 ? null : new ToldLikeness(level, now, edition.Rules.Version);
        return Assessment.Of(lead.With(state with { Likeness = told }), lead, edition, now, Cause.Time);
    }
}
