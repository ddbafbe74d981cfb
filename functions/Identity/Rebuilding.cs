using LeadScoring.Hits;
using LeadScoring.Intake;
using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Reactions;
using LeadScoring.Storage;

namespace LeadScoring.Identity;

/// <summary>
/// Pure: a lead's state counted anew from its events, without those that came from leads it no longer is, and with the
/// verdicts of these rules on what came back from its mails. What is counted is the same, to the bit, as counting them
/// one by one as they came, in whatever order.
/// </summary>
public static class Rebuilding
{
    /// <summary>Counted anew and nothing else: stages stay as they are until they are decided again.</summary>
    public static Lead Of(Lead lead, LeadEvents events, Edition edition) =>
        Counted(lead, events, edition, state => state.Stage);

    /// <summary>
    /// As if those who are being un-merged had never been taken in; the stage goes back to what it was then and is
    /// decided from there.
    /// </summary>
    public static Lead Apart(Lead lead, LeadEvents events, Edition edition)
    {
        var leaving = lead.Profile!.Unmerging.Values;
        return Counted(lead, events, edition, state => leaving
            .Select(person => person.StagesBefore.GetValueOrDefault(state.Product)).FirstOrDefault());
    }

    /// <summary>
    /// A replay: the lead as its events make it, where it is something else; null where the state equals its log. What
    /// is being un-merged is counted anew by that.
    /// </summary>
    public static LeadChange? Correction(Lead lead, LeadEvents events, Edition edition, DateTimeOffset now)
    {
        if (lead.Profile is not { Unmerging.Count: 0 }) return null;
        var rebuilt = Of(lead, events, edition);
        return rebuilt.Products.Values.All(state =>
            lead.Products.TryGetValue(state.Product, out var known) && Json.Write(known) == Json.Write(state))
            ? null
            : Assessment.Quietly(rebuilt, lead, edition, now, "replay", begins: false);
    }

    /// <summary>These products, as they are given, with all that counts in them.</summary>
    internal static Lead Onto(
        Lead lead, IReadOnlyCollection<ProductState> states, LeadEvents events, Edition edition)
    {
        var names = states.Select(state => state.Product).ToHashSet(StringComparer.Ordinal);
        var rebuilt = states.Aggregate(lead, (left, state) => left.With(state));
        var counted = Counted(events, rebuilt, edition, _ => false);
        return lead.Products.Values.Where(state => !names.Contains(state.Product))
            .Aggregate(counted, (left, state) => left.With(state));
    }

    private static Lead Counted(Lead lead, LeadEvents events, Edition edition, Func<ProductState, string?> stageOf)
    {
        var leaving = lead.Profile!.Unmerging;
        var rebuilt = lead.Products.Values.Where(state => edition.Rules.Products.ContainsKey(state.Product))
            .Aggregate(lead, (left, state) => left.With(Emptied(state, stageOf(state))));
        return Counted(events, rebuilt, edition, IsLeaving);

        bool IsLeaving(string? path) => leaving.Keys.Any(gone => Parts.IsUnder(path, gone));
    }

    private static Lead Counted(LeadEvents events, Lead rebuilt, Edition edition, Func<string?, bool> isLeaving)
    {
        rebuilt = events.Entries.Where(entry => entry.Outcome == Entry.Counted)
            .Aggregate(rebuilt, (left, entry) => Entering.Count(left, entry, edition));
        var fromMails = events.Mails.SelectMany(mail => HitCount.Of(mail, edition.Rules.Machine));
        rebuilt = Touch.Count(
            rebuilt, events.Reactions.Concat(fromMails).Where(reaction => !isLeaving(reaction.Path)), edition);
        return events.Purchases.Where(purchase => !isLeaving(purchase.Path))
            .Aggregate(rebuilt, (left, purchase) => Touch.Book(left, purchase, edition));
    }

    /// <summary>A product's state with nothing counted.</summary>
    internal static ProductState Emptied(ProductState state) => Emptied(state, state.Stage);

    private static ProductState Emptied(ProductState state, string? stage) => new()
    {
        Product = state.Product,
        Stage = stage,
        StageSince = state.StageSince,
        Class = state.Class,
        Lapsed = state.Lapsed,
        ClassSince = state.ClassSince,
        Likeness = state.Likeness,
        CycleStart = state.CycleStart,
        LookAgainAt = state.LookAgainAt,
        Placed = state.Placed,
        Hot = state.Hot is { } hot ? hot with { ContactAt = null } : null, // counted anew, too
    };
}
