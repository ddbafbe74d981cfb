using LeadScoring.Identity;
using LeadScoring.Leads;
using LeadScoring.Publishing;

namespace LeadScoring.Sales;

/// <summary>Why a claim cannot be made, moved or given up.</summary>
public enum ClaimObstacle
{
    /// <summary>There is no such lead, or it was erased.</summary>
    NoLead,

    /// <summary>Nobody has vouched for the address yet.</summary>
    NotKnown,

    /// <summary>The person forbade the use of their data.</summary>
    UseStopped,

    /// <summary>Another holds it.</summary>
    Held,

    /// <summary>The owner holds as many as they may.</summary>
    Full,

    /// <summary>Nobody holds it, or its claim ran out.</summary>
    Free,
}

/// <summary>
/// What a call about a claim comes to: the change, or why there is none and the claim that says so (the last one, where
/// it ran out).
/// </summary>
public sealed record ClaimDecision(LeadChange? Change, ClaimObstacle? Obstacle = null, Claim? By = null);

/// <summary>
/// Pure: who may hold a lead. A person has at most one holder at a time; the claim of a lead that was merged into
/// another holds the person, unless there is one of their own, and stays with it when they part.
/// </summary>
public static class Claiming
{
    /// <summary>Who holds this person: their own claim, else the earliest one of a lead that was merged in.</summary>
    public static Claim? HeldAt(Profile profile, DateTimeOffset now) =>
        profile.Claim?.HoldsAt(now) == true
            ? profile.Claim
            : Parts.Of(profile).Select(part => part.Value.Claim).OfType<Claim>().Where(claim => claim.HoldsAt(now))
                .OrderBy(claim => claim.Since).ThenBy(claim => claim.Owner, StringComparer.Ordinal).FirstOrDefault();

    /// <summary>The merged lead whose claim holds the person; null: it is their own, or there is none.</summary>
    public static string? PartThatHolds(Lead person, DateTimeOffset now) =>
        person.Profile is { } profile && HeldAt(profile, now) is { } held && held != profile.Claim
            ? Parts.IdOf(Parts.Of(profile).First(part => part.Value.Claim == held).Key)
            : null;

    /// <summary>What an owner held of this person last, and did not give up but let run out.</summary>
    public static Claim? LastOf(Profile profile, string? owner) =>
        Parts.Of(profile).Select(part => part.Value.Claim).Append(profile.Claim).OfType<Claim>()
            .Where(claim => claim.Owner == owner).MaxBy(claim => claim.Until) is { Released: null } last ? last : null;

    /// <summary>Claims, prolongs (for who holds it already) or, with <paramref name="mayTake"/>, takes it.</summary>
    public static ClaimDecision Claim(
        Lead lead, Claim asked, bool mayTake, Edition edition)
    {
        var now = asked.Since;
        if (ObstacleOf(lead) is { } closed) return new ClaimDecision(null, closed);
        var held = HeldAt(lead.Profile!, now);
        if (held is null) return Held(lead, asked, ClaimEvent.Claimed, null, null, edition, now);
        if (held.Owner == asked.Owner)
            return Held(lead, asked with { Since = held.Since }, ClaimEvent.Prolonged, null, null, edition, now);
        return mayTake
            ? Held(lead, asked, ClaimEvent.Taken, held.Owner, null, edition, now)
            : new ClaimDecision(null, ClaimObstacle.Held, held);
    }

    /// <summary>
    /// Claims for whom a lead is shared out to. One that anybody holds, or has claimed since then and given up, stays
    /// as it is; a claim that was saved and not heard of is known again.
    /// </summary>
    public static ClaimDecision Give(Lead lead, Claim asked, DateTimeOffset? since, Edition edition)
    {
        if (ObstacleOf(lead) is { } closed) return new ClaimDecision(null, closed);
        var profile = lead.Profile!;
        var other = profile.Merged.Values.Select(part => part.Claim).Append(profile.Claim).OfType<Claim>()
            .FirstOrDefault(claim => (claim.Owner, claim.Since, claim.By) != (asked.Owner, asked.Since, asked.By)
                && (claim.HoldsAt(asked.Since) || claim.Since >= since));
        return other is null
            ? Claim(lead, asked, mayTake: false, edition)
            : new ClaimDecision(null, ClaimObstacle.Held, other);
    }

