using LeadScoring.Access;
using LeadScoring.Doors;
using LeadScoring.Leads;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Sales;

/// <summary>
/// Claims, gives up and hands over leads: decided and saved before the answer, under the versions that were read, so of
/// two who claim at once one is told by whom it is held. A lead that was merged into another means that one.
/// </summary>
public sealed class ClaimDoor(
    LeadStore leads, ClaimIndex claims, ClaimRelease releases, LeadFollowUp followUp, InForce content,
    TimeProvider time)
{
    public async Task<IResult> ClaimAsync(HttpRequest request, string leadId, CancellationToken cancel)
    {
        var (refusals, caller) = (new Refusals(), request.HttpContext.Caller());
        var fields = await Body.ReadJsonAsync(request, refusals, cancel);
        fields?.RefuseOthers("owner", "until", "take");
        var (owner, until) = (fields?.Text("owner", 100) ?? caller.Owner, UntilIn(fields));
        var take = fields?.Flag("take") == true;
        if (owner is null)
            refusals.Add("owner", "Is required, since this key acts for nobody: the id of who is to hold the lead.");
        if (refusals.Any) return Problems.Invalid(refusals);
        if (!caller.May(Scope.Admin) && (owner != caller.Owner || take)) return ClaimProblems.NotYours;
        return await DecideAsync(
            request.HttpContext, leadId, owner!, until, take,
            (lead, asked) => Claiming.Claim(lead, asked with { By = caller.Name }, take, content.Edition), cancel);
    }

    public async Task<IResult> TransferAsync(HttpRequest request, string leadId, CancellationToken cancel)
    {
        var (refusals, caller) = (new Refusals(), request.HttpContext.Caller());
        var fields = await Body.ReadJsonAsync(request, refusals, cancel);
        fields?.RefuseOthers("to", "until", "note");
        var (to, note, until) = (fields?.RequiredText("to", 100), fields?.Text("note", 500), UntilIn(fields));
        if (refusals.Any || to is null) return Problems.Invalid(refusals);
        var mayAny = caller.May(Scope.Admin);
        return await DecideAsync(
            request.HttpContext, leadId, to, until, movesOn: true,
            (lead, asked) => Claiming.Transfer(
                lead, asked with { By = caller.Name }, caller.Owner, mayAny, note, content.Edition),
            cancel);
    }

    /// <summary>Each of the leads that this person is gives up its claim.</summary>
    public async Task<IResult> ReleaseAsync(HttpRequest request, string leadId, CancellationToken cancel)
    {
        if (!LeadIds.IsOne(leadId)) return Problems.NoLead;
        var (person, decided) = await TryReleaseAsync(leadId, request.HttpContext.Caller(), cancel);
        if (decided.Obstacle != ClaimObstacle.NoLead) request.HttpContext.Shows([person]);
        return decided.Change is null
            ? ClaimProblems.Of(decided, content.Edition.Sales, time.GetUtcNow())
            : Answers.Ok(new { leadId = person, owner = await HolderAsync(person, cancel) });
    }

    public async Task<(string Person, ClaimDecision Decided)> TryReleaseAsync(
        string leadId, Caller caller, CancellationToken cancel)
    {
        var person = await leads.LoadPersonAsync(leadId, cancel);
        if (person.Profile is null) return (leadId, new ClaimDecision(null, ClaimObstacle.NoLead));
        var by = new Reporter(caller.Owner, caller.Name, caller.May(Scope.Admin));
        return (person.Id, await releases.PersonAsync(person, by, cancel));
    }

    /// <summary>The way of every claim, made by hand or shared out: a place among the owner's, then the lead.</summary>
    public async Task<ClaimDecision> TryClaimAsync(
        string leadId, string owner, DateTimeOffset? until, Func<Lead, Claim, ClaimDecision> decide,
        CancellationToken cancel)
    {
        var (sales, now) = (content.Edition.Sales, time.GetUtcNow());
        var asked = new Claim(owner, now, until ?? sales.EndOf(now, content.Edition.Sender.TimeZone), "");
        try
        {
            var decided = await ChangeAsync(leadId, async lead =>
            {
                var next = decide(lead, asked);
                if (next.Change is null) return next;
                return await claims.HoldAsync(owner, leadId, asked.Until, sales.MostOf(owner), cancel)
                    ? next
                    : new ClaimDecision(null, ClaimObstacle.Full);
            }, cancel);
            if (decided.Change is null) await claims.DropAsync(owner, leadId, cancel);
            return decided;
        }
        catch (LeadBusyException)
        {
            await claims.DropAsync(owner, leadId, cancel); // unless the lead was saved, and vouches for its place
            throw;
        }
    }

    private async Task<IResult> DecideAsync(
        HttpContext http, string leadId, string owner, DateTimeOffset? until, bool movesOn,
        Func<Lead, Claim, ClaimDecision> decide, CancellationToken cancel)
    {
        if (!LeadIds.IsOne(leadId)) return Problems.NoLead;
        var person = await leads.LoadPersonAsync(leadId, cancel);
        if (person.Profile is not null) http.Shows([person.Id]);
        // Who holds the person by the claim of a merged lead goes on with that one: a person fills one place.
        var part = Claiming.PartThatHolds(person, time.GetUtcNow()) is { } own
            && Claiming.HeldAt(person.Profile!, time.GetUtcNow())?.Owner == owner ? own : null;
        var decided = await TryClaimAsync(part ?? person.Id, owner, until, decide, cancel);
        if (part is not null) await releases.FollowAsync(part, cancel);
        else if (movesOn && decided.Change is not null)
        {
            // Else whoever held the person by a merged lead would have them back when the new owner gives them up.
            var by = http.Caller();
            await releases.PartsAsync(
                person, new Reporter(by.Owner, by.Name, by.May(Scope.Admin)), null, null, cancel);
        }
        return decided is { Change: not null, By: { } claim }
            ? Answers.Ok(new { leadId = person.Id, claim.Owner, claim.Since, claim.Until, claim.By })
            : ClaimProblems.Of(decided, content.Edition.Sales, time.GetUtcNow(), owner);
    }

    /// <summary>Who holds the person still, by the claim of a merged lead that the caller may not end.</summary>
    private async Task<string?> HolderAsync(string leadId, CancellationToken cancel) =>
        (await leads.LoadAsync(leadId, cancel)).Lead.Profile is { } profile
            ? Claiming.HeldAt(profile, time.GetUtcNow())?.Owner
            : null;

    private async Task<ClaimDecision> ChangeAsync(
        string leadId, Func<Lead, Task<ClaimDecision>> decide, CancellationToken cancel)
    {
        ClaimDecision? decided = null;
        var outcome = await leads.RebuildAsync(leadId, async (snapshot, _) =>
        {
            decided = await decide(snapshot.Lead);
            return decided.Change;
        }, cancel);
        await followUp.AfterAsync(outcome, isRepeat: !outcome.Changed, cancel);
        return decided!;
    }

    private DateTimeOffset? UntilIn(JsonFields? fields)
    {
        if (fields?.Time("until") is not { } until) return null;
        var now = time.GetUtcNow();
        if (until <= now || until > now.AddDays(366)) fields.Refuse("until", "Must lie ahead, and at most a year.");
        return until;
    }
}
