using LeadScoring.Leads;
using LeadScoring.Nurture;
using LeadScoring.Publishing;
using LeadScoring.Scoring;

namespace LeadScoring.Learning;

/// <summary>Where a lead stands in a line under some rules; <see cref="Position"/> orders the sales list.</summary>
public sealed record Placed(string? Stage, string? Class, double Points, double Score, string Position);

/// <summary>A lead in one product line, under the rules in force and under a draft.</summary>
public sealed record Compared(string LeadId, Placed Before, Placed After);

/// <summary>
/// A lead at one instant under the rules in force and under a draft. What the draft makes of it is what publishing it
/// would: the same assessment decides.
/// </summary>
public sealed record TwoWays(Lead Before, Lead After)
{
    public static TwoWays Of(Lead lead, Edition inForce, Edition draft, DateTimeOffset now)
    {
        return new TwoWays(Under(inForce), Under(draft));

        Lead Under(Edition edition)
        {
            var moved = lead with { Profile = lead.Profile! with { Rules = edition.Rules.Version } };
            return Assessment.Of(moved, moved, edition, now, "rules").Lead;
        }
    }

    public Compared In(string product, Edition inForce, Edition draft, DateTimeOffset now) => new(
        Before.Id, Place(Before, product, inForce.Rules, now), Place(After, product, draft.Rules, now));

    /// <summary>With the scenarios begun that wait for the stage or class the draft brings the lead into.</summary>
    public TwoWays Enrolled(string product, Edition draft, DateTimeOffset now)
    {
        var (was, becomes, after) = (Before.Product(product), After.Product(product), After);
        if (becomes.Stage != was.Stage) after = Enrolling.Into(after, draft, product, becomes.Stage, null, now);
        if (becomes.Class != was.Class) after = Enrolling.Into(after, draft, product, null, becomes.Class, now);
        if (becomes.Lapsed && !was.Lapsed) after = Enrolling.Into(after, draft, product, null, null, now, lapsed: true);
        return this with { After = after };
    }

    private static Placed Place(Lead lead, string productId, ScoringRules rules, DateTimeOffset now)
    {
        var (product, state) = (rules.Products[productId], lead.Product(productId));
        var input = new ScoreInput(state.Counts, Fit.Of(lead.Profile!.AttributeValues(), rules), state.CycleStart);
        var points = Points.At(input, rules, product, product.DayOf(now));
        return new Placed(
            state.Stage, state.Class, points, Points.Score(points, product.HalfSaturation),
            $"{RankKey.ToText(RankKey.Of(input, rules, product))}|{lead.Id}");
    }
}