    /// <summary>Gives it to another: by whoever holds it, or by <paramref name="mayAny"/> somebody else's.</summary>
    public static ClaimDecision Transfer(
        Lead lead, Claim asked, string? holder, bool mayAny, string? note, Edition edition)
    {
        var now = asked.Since;
        if (ObstacleOf(lead) is { } closed) return new ClaimDecision(null, closed);
        if (HeldAt(lead.Profile!, now) is not { } held)
            return new ClaimDecision(null, ClaimObstacle.Free, lead.Profile!.Claim);
        if (held.Owner != holder && !mayAny) return new ClaimDecision(null, ClaimObstacle.Held, held);
        if (held.Owner == asked.Owner) return new ClaimDecision(new LeadChange(lead, []), null, held);
        return Held(lead, asked, ClaimEvent.Transferred, held.Owner, note, edition, now);
    }

    /// <summary>Gives up the lead's own claim; of a person, each of the leads that they are gives up its own.</summary>
    public static ClaimDecision Release(
        Lead lead, Reporter by, Edition edition, DateTimeOffset now, string? note = null)
    {
        if (lead.Profile is not { } profile) return new ClaimDecision(null, ClaimObstacle.NoLead);
        if (profile.Claim?.HoldsAt(now) != true) return new ClaimDecision(null, ClaimObstacle.Free, profile.Claim);
        if (profile.Claim.Owner != by.Owner && !by.MayAny)
            return new ClaimDecision(null, ClaimObstacle.Held, profile.Claim);
        var freed = Freed(lead, by.Name, now, note);
        var change = Assessment.Of(freed.Lead, lead, edition, now, "claim");
        return new ClaimDecision(change with { Facts = [.. freed.Facts, .. change.Facts] }, null, profile.Claim);
    }

    /// <summary>The lead with its own claim over, and the line of history that says so; as it is without one.</summary>
    public static LeadChange Freed(Lead lead, string by, DateTimeOffset now, string? note)
    {
        if (lead.Profile is not { Claim: { } claim } profile || !claim.HoldsAt(now)) return new LeadChange(lead, []);
        var line = new ClaimNote(ClaimEvent.Released, claim.Owner, now, null, by, Note: note);
        return Noted(lead, profile with { Claim = claim with { Until = now, Ended = true, Released = true } }, line);
    }

    /// <summary>The lead's own claim made longer, with its line of history.</summary>
    public static LeadChange Prolonged(Lead lead, Claim longer, DateTimeOffset now) => Noted(
        lead, lead.Profile! with { Claim = longer },
        new ClaimNote(ClaimEvent.Prolonged, longer.Owner, now, longer.Until, longer.By));

    /// <summary>
    /// What time and merging make of the claims: one that ran out is noted once, and <see cref="Profile.Held"/> is who
    /// holds the person now. Whoever forbade the use of their data is held by nobody.
    /// </summary>
    internal static LeadChange AsOf(Lead lead, DateTimeOffset now)
    {
        if (lead.Profile is not { } profile) return new LeadChange(lead, []);
        var change = new LeadChange(lead, []);
        if (profile.StoppedAt is not null) change = Freed(lead, "use stopped", now, null);
        else if (profile.Claim is { Ended: null } claim && !claim.HoldsAt(now))
            change = Noted(
                lead, profile with { Claim = claim with { Ended = true } },
                new ClaimNote(ClaimEvent.Ended, claim.Owner, claim.Until, null, ""));
        profile = change.Lead.Profile!;
        var held = change.Lead.IsInUse ? HeldAt(profile, now) : null;
        return held == profile.Held
            ? change
            : change with { Lead = change.Lead with { Profile = profile with { Held = held } } };
    }

    private static ClaimObstacle? ObstacleOf(Lead lead) => lead.Profile switch
    {
        null => ClaimObstacle.NoLead,
        { StoppedAt: not null } => ClaimObstacle.UseStopped,
        { Known: false } => ClaimObstacle.NotKnown,
        _ => null,
    };

    private static ClaimDecision Held(
        Lead lead, Claim claim, ClaimEvent what, string? from, string? note, Edition edition, DateTimeOffset now)
    {
        if (lead.Profile!.Claim == claim) return new ClaimDecision(new LeadChange(lead, []), null, claim);
        var last = lead.Profile.Claim;
        claim = claim with { From = from ?? (last?.Owner == claim.Owner ? last.From : last?.Owner) };
        var line = new ClaimNote(what, claim.Owner, now, claim.Until, claim.By, from, note);
        var noted = Noted(lead, lead.Profile with { Claim = claim }, line);
        var change = Assessment.Of(noted.Lead, lead, edition, now, "claim");
        return new ClaimDecision(change with { Facts = [.. noted.Facts, .. change.Facts] }, null, claim);
    }

    private static LeadChange Noted(Lead lead, Profile profile, ClaimNote line)
    {
        var number = (profile.ClaimNotes ?? 0) + 1;
        return new LeadChange(lead with { Profile = profile with { ClaimNotes = number } }, [line.AsFact(number)]);
    }
}
