using System.Collections.Concurrent;
using LeadScoring.Access;
using LeadScoring.Doors;
using LeadScoring.Leads;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using LeadScoring.Storage;
using LeadScoring.Tracks;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Value;

/// <summary>
/// Lists the customers from whom most is expected, as the newest report names them: who was erased since, merged or not
/// to be used is left out, so a page may be short.
/// </summary>
public sealed class LtvCustomersDoor(
    StudyStore studies, TrackStatus status, LeadStore leads, CursorSeal seal, InForce content, TimeProvider time)
{
    private const int MostAtOnce = 100;

    public async Task<IResult> ListAsync(HttpRequest request, CancellationToken cancel)
    {
        var refusals = new Refusals();
        var fields = new QueryFields(request.Query, refusals);
        fields.RefuseOthers("product", "top", "cursor", "format", "lang");
        var product = fields.ProductLine([.. content.Edition.Rules.Products.Keys]);
        var top = fields.Whole("top", 1, MostAtOnce) ?? 50;
        var isCsv = fields.IsCsv();
        var language = fields.Language(content.Edition.Sender.Locales);
        var after = fields.Text("cursor") is { } text ? Continue(text, product, refusals) : null;
        if (refusals.Any || product is null) return Problems.Invalid(refusals);
        var kept = await studies.ReportAsync(product, LtvStudy.StudyName, cancel);
        var report = kept is null ? null : Json.Read<LtvReport>(kept.Json);
        var left = (report?.Top ?? []).Where(one => after is null || after.IsBefore(one)).ToList();
        var page = left.Take(top).ToList();
        var shown = await ShownAsync(page, cancel);
        request.HttpContext.Shows(shown.Select(one => one.LeadId));
        var next = left.Count > page.Count ? seal.Write(new Cursor(product, page[^1].Value, page[^1].Lead)) : null;
        if (isCsv)
            return Answers.Csv(
                request.HttpContext, LtvCustomersCsv.Write(shown), "ltv-customers", time.GetUtcNow(), next);
        return Answers.Ok(new LtvCustomers(
            product, kept?.Made ?? await status.ReadAsync(cancel), report?.Currency, shown, next,
            report is null ? LtvWords.NotYet(language) : LtvWords.Note(report, language),
            LtvWords.DoesNotProve(language)));
    }

    private Cursor? Continue(string text, string? product, Refusals refusals)
    {
        if (seal.Read<Cursor>(text) is not { Lead: not null, Product: not null } cursor)
            refusals.Add("cursor", "Is not a cursor of this list: leave it out to begin at the top.");
        else if (cursor.Product != product)
            refusals.Add("cursor", "Belongs to another list: keep all other parameters as they were, or leave it out.");
        else return cursor;
        return null;
    }

    private async Task<IReadOnlyList<LtvCustomer>> ShownAsync(
        IReadOnlyList<ValuedCustomer> page, CancellationToken cancel)
    {
        var found = new ConcurrentDictionary<string, Lead>(StringComparer.Ordinal);
        await SideBySide.ForEachAsync(
            page, async (one, token) => found[one.Lead] = (await leads.LoadAsync(one.Lead, token)).Lead, cancel);
        return
        [
            .. page.Where(one => found[one.Lead].IsInUse).Select(one => new LtvCustomer(
                one.Lead, found[one.Lead].Profile!.Email, found[one.Lead].Profile!.Name?.Value, one.RepeatOrders,
                one.FirstOrder, one.LatestOrder, one.Alive, one.Orders, one.Value)),
        ];
    }

    /// <summary>The last customer of a page; a report made meanwhile goes on below that value.</summary>
    private sealed record Cursor(string Product, double Value, string Lead)
    {
        public bool IsBefore(ValuedCustomer one) =>
            one.Value < Value || one.Value == Value && string.CompareOrdinal(one.Lead, Lead) > 0;
    }
}
