using LeadScoring.Doors;
using LeadScoring.Leads;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using LeadScoring.Reactions;
using LeadScoring.Storage;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Consent;

/// <summary>Takes consents and withdrawals that were given elsewhere: to the staff, or to another system.</summary>
public sealed class LedgerDoor(
    LeadStore leads, LeadFollowUp followUp, LeadIds ids, ReactionInbox inbox, InForce content, TimeProvider time)
{
    private const int MaxItems = 1000;

    /// <summary>Holds from the answer on, in the lists too.</summary>
    public async Task<IResult> RecordAsync(HttpRequest request, string leadId, CancellationToken cancel)
    {
        if (!LeadIds.IsOne(leadId)) return Problems.NoLead;
        var refusals = new Refusals();
        var fields = await Body.ReadJsonAsync(request, refusals, cancel);
        var (edition, now) = (content.Edition, time.GetUtcNow());
        if (fields is null || new ConsentParser(edition, now).Taken(fields) is not { } row)
            return Problems.Invalid(refusals);
        var outcome = await leads.ChangeAsync(
            leadId, (snapshot, known) => Telling.Decide(snapshot.Lead, row, known, edition, now), cancel);
        if (outcome.After.Profile is null) return Problems.NoLead;
        await followUp.AfterAsync(outcome, isRepeat: !outcome.Changed, cancel);
        var view = ConsentView.Of(outcome.After, edition, time.GetUtcNow(), []);
        return Answers.Ok(new
        {
            leadId,
            mayMail = view.MayMail,
            reason = view.Reason,
            mayCall = view.MayCall,
            reasonAgainstCall = view.ReasonAgainstCall,
            purposes = view.Purposes,
        });
    }

    /// <summary>Each item is accepted or rejected on its own; an unknown address makes a lead.</summary>
    public async Task<IResult> ImportAsync(HttpRequest request, CancellationToken cancel)
    {
        var refusals = new Refusals();
        var body = await Body.ReadJsonAsync(request, refusals, cancel);
        var items = body?.Items("consents", MaxItems) ?? [];
        body?.RefuseOthers("consents");
        if (body is not null && !body.Has("consents"))
            body.Refuse("consents", $"Is required: {{\"consents\":[…]}} with up to {MaxItems} items.");
        if (refusals.Any) return Problems.Invalid(refusals);

        var parser = new ConsentParser(content.Edition, time.GetUtcNow());
        var accepted = new List<(EmailAddress Email, ConsentRecord Row)>();
        var rejected = new List<RejectedItem>();
        for (var index = 0; index < items.Count; index++)
        {
            var errors = new Refusals();
            var fields = JsonFields.From(items[index].Value, "", errors);
            if (fields is not null && parser.Imported(fields) is { } item) accepted.Add(item);
            else rejected.Add(new RejectedItem(index, errors.ToErrors()));
        }
        await inbox.AcceptAsync(Batches(accepted), cancel);
        return Answers.Accepted(new { accepted = accepted.Count, rejected });
    }

    private IEnumerable<(string LeadId, InboxBatch Batch)> Batches(
        IEnumerable<(EmailAddress Email, ConsentRecord Row)> items) =>
        from item in items
        group item by ids.Of(item.Email) into lead
        from part in InboxBatch.Cut(lead, _ => 1, item => Json.Write(item.Row).Length)
        select (lead.Key, InboxBatch.Empty with
        {
            Email = lead.First().Email.Text,
            Trusted = true,
            Consents = [.. part.Select(item => item.Row)],
        });
}
