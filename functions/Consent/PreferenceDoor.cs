using LeadScoring.Doors;
using LeadScoring.Leads;
using LeadScoring.Pages;
using LeadScoring.Publishing;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Consent;

/// <summary>
/// The preference centre behind a mail's link: shows what is stored and chosen, takes a plain form. The token is the
/// secret, so a form from elsewhere cannot know where to post.
/// </summary>
public sealed class PreferenceDoor(
    SignedLinks links, LeadStore leads, ConsentDoor consents, Post post, InForce content, PageAnswers pages,
    TimeProvider time)
{
    public async Task<IResult> ShowAsync(HttpRequest request, string token, CancellationToken cancel)
    {
        if (links.Read(LinkPurpose.Preferences, token) is not { } link) return Problems.BadLink;
        return Page(request, (await leads.LoadAsync(link.LeadId, cancel)).Lead, saved: false);
    }

    public async Task<IResult> SaveAsync(HttpRequest request, string token, CancellationToken cancel)
    {
        if (links.Read(LinkPurpose.Preferences, token) is not { } link) return Problems.BadLink;
        if (!Body.IsForm(request)) return await ShowAsync(request, token, cancel);
        var form = await Body.ReadFormAsync(request, cancel);
        if (form["do"] == "stop") return await consents.StopAsync(request, link, Preferences.How, cancel);
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
        return Page(request, outcome.After, saved: true);
    }

    private IResult Page(HttpRequest request, Lead lead, bool saved) => lead.Profile is { } profile
        ? pages.Show(request, profile.Language, (site, view) =>
            site.Preferences(
                view, request.Path, PreferencePage.Of(lead, content.Edition.Sender.Consent, view.Locale), saved))
        : Problems.BadLink;
}
