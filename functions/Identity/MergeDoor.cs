using LeadScoring.Doors;
using LeadScoring.Leads;
using LeadScoring.Publishing;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Identity;

/// <summary>
/// Says that two leads are one, or two again. The leads are changed before the answer, the events follow through the
/// queue; a caller that lost the answer repeats the call, which repeats what is left to do.
/// </summary>
public sealed class MergeDoor(
    LeadStore leads, LeadFollowUp followUp, MergeHandler merging, JoinStore joining, Post post, InForce content,
    TimeProvider time)
{
    public const string UnknownTarget =
        "Is not a lead here: take it from GET /api/leads or POST /api/leads/find.";

    public async Task<IResult> MergeAsync(string leadId, string into, string why, CancellationToken cancel)
    {
        var target = (await leads.LoadAsync(into, cancel)).Lead;
        return target.Profile is null
            ? Problems.Invalid("into", UnknownTarget)
            : await MergeAsync(leadId, target, why, cancel);
    }

    /// <summary>
    /// A new address is a new lead id: where nobody has it yet, a lead is made for it, which takes the old one in. Its
    /// consent is its own: no mail goes to an address whose owner has not confirmed it.
    /// </summary>
    public async Task<IResult> MoveAsync(
        string leadId, EmailAddress email, string newId, string why, CancellationToken cancel)
    {
        var from = LeadIds.IsOne(leadId) ? (await leads.LoadAsync(leadId, cancel)).Lead : null;
        if (from?.Profile is null) return Problems.NoLead;
        if (from.Profile.MergedInto is { } person)
            return Problems.Of(StatusCodes.Status409Conflict, "The lead is part of another.",
                $"It is merged into {person.Into}: change the address of that one, or un-merge it first.");
        if (newId == leadId) return Problems.Invalid("email", "Is the lead's address already.");
        var outcome = await leads.ChangeAsync(
            newId, (snapshot, _) => snapshot.Lead is { Profile: null, Gone: null }
                ? new LeadChange(MadeFor(snapshot.Lead, from.Profile, email), [])
                : null,
            cancel);
        return outcome.After.Profile is null
            ? Problems.Of(StatusCodes.Status409Conflict, "This address was erased.",
                "Its owner asked to be forgotten, and comes back only by an entry of their own.")
            : await MergeAsync(leadId, outcome.After, why, cancel);
    }

    public async Task<IResult> UnmergeAsync(string leadId, CancellationToken cancel)
    {
        var lead = LeadIds.IsOne(leadId) ? (await leads.LoadAsync(leadId, cancel)).Lead : null;
        if (lead?.Profile is null) return Problems.NoLead;
        if (lead.Profile.MergedInto is not { } alias)
            return Problems.Of(StatusCodes.Status409Conflict, "The lead is not merged into another.",
                "Ask for the lead that was merged: GET /api/leads/{leadId} of the other names it under merged.");
        var message = new LeadMerged(leadId, alias.Into);
        var other = await ChangeAsync(
            alias.Into, person => Merging.LetGo(person, leadId, time.GetUtcNow()), cancel);
        await post.SendAsync(message, cancel); // before the alias goes, by which a repeated call finds its way
        await ChangeAsync(
            leadId, own => Merging.Leave(own, other.Profile?.Reminded, content.Edition, time.GetUtcNow()), cancel);
        await merging.HandleAsync(message, cancel); // the caller looks at both right after
        var chain = await leads.ChainAsync(other.Id, cancel);
        foreach (var (part, person) in chain.Zip(chain.Skip(1)))
            await merging.HandleAsync(new LeadMerged(part.Id, person.Id), cancel);
        return Answers.Ok(new { leadId, unmergedFrom = alias.Into });
    }

    private async Task<IResult> MergeAsync(string leadId, Lead into, string why, CancellationToken cancel)
    {
        var from = LeadIds.IsOne(leadId) ? (await leads.LoadAsync(leadId, cancel)).Lead : null;
        if (from?.Profile is null)
        {
            await merging.HandleAsync(new LeadMerged(leadId, into.Id), cancel); // an earlier call may have died
            return Problems.NoLead;
        }
        var obstacle = Merging.Obstacle(from, into);
        if (obstacle is not null) return Unmergeable(obstacle);
        var other = await ChangeAsync(into.Id, person =>
        {
            obstacle = person.Profile is null ? JoinStore.Gone : Merging.Obstacle(from, person);
            return obstacle is null ? Merging.TakeIn(person, from, why, content.Edition, time.GetUtcNow()) : null;
        }, cancel);
        if (obstacle is not null) return Unmergeable(obstacle);
        var message = new LeadMerged(leadId, other.Id);
        await post.SendAsync(message, cancel); // should this process die here, its handler goes on
        obstacle = await joining.JoinAsync(leadId, other.Id, why, cancel);
        if (obstacle is null) return Answers.Accepted(new { leadId = other.Id, merged = leadId });
        await joining.TakeBackAsync(leadId, other.Id, cancel);
        await merging.HandleAsync(message, cancel);
        return Unmergeable(obstacle);
    }

    private static IResult Unmergeable(string obstacle) =>
        Problems.Of(StatusCodes.Status409Conflict, "These leads cannot be merged.", obstacle);

    private async Task<Lead> ChangeAsync(string leadId, Func<Lead, LeadChange?> decide, CancellationToken cancel)
    {
        var outcome = await leads.ChangeAsync(leadId, (snapshot, _) => decide(snapshot.Lead), cancel);
        await followUp.AfterAsync(outcome, isRepeat: !outcome.Changed, cancel);
        return outcome.After;
    }

    private Lead MadeFor(Lead lead, Profile known, EmailAddress email) => lead with
    {
        Profile = new Profile
        {
            Email = email.Text,
            CreatedAt = time.GetUtcNow(),
            Known = known.Known,
            KnownSince = known.KnownSince,
            Name = known.Name,
            Phone = known.Phone,
            Locale = known.Locale,
        },
    };
}
