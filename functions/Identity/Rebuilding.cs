using System.Collections.Immutable;
using LeadScoring.Hits;
using LeadScoring.Intake;
using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Reactions;

namespace LeadScoring.Identity;

/// <summary>
/// Pure: a lead's state computed anew from its events, without those that came from leads it no longer is, and with the
/// verdicts of these rules on what came back from its mails. What is counted is the same, to the bit, as if the others
/// had never been taken in, and as if these rules had judged every hit. Who is being un-merged goes back to the stage
/// before; the stage of everybody else is decided from where it stands.
/// </summary>
public static class Rebuilding
{
    public static Lead Of(Lead lead, LeadEvents events, Edition edition)
    {
        var leaving = lead.Profile!.Unmerging;
        var rebuilt = lead.Products.Values.Where(state => edition.Rules.Products.ContainsKey(state.Product))
            .Aggregate(lead, (left, state) => left.With(Emptied(state, leaving)));
        rebuilt = events.Entries.Where(entry => entry.Outcome == Entry.Counted)
            .Aggregate(rebuilt, (left, entry) => Entering.Count(left, entry, edition));
        var fromMails = events.Mails.SelectMany(mail => HitCount.Of(mail, edition.Rules.Machine));
        rebuilt = events.Reactions.Concat(fromMails).Where(reaction => !IsLeaving(reaction.Origin))
            .Aggregate(rebuilt, (left, reaction) => Touch.Count(left, reaction, edition));
        return events.Purchases.Where(purchase => !IsLeaving(purchase.Origin))
            .Aggregate(rebuilt, (left, purchase) => Touch.Book(left, purchase, edition));

        bool IsLeaving(string? origin) => origin is not null && leaving.ContainsKey(origin);
    }

    private static ProductState Emptied(
        ProductState state, ImmutableSortedDictionary<string, MergedPerson> leaving) => new()
    {
        Product = state.Product,
        Stage = leaving.IsEmpty
            ? state.Stage
            : leaving.Values.Select(person => person.StagesBefore.GetValueOrDefault(state.Product)).First(),
        StageSince = state.StageSince,
        Class = state.Class,
        Lapsed = state.Lapsed,
        ClassSince = state.ClassSince,
        CycleStart = state.CycleStart,
        LookAgainAt = state.LookAgainAt,
        Placed = state.Placed,
    };
}
