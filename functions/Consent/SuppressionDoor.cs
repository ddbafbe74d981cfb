using LeadScoring.Doors;
using LeadScoring.Leads;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Consent;

/// <summary>
/// The staff says that mail may go to an address again: the mailbox works, or the complaint was a mistake. Who and why
/// go into the ledger of consents; what the provider tells afterwards counts anew.
/// </summary>
public sealed class SuppressionDoor(LeadStore leads, LeadFollowUp followUp, InForce content, TimeProvider time)
{
    private const int MaxName = 100;
    private const int MaxWhy = 1000;

    /// <summary>Repeated, it changes nothing: what is lifted is lifted.</summary>
    public async Task<IResult> LiftAsync(HttpRequest request, string leadId, CancellationToken cancel)
    {
        if (!LeadIds.IsOne(leadId)) return Problems.NoLead;
        var refusals = new Refusals();
        var fields = await Body.ReadJsonAsync(request, refusals, cancel);
        fields?.RefuseOthers("by", "why");
        var (by, why) = (fields?.RequiredText("by", MaxName), fields?.RequiredText("why", MaxWhy));
        if (refusals.Any || by is null || why is null) return Problems.Invalid(refusals);
        var outcome = await leads.ChangeAsync(
            leadId, (snapshot, known) => Lift(snapshot.Lead, by, why, known), cancel);
        if (outcome.After.Profile is null) return Problems.NoLead;
        await followUp.AfterAsync(outcome, isRepeat: !outcome.Changed, cancel);
        var view = ConsentView.Of(outcome.After, content.Edition, time.GetUtcNow(), []);
        return Answers.Ok(new { leadId, mayMail = view.MayMail, reason = view.Reason, suppression = view.Suppression });
    }

    private LeadChange? Lift(Lead lead, string by, string why, KnownFacts known)
    {
        var now = time.GetUtcNow();
        if (lead.Mail.SuppressedAt(now) is not { } ended) return null;
        // A provider whose clock is ahead may have told it "later": the word of the staff is about that very event.
        var at = ended.At > now ? ended.At : now;
        return Telling.Decide(
            lead, ConsentRecord.Lifting(at, by, why, ended.Reason), known, content.Edition, now);
    }
}
