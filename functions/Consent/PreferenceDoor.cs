using LeadScoring.Doors;
using LeadScoring.Leads;
using LeadScoring.Pages;
using LeadScoring.Publishing;
using LeadScoring.Rewards;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Consent;

/// <summary>
/// The preference centre behind a mail's link: shows what is stored and chosen, takes a plain form. The token is the
/// secret, so a form from elsewhere cannot know where to post.
/// </summary>
public sealed class PreferenceDoor(
    SignedLinks links, LeadStore leads, ConsentDoor consents, PointsCounter points, Post post, InForce content,
    PageAnswers pages, TimeProvider time)
{
    public async Task<IResult> ShowAsync(HttpRequest request, string token, CancellationToken cancel)
    {
        if (links.Read(LinkPurpose.Preferences, token) is not { } link) return Problems.BadLink;
        return await PageAsync(request, (await leads.LoadAsync(link.LeadId, cancel)).Lead, saved: false, cancel);
    }

    public async Task<IResult> SaveAsync(HttpRequest request, string token, CancellationToken cancel)
    {
        if (links.Read(LinkPurpose.Preferences, token) is not { } link) return Problems.BadLink;
        if (!Body.IsForm(request)) return await ShowAsync(request, token, cancel);
        var form = await Body.ReadFormAsync(request, cancel);
        if (form["do"] == "stop") return await consents.StopAsync(request, link, Preferences.How, cancel);
        if (form["do"] == "spend")
        {
            var (id, campaign) = (form["spend"].ToString(), form["campaign"].ToString());
            var spent = await points.BuyAsync(link.LeadId, id, campaign, cancel);
            var lead = (await leads.LoadAsync(link.LeadId, cancel)).Lead;
            return await PageAsync(request, lead, saved: false, cancel, spent);
        }
        if (form["do"] != "save") return await ShowAsync(request, token, cancel);
        var chosen = new Preferences(
            form["topic"].OfType<string>().ToHashSet(StringComparer.Ordinal), form["frequency"].ToString(),
            form.ContainsKey("calls") ? form["noCalls"] == "on" : null);
        if (chosen.NotOffered(content.Edition.Sender.Consent) is { } field)
            return Problems.Invalid(field, "Is not among the choices any more: open the page again, and choose there.");
        var outcome = await leads.ChangeAsync(link.LeadId, (snapshot, _) => snapshot.Lead.Profile is { } profile
            ? chosen.Decide(snapshot.Lead, link.Reference, content.Edition, profile.Language, time.GetUtcNow())
            : null, cancel);
        // The lists follow by the queue; told again by every repeated call, the first may have died here.
        if (outcome.After.Profile is not null) await post.SendAsync(new LeadTouched(link.LeadId), cancel);
        return await PageAsync(request, outcome.After, saved: true, cancel);
    }

    private async Task<IResult> PageAsync(
        HttpRequest request, Lead lead, bool saved, CancellationToken cancel, bool? spent = null)
    {
        if (lead.Profile is not { } profile) return Problems.BadLink;
        var offer = await points.OfferAsync(lead, cancel);
        return pages.Show(request, profile.Language, (site, view) =>
        {
            var page = PreferencePage.Of(lead, content.Edition.Sender.Consent, view.Locale) with
            {
                Points = offer is null ? null : offer with { Spent = spent },
            };
            return site.Preferences(view, request.Path, page, saved);
        });
    }
}
