using System.Collections.Concurrent;
using LeadScoring.Access;
using LeadScoring.Doors;
using LeadScoring.Leads;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using LeadScoring.Storage;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Exports;

/// <summary>
/// Hands out audiences for ad platforms, a page of the list at a time: each lead on it is read, and only who permits it
/// is in the answer.
/// </summary>
public sealed class AudienceDoor(
    LeadList list, LeadStore leads, CursorSeal seal, InForce content, TimeProvider time)
{
    public async Task<IResult> AnswerAsync(HttpRequest request, CancellationToken cancel)
    {
        var (refusals, edition, now) = (new Refusals(), content.Edition, time.GetUtcNow());
        var fields = new QueryFields(request.Query, refusals);
        fields.RefuseOthers("audience", "product", "minScore", "top", "cursor", "format");
        var (audience, query) = Read(fields, edition, refusals);
        query = refusals.Any ? query : query?.Continue(fields.Text("cursor"), seal, refusals);
        if (refusals.Any || query is null) return Problems.Invalid(refusals);
        if (edition.Sender.Consent.AudiencePurpose is null) return NoPurpose;
        var page = await list.ReadAsync(query, now, cancel);
        var found = new ConcurrentDictionary<string, Lead>();
        await SideBySide.ForEachAsync(
            page.Leads, async (lead, stop) => found[lead.LeadId] = (await leads.LoadAsync(lead.LeadId, stop)).Lead,
            cancel);
        var held = page.Leads.Select(lead => found[lead.LeadId])
            .Where(lead => Audience.MayHold(lead, edition, now)).ToList();
        request.HttpContext.Shows(held.Select(lead => lead.Id));
        var hashes = held.ConvertAll(lead => Audience.Hash(lead.Profile!.Email));
        if (!query.IsCsv)
            return Answers.Ok(new AudiencePage(
                audience, query.Products[0].Id, hashes, page.Leads.Count, page.Cursor));
        return Answers.Csv(request.HttpContext, Audience.Csv(hashes), audience, now, page.Cursor);
    }

    private static (string Audience, LeadListQuery? Query) Read(
        QueryFields fields, Edition edition, Refusals refusals)
    {
        var lines = edition.Rules.Products;
        var audience = fields.OneOf("audience", Audience.All);
        if (audience is null && !refusals.Any)
            refusals.Add("audience", $"Is required: {Audience.HighScore} or {Audience.Loyal}.");
        var product = fields.ProductLine([.. lines.Keys]);
        var minScore = fields.Number("minScore", 0, 100);
        if (audience == Audience.HighScore && minScore is null)
            refusals.Add("minScore", "Is required: the least score of who is in the audience.");
        var (top, isCsv) = (fields.Whole("top", 1, 1_000) ?? 1_000, fields.IsCsv());
        if (refusals.Any) return ("", null);
        var filters = new LeadFilters
        {
            MinScore = minScore ?? 0,
            Class = audience == Audience.Loyal ? CustomerClass.Loyal : null,
        };
        return (audience!, new LeadListQuery(
            [lines[product!]], filters, top, isCsv, "en", new Dictionary<string, string>()));
    }

    private static IResult NoPurpose => Problems.Of(
        StatusCodes.Status409Conflict, "No consent permits audiences.",
        "People must permit it by a consent of its own: name a purpose under consent.audiencePurpose in sender.json, "
        + "ask for it in campaigns (optIn.purposes) or in the preference centre, and ask again.");
}
