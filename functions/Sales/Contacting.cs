using System.Globalization;
using LeadScoring.Alerts;
using LeadScoring.Leads;
using LeadScoring.Scoring;
using LeadScoring.Storage;

namespace LeadScoring.Sales;

/// <summary>Pure: reminds, once, when the time has come to get in touch with a lead again.</summary>
public static class Contacting
{
    public static LeadChange Remind(LeadChange change, ScoringRules rules, DateTimeOffset now)
    {
        var lead = change.Lead;
        if (lead.Profile is not { Known: true, StoppedAt: null, Contact: { Told: null, At: { } at } contact } profile
            || at > now || !rules.Products.TryGetValue(contact.Product, out var product)) return change;
        var alert = new Watched(lead, product, rules, now).Alert(AlertKind.Contact, at) with
        {
            Owner = profile.Held?.Owner,
        };
        var hash = Digest.Of(string.Create(
            CultureInfo.InvariantCulture, $"contact|{contact.Product}|{at.UtcTicks}|{contact.SaidAt.UtcTicks}"));
        return change with
        {
            Lead = lead with
            {
                Profile = profile with { Contact = contact with { Told = true } },
                Alerts = (lead.Alerts ?? AlertBook.Empty).Raised([hash], []),
            },
            Facts = [.. change.Facts, new Fact(LeadRows.Alert(hash), alert)],
        };
    }
}
