using LeadScoring.Campaigns;
using LeadScoring.Doors;
using LeadScoring.Intake;
using LeadScoring.Leads;
using LeadScoring.Pages;
using LeadScoring.Publishing;
using LeadScoring.Storage;
using LeadScoring.Visitors;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Consent;

/// <summary>
/// Acts on signed links. The lead itself is changed before the answer, so a withdrawal holds from that instant; what
/// follows from it (score, lists) comes through the queue. Looking at a link (GET) never changes anything: scanners
/// look at every link.
/// </summary>
public sealed class ConsentDoor(
    SignedLinks links, LeadStore leads, VisitorHandler visitors, ConfirmedEntryHandler campaigns, Post post,
    InForce content, PageAnswers pages, TimeProvider time)
{
    public async Task<IResult> ShowOptInAsync(HttpRequest request, string token, CancellationToken cancel)
    {
        if (await FindEntryAsync(token, cancel) is not { } found) return Problems.BadLink;
        var entry = found.Entry;
        var campaign = content.Edition.Campaigns.GetValueOrDefault(entry.CampaignId);
        return pages.Show(request, entry.Locale, (site, view) =>
            site.OptIn(view, request.Path, campaign, IsAsked(entry) ? entry.Wording : null));
    }

    public async Task<IResult> ConfirmAsync(HttpRequest request, string token, CancellationToken cancel)
    {
        if (await FindEntryAsync(token, cancel) is not { } found) return Problems.BadLink;
        var entry = found.Entry;
        var now = time.GetUtcNow();
        await campaigns.BeforeAsync(found.LeadId, entry, cancel);
        var outcome = await leads.ChangeAsync(found.LeadId, (snapshot, known) =>
            known.ByKey.Count > 0 || snapshot.Lead.Profile is null
                ? null
                : OptIn.Confirm(snapshot.Lead, entry, content.Edition, now).Change, cancel);
        // Told after it is saved, and told again by a repeated click: the message may come twice, the grant cannot.
        await post.SendAsync(new LeadTouched(found.LeadId, OptIn.InboxKey(entry)), cancel);
        if (entry.Visitor is { } visitor && outcome.After.Profile is not null)
        {
            if (!entry.Joins) await visitors.OpenAsync(visitor, found.LeadId, entry, now, cancel);
            await post.SendAsync(new VisitorTouched(visitor), cancel);
        }
        var confirmed = await campaigns.AfterAsync(found.LeadId, entry, cancel);
        // An old link opens again after the mails were stopped: it must not say that they go on.
        var stopped = entry.OptInEmail && outcome.After.Mail.Email is { Granted: false };
        return pages.Show(request, entry.Locale, (site, view) =>
            stopped ? site.UnsubscribeDone(view) : site.OptInDone(view, IsAsked(entry), confirmed));
    }

    public async Task<IResult> ShowUnsubscribeAsync(HttpRequest request, string token, CancellationToken cancel)
    {
        if (links.Read(LinkPurpose.Unsubscribe, token) is not { } link) return Problems.BadLink;
        var lead = (await leads.LoadAsync(link.LeadId, cancel)).Lead;
        return pages.Show(request, lead.Profile?.Language, (site, view) => site.Unsubscribe(view, request.Path));
    }

    /// <summary>
    /// RFC 8058: the mailbox posts <c>List-Unsubscribe=One-Click</c>, a person the page's form; both end the consent.
    /// </summary>
    public async Task<IResult> UnsubscribeAsync(HttpRequest request, string token, CancellationToken cancel)
    {
        if (links.Read(LinkPurpose.Unsubscribe, token) is not { } link) return Problems.BadLink;
        var how = await IsOneClickAsync(request, cancel) ? "one-click" : "page";
        var outcome = await leads.ChangeAsync(
            link.LeadId,
            (snapshot, _) => Withdrawal.OfMail(snapshot.Lead, link.Reference, how, content.Edition, time.GetUtcNow()),
            cancel);
        // Told again by every repeated call: the first may have died between the saving and the telling.
        if (outcome.After.Mail.Email is { Granted: false } ended)
            await post.SendAsync(new LeadTouched(link.LeadId, Withdrawal.InboxKey(ended)), cancel);
        return pages.Show(request, outcome.After.Profile?.Language, (site, view) => site.UnsubscribeDone(view));
    }

    /// <summary>Who ticked no box is asked for nothing but whether the address is theirs.</summary>
    private static bool IsAsked(Entry entry) => entry.OptInEmail || entry.OptInPhone;

    private async Task<(string LeadId, Entry Entry)?> FindEntryAsync(string token, CancellationToken cancel)
    {
        if (links.Read(LinkPurpose.OptIn, token) is not { } link) return null;
        var row = await leads.FindRowAsync(link.LeadId, LeadRows.Entry(link.Reference), cancel);
        return row is null ? null : (link.LeadId, Rows.Body<Entry>(row));
    }

    private static async Task<bool> IsOneClickAsync(HttpRequest request, CancellationToken cancel) =>
        Body.IsForm(request) && (await Body.ReadFormAsync(request, cancel))["List-Unsubscribe"] == "One-Click";
}
