using LeadScoring.Leads;
using LeadScoring.Reactions;
using LeadScoring.Scoring;

namespace LeadScoring.Sales;

/// <summary>
/// Pure: how long a lead waits from becoming hot (the stage of the rules' <c>alerts.hotStage</c>, else the highest) to
/// the first contact. Who was in touch within the day before does not wait: there is nothing to measure.
/// </summary>
public static class Responding
{
    private static readonly TimeSpan InTouch = TimeSpan.FromDays(1);

    /// <summary>After the stage was decided: the spell that begins, goes on or ends by it.</summary>
    public static ProductState Follow(
        string? from, ProductState state, ScoringRules rules, string? owner, DateTimeOffset now)
    {
        if (!IsHot(state.Stage, rules)) return Ended(state, now);
        var hot = state.Hot;
        if (hot is null or { EndedAt: not null })
            hot = !IsHot(from, rules) && !WasInTouch(state, now)
                ? new HotSpell(now, Owner: owner, Earlier: hot is null ? null : hot with { Earlier = null })
                : hot;
        else if (hot.ContactAt is null && owner is not null) hot = hot with { Owner = owner };
        return hot == state.Hot ? state : state with { Hot = hot };
    }

    public static ProductState Ended(ProductState state, DateTimeOffset now) =>
        state.Hot is { EndedAt: null } hot ? state with { Hot = hot with { EndedAt = now } } : state;

    /// <summary>With these reactions, in whatever order they come: the first contact within the spell counts.</summary>
    public static HotSpell? Contacted(HotSpell? hot, IEnumerable<Reaction> reactions)
    {
        if (hot is null) return null;
        var first = reactions.Where(reaction => Outcomes.IsContact(reaction.Type)
                && reaction.OccurredAt >= hot.Since && !(reaction.OccurredAt > hot.EndedAt))
            .Min(reaction => (DateTimeOffset?)reaction.OccurredAt);
        return first is null || hot.ContactAt <= first ? hot : hot with { ContactAt = first };
    }

    private static bool WasInTouch(ProductState state, DateTimeOffset now) =>
        state.LastByType.Any(seen => Outcomes.IsContact(seen.Key) && seen.Value >= now - InTouch);

    private static bool IsHot(string? stage, ScoringRules rules)
    {
        if (stage is null) return false;
        var ids = rules.Stages.Ids.ToList();
        return ids.IndexOf(stage) >= ids.IndexOf(rules.Alerts.HotStage ?? ids[^1]);
    }
}
