using LeadScoring.Consent;
using LeadScoring.Doors;
using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Reactions;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace LeadScoring.Hits;

/// <summary>
/// Where the links of nurture mails lead: notes the hit and sends its reader on. The token names mail and link, the
/// target lies with the mail, so the door leads nowhere but where a mail of ours does. A hit is one row, stored before
/// the answer; while the store is away nobody knows the target, and the answer is 503. HEAD is answered like GET and
/// noted as what it is.
/// </summary>
public sealed class GoDoor(
    SignedLinks links, LeadStore leads, ReactionInbox inbox, InForce content, TimeProvider time)
{
    public async Task<IResult> GoAsync(HttpRequest request, string token, CancellationToken cancel)
    {
        if (links.Read(LinkPurpose.Go, token) is not { } link) return Problems.BadLink;
        var kept = await HitStore.FindAsync(leads, link.LeadId, link.Reference, cancel);
        if (kept is not { Mail: var mail } || link.Number < 0 || link.Number >= mail.Links.Count)
            return Problems.BadLink; // a forged number, or somebody who was erased: the two look alike on purpose
        var told = new MailHits { SendId = link.Reference, Hits = [Seen(request, link)] };
        await inbox.AcceptAsync(
            [(link.LeadId, InboxBatch.Empty with { Mails = [told] })], cancel,
            after: TimeSpan.FromSeconds(content.Edition.Rules.Machine.BurstSeconds));
        return Results.Redirect(mail.Links[link.Number]);
    }

    /// <summary>The same link, asked in the same way within a second, is one hit: people press twice.</summary>
    private Hit Seen(HttpRequest request, SignedLink link)
    {
        var at = DateTimeOffset.FromUnixTimeSeconds(time.GetUtcNow().ToUnixTimeSeconds());
        var isHead = HttpMethods.IsHead(request.Method);
        return new Hit
        {
            Id = FormattableString.Invariant($"{link.Number}|{(isHead ? "head" : "get")}|{at.ToUnixTimeSeconds()}"),
            Kind = HitKind.Click,
            At = at,
            Link = link.Number,
            Head = isHead,
            Agent = AgentClass.Of(request.Headers[HeaderNames.UserAgent].ToString()),
        };
    }
}
