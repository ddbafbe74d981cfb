using LeadScoring.Campaigns;
using LeadScoring.Doors;
using LeadScoring.Intake;
using LeadScoring.Leads;
using LeadScoring.Nurture;
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
        if (await IsOutdatedAsync(found, cancel)) return Outdated(request, entry, sent: false);
        var campaign = content.Edition.Campaigns.GetValueOrDefault(entry.CampaignId);
        return pages.Show(request, entry.Locale, (site, view) =>
            site.OptIn(view, request.Path, campaign, IsAsked(entry) ? entry.Wording : null));
    }

    public async Task<IResult> ConfirmAsync(HttpRequest request, string token, CancellationToken cancel)
    {
        if (await FindEntryAsync(token, cancel) is not { } found) return Problems.BadLink;
        var (link, entry) = found;
        if (await IsOutdatedAsync(found, cancel))
        {
            var again = Body.IsForm(request) && (await Body.ReadFormAsync(request, cancel))["do"] == "again";
            if (again)
                await post.SendAsync(
                    new MailDue(link.LeadId, MailDueKind.Confirmation, entry.Hash, Confirming.AgainFor(link)), cancel);
            return Outdated(request, entry, again);
        }
        var now = time.GetUtcNow();
        await campaigns.BeforeAsync(link.LeadId, entry, cancel);
        var outcome = await leads.ChangeAsync(link.LeadId, (snapshot, known) =>
            known.ByKey.Count > 0 || snapshot.Lead.Profile is null
                ? null
                : OptIn.Confirm(snapshot.Lead, entry, content.Edition, now).Change, cancel);
        // Told after it is saved, and told again by a repeated click: the message may come twice, the grant cannot.
        await post.SendAsync(new LeadTouched(link.LeadId, OptIn.InboxKey(entry)), cancel);
        if (outcome.After.Profile is not null) await JoinAsync(link.LeadId, entry, now, cancel);
        var confirmed = await campaigns.AfterAsync(link.LeadId, entry, cancel);
        // An old link opens again after the mails were stopped: it must not say that they go on.
        var stopped = entry.OptInEmail && !outcome.After.Mail.IsGranted(entry.Purposes);
        return pages.Show(request, entry.Locale, (site, view) =>
            stopped ? site.UnsubscribeDone(view, undo: null) : site.OptInDone(view, IsAsked(entry), confirmed));
    }

    /// <summary>What the device did joins the lead from here on.</summary>
    private async Task JoinAsync(string leadId, Entry entry, DateTimeOffset now, CancellationToken cancel)
    {
        if (entry.Visitor is not { } visitor) return;
        if (!entry.Joins) await visitors.OpenAsync(visitor, leadId, entry, now, cancel);
        await post.SendAsync(new VisitorTouched(visitor), cancel);
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
        var form = Body.IsForm(request) ? await Body.ReadFormAsync(request, cancel) : null;
        var isOneClick = form is not null && form["List-Unsubscribe"] == "One-Click";
        return await StopAsync(
            request, link, isOneClick ? "one-click" : "page", cancel, Withdrawal.ReasonIn(form?["reason"]));
    }

    /// <summary>Ends all mail, and offers the way back for the days in which it may be a mistake.</summary>
    public async Task<IResult> StopAsync(
        HttpRequest request, SignedLink link, string how, CancellationToken cancel, string? reason = null)
    {
        string? act = null;
        var outcome = await leads.ChangeAsync(link.LeadId, (snapshot, _) =>
        {
            var change = Withdrawal.OfMail(
                snapshot.Lead, link.Reference, how, content.Edition, time.GetUtcNow(), reason);
            act = change?.Facts.Select(fact => fact.Body).OfType<ConsentRecord>().SingleOrDefault()?.Act;
            return change;
        }, cancel);
        // Told again by every repeated call: the first may have died between the saving and the telling.
        if (outcome.After.Mail.Email is { Granted: false } ended)
        {
            await post.SendAsync(new LeadTouched(link.LeadId, Withdrawal.InboxKey(ended)), cancel);
            if (reason is not null && act is null)
                await post.SendAsync(new LeadTouched(link.LeadId, Withdrawal.ReasonKey(ended)), cancel);
        }
        var undo = act is null
            ? null
            : "/api/undo/" + links.Make(LinkPurpose.Undo, link.LeadId, act, time.GetUtcNow());
        return pages.Show(request, outcome.After.Profile?.Language, (site, view) => site.UnsubscribeDone(view, undo));
    }

    public async Task<IResult> ShowUndoAsync(HttpRequest request, string token, CancellationToken cancel)
    {
        if (ReadUndo(token) is not { } link) return Problems.BadLink;
        var lead = (await leads.LoadAsync(link.LeadId, cancel)).Lead;
        return pages.Show(
            request, lead.Profile?.Language, (site, view) => site.UnsubscribeDone(view, request.Path));
    }

    /// <summary>"That was a mistake": what this one act ended is granted again.</summary>
    public async Task<IResult> UndoAsync(HttpRequest request, string token, CancellationToken cancel)
    {
        if (ReadUndo(token) is not { } link) return Problems.BadLink;
        var ledger = await leads.LedgerAsync(link.LeadId, cancel);
        var outcome = await leads.ChangeAsync(link.LeadId, (snapshot, known) =>
            known.ByKey.Count > 0 || snapshot.Lead.Profile is null
                ? null
                : Undo.Of(snapshot.Lead, link.Reference, ledger, content.Edition, time.GetUtcNow()), cancel);
        var choose = "/api/preferences/" + links.Make(
            LinkPurpose.Preferences, link.LeadId, link.Reference, time.GetUtcNow());
        return pages.Show(
            request, outcome.After.Profile?.Language, (site, view) => site.UndoDone(view, choose));
    }

    private SignedLink? ReadUndo(string token) =>
        links.Read(LinkPurpose.Undo, token) is { } link && link.Issued + Undo.Until > time.GetUtcNow() ? link : null;

    /// <summary>A link is good for a while only; one that was used in time goes on saying so.</summary>
    private async Task<bool> IsOutdatedAsync((SignedLink Link, Entry Entry) found, CancellationToken cancel) =>
        content.Edition.Sender.Consent.LinkEnds(found.Link.Issued) <= time.GetUtcNow()
        && await leads.FindRowAsync(found.Link.LeadId, OptIn.AddressKey(found.Entry), cancel) is null;

    private IResult Outdated(HttpRequest request, Entry entry, bool sent) => pages.Show(
        request, entry.Locale, (site, view) => site.OptInOutdated(view, request.Path, sent));

    /// <summary>Who ticked no box is asked for nothing but whether the address is theirs.</summary>
    private static bool IsAsked(Entry entry) => entry.OptInEmail || entry.OptInPhone;

    private async Task<(SignedLink Link, Entry Entry)?> FindEntryAsync(string token, CancellationToken cancel)
    {
        if (links.Read(LinkPurpose.OptIn, token) is not { } link) return null;
        var row = await leads.FindRowAsync(link.LeadId, LeadRows.Entry(link.Reference), cancel);
        return row is null ? null : (link, Rows.Body<Entry>(row));
    }
}
