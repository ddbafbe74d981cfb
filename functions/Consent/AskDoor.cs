using LeadScoring.Doors;
using LeadScoring.Intake;
using LeadScoring.Leads;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Consent;

/// <summary>
/// Asks a person for their consent where it did not come by an entry: at the receipt, the warranty, the counter, or
/// once more when it grew old. The question waits like an entry and goes out as a confirmation mail, within the same
/// limits for each address.
/// </summary>
public sealed class AskDoor(
    LeadStore leads, LeadIds ids, Post post, InForce content, Chance chance, TimeProvider time)
{
    public async Task<IResult> AskAsync(HttpRequest request, CancellationToken cancel)
    {
        var refusals = new Refusals();
        var fields = await Body.ReadJsonAsync(request, refusals, cancel);
        if (fields is null || Asking.Parse(fields, content.Edition, chance, time.GetUtcNow()) is not { } question)
            return Problems.Invalid(refusals);
        await KeepAsync(ids.Of(question.Email), question.Entry, cancel);
        return Answers.Accepted(new { entryId = question.Entry.EntryId });
    }

    /// <summary>
    /// Only who consented and did not withdraw is asked again: a refusal is final until they come back.
    /// </summary>
    public async Task<IResult> AskAgainAsync(string leadId, CancellationToken cancel)
    {
        if (!LeadIds.IsOne(leadId)) return Problems.NoLead;
        var lead = (await leads.LoadAsync(leadId, cancel)).Lead;
        if (lead.Profile is null) return Problems.NoLead;
        if (content.Edition.Sender.Consent.Context(AskContext.Reconsent) is not { } context)
            return Refused("sender.json names no context 'reconsent': write the words that people agree to again.");
        if (Asking.Again(lead, context, content.Edition, chance, time.GetUtcNow()) is not { } entry)
            return Refused("The person never consented to mails, or withdrew: they must come back by themselves.");
        await KeepAsync(leadId, entry, cancel);
        return Answers.Accepted(new { entryId = entry.EntryId });
    }

    private async Task KeepAsync(string leadId, Entry entry, CancellationToken cancel)
    {
        await leads.TryAddRowAsync(leadId, entry.RowKey, entry, cancel);
        await post.SendAsync(new EntryArrived(leadId, entry.RowKey), cancel);
    }

    private static IResult Refused(string detail) =>
        Problems.Of(StatusCodes.Status409Conflict, "This person cannot be asked again.", detail);
}
