using LeadScoring.Leads;
using LeadScoring.Sales;
using LeadScoring.Scoring;

namespace LeadScoring.Learning;

/// <summary>
/// A lead's story in one product line, to be looked at as of any past day: what was known before that day, and what
/// came on it and after it, are kept apart here and nowhere else. A reaction counts from its own day, also where it was
/// reported later.
/// </summary>
public sealed record PastLead(Lead Lead, ProductState State)
{
    /// <summary>
    /// The story to learn from: without what sales reported. Sales works those who look like buyers and reports of
    /// buyers that they were won: either would explain orders by themselves.
    /// </summary>
    public static PastLead Of(Lead lead, string product)
    {
        var state = lead.Product(product);
        return new PastLead(lead, state with { Counts = state.Counts.Less(Outcomes.IsReported) });
    }

    /// <summary>
    /// The days on which sales reported one of these types, ascending: for a score to be held against, never to be
    /// known to it.
    /// </summary>
    public IReadOnlyList<int> ReportDays(Func<string, bool> types) =>
    [
        .. Lead.Product(State.Product).Counts.Items.ToArray()
            .Where(count => Outcomes.IsReported(count.Type) && types(count.Type)).Select(count => count.Day).Distinct(),
    ];

    /// <summary>
    /// The score's input as it stood when <paramref name="day"/> began: reactions, purchases and refunds of earlier
    /// days, and answers given before it. Of an answer that changed later the earlier one is lost: it counts as not
    /// given.
    /// </summary>
    public ScoreInput KnownBefore(int day, ScoringRules rules, ProductLine product)
    {
        var fit = Fit.Of(AnswersBefore(day, product), rules);
        return new ScoreInput(State.Counts.Before(day), fit, State.Purchases.CycleStart(product, day - 1));
    }

    /// <summary>The answers given before the day began, by name.</summary>
    public IReadOnlyDictionary<string, string> AnswersBefore(int day, ProductLine product)
    {
        var start = product.StartOf(day);
        return Lead.Profile!.AllAttributes().Where(answer => answer.Value.At < start)
            .ToDictionary(answer => answer.Key, answer => answer.Value.Value, StringComparer.Ordinal);
    }

    /// <summary>The first day of the story: of the earliest reaction or purchase; null for an empty one.</summary>
    public int? FirstDay => new[]
    {
        State.Counts.Items is [var first, ..] ? first.Day : null,
        State.Purchases.Purchases is [var bought, ..] ? bought.Day : (int?)null,
    }.Min();

    /// <summary>
    /// The first order from <paramref name="day"/> on, as things stand on <paramref name="today"/> (what was taken back
    /// by then is none); null while there is none.
    /// </summary>
    public int? NextOrderFrom(int day, int today) =>
        State.Purchases.NetAsOf(today).Where(order => order.Day >= day).Select(order => (int?)order.Day)
            .FirstOrDefault();
}
