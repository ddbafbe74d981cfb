using LeadScoring.Leads;
using LeadScoring.Reactions;
using LeadScoring.Scoring;
using LeadScoring.Storage;

namespace LeadScoring.Alerts;

/// <summary>
/// Pure: the alerts that a change raises. Reactions of marked types raise one each. Drop and return are decided for the
/// day on which something happened, at most one each for a product and day: what speaks against the lead on that day is
/// held against its score of that day without it, and what speaks for it likewise. So neither the order of a day's
/// reports, nor their repetition, nor how they are cut into messages makes a difference, and neither cooling, new
/// rules, a purchase, nor what a merge brings along raises anything.
/// </summary>
public static class Alerting
{
    /// <summary>
    /// A change is one transaction of at most 100 rows. The door cuts its calls so that it never comes to this.
    /// </summary>
    public const int MostOfOneChange = 30;

    /// <param name="change">What is to be saved; its lead has counted <paramref name="seen"/>.</param>
    /// <param name="before">The lead before the change.</param>
    /// <param name="seen">What was counted for the first time.</param>
    /// <param name="rules">The rules in force.</param>
    /// <param name="now">The instant of the change.</param>
    /// <param name="source">What <paramref name="seen"/> came from; ids are unique within it.</param>
    /// <returns>The same with its alerts among the facts and in the lead's book.</returns>
    public static LeadChange Watch(
        LeadChange change, Lead before, IReadOnlyList<Reaction> seen, ScoringRules rules, DateTimeOffset now,
        string source = "reaction")
    {
        var lead = change.Lead;
        if (lead.Profile is not { Known: true, StoppedAt: null }) return change;
        var fresh = seen.Where(reaction => reaction.OccurredAt >= now.AddDays(-rules.Alerts.FreshDays)).ToList();
        // The same object where nobody said anything: most changes end here.
        var saysOther = before.IsInUse && before.Profile!.Attributes != lead.Profile.Attributes;
        if (fresh.Count == 0 && !saysOther) return change;
        var products = rules.Products.Values
            .Where(product => lead.Products.ContainsKey(product.Id))
            .ToDictionary(
                product => product.Id, product => new Watched(lead, product, rules, now), StringComparer.Ordinal);
        var raised = OfTypes(products, fresh, rules, source);
        if (lead.IsInUse) raised = raised.Concat(OfDays(lead, products, fresh));
        if (lead.IsInUse && saysOther) raised = raised.Concat(OfFit(before, products));
        var book = lead.Alerts ?? AlertBook.Empty;
        var isNew = raised.Where(found => found.Day is not { } day || !book.Told.Contains(day))
            .DistinctBy(found => found.Hash).Take(MostOfOneChange).ToList();
        if (isNew.Count == 0) return change;
        var told = isNew.Select(found => found.Day).OfType<ToldDay>();
        return change with
        {
            Lead = lead with { Alerts = book.Raised(isNew.Select(found => found.Hash), told) },
            Facts = [.. change.Facts, .. isNew.Select(found => new Fact(LeadRows.Alert(found.Hash), found.Alert))],
        };
    }

    /// <summary>A copy of a merged lead's reaction is none of ours: it raised its alert there.</summary>
    private static IEnumerable<Raised> OfTypes(
        Dictionary<string, Watched> products, List<Reaction> fresh, ScoringRules rules, string source) =>
        from reaction in fresh
        where reaction.Origin is null && rules.Reactions.GetValueOrDefault(reaction.Type) is { Alert: true }
            && products.ContainsKey(reaction.Product)
        select new Raised(
            $"{source}|{reaction.DistinctId}", Day: null,
            products[reaction.Product].Alert(AlertKind.Reaction, reaction.OccurredAt) with
            {
                Reaction = reaction.Type,
            });

    private static IEnumerable<Raised> OfDays(
        Lead lead, Dictionary<string, Watched> products, List<Reaction> fresh)
    {
        var days = fresh.Where(reaction => products.ContainsKey(reaction.Product) && HappenedHere(lead, reaction))
            .GroupBy(reaction => (reaction.Product, Day: products[reaction.Product].DayOf(reaction.OccurredAt)))
            .Select(group => (products[group.Key.Product], group.Key.Day, At: group.Max(one => one.OccurredAt)));
        foreach (var (product, day, at) in days)
        {
            if (product.DropOn(day) is { } fell)
                yield return Raised.Of(product.Alert(AlertKind.Drop, at) with { Fell = fell }, day);
            if (product.SilenceEndedOn(day) is { } silence)
                yield return Raised.Of(product.Alert(AlertKind.HotAgain, at) with { SilentDays = silence }, day);
        }
    }

    /// <summary>What the lead said of itself makes it fit less.</summary>
    private static IEnumerable<Raised> OfFit(Lead before, Dictionary<string, Watched> products) =>
        from product in products.Values
        let fell = product.DropSince(before)
        where fell is not null
        select Raised.Of(product.Alert(AlertKind.Drop, product.Now) with { Fell = fell }, product.DayOf(product.Now));

    /// <summary>Of a merged lead, what has happened since.</summary>
    private static bool HappenedHere(Lead lead, Reaction reaction) => reaction.Origin is not { } origin
        || lead.Profile!.Merged.TryGetValue(origin.Split('|')[0], out var person) && reaction.OccurredAt > person.At;

    private sealed record Raised(string Cause, ToldDay? Day, Alert Alert)
    {
        public string Hash => Digest.Of(Cause);

        public static Raised Of(Alert alert, int day) => new(
            string.Create(
                System.Globalization.CultureInfo.InvariantCulture, $"{Json.Name(alert.Kind)}|{alert.Product}|{day}"),
            new ToldDay(alert.Kind, alert.Product, day), alert);
    }
}
