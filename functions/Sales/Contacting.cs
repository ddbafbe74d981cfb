using System.Globalization;
using LeadScoring.Alerts;
using LeadScoring.Identity;
using LeadScoring.Leads;
using LeadScoring.Scoring;
using LeadScoring.Storage;

namespace LeadScoring.Sales;

/// <summary>
/// Pure: reminds, once, when the time has come to get in touch with a person again. Of a merged lead's plan the
/// person's owner is reminded.
/// </summary>
public static class Contacting
{
    /// <summary>
    /// The plan of which nobody was reminded yet; null: there is none, or the lead is part of another.
    /// </summary>
    public static NextContact? Open(Lead lead) =>
        lead.Profile is { Known: true, StoppedAt: null, MergedInto: null } profile
        && profile.NextContact() is { At: not null } contact && !IsTold(profile, HashOf(contact))
            ? contact
            : null;

    public static LeadChange Remind(LeadChange change, KnownFacts known, ScoringRules rules, DateTimeOffset now)
    {
        var lead = change.Lead;
        if (Open(lead) is not { At: { } at } contact || at > now) return change;
        var hash = HashOf(contact);
        change = change with { Lead = lead with { Profile = lead.Profile! with { Reminded = hash } } };
        if (known.Holds(LeadRows.Alert(hash)) || !rules.Products.TryGetValue(contact.Product, out var product))
            return change;
        var alert = new Watched(lead, product, rules, now).Alert(AlertKind.Contact, at) with
        {
            Owner = lead.Profile!.Held?.Owner,
            Reaction = contact.AfterVisit == true ? Outcomes.VisitBooked : null,
        };
        return change with
        {
            Lead = change.Lead with { Alerts = (lead.Alerts ?? AlertBook.Empty).Raised([hash], []) },
            Facts = [.. change.Facts, new Fact(LeadRows.Alert(hash), alert)],
        };
    }

    public static string HashOf(NextContact contact) => Digest.Of(string.Create(
        CultureInfo.InvariantCulture, $"contact|{contact.Product}|{contact.At?.UtcTicks}|{contact.SaidAt.UtcTicks}"));

    private static bool IsTold(Profile profile, string hash) =>
        profile.Reminded == hash || Parts.Of(profile).Any(part => part.Value.Reminded == hash);
}
