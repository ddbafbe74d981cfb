using System.Collections.Concurrent;
using LeadScoring.Access;
using LeadScoring.Consent;
using LeadScoring.Doors;
using LeadScoring.Leads;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using LeadScoring.Scoring;
using LeadScoring.Storage;
using LeadScoring.Tracks;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Loyalty;

/// <summary>
/// Lists the leads whose early days are like those of loyal customers. The order is the report's; each lead is read as
/// it is now, and who was erased, merged or became loyal since is left out.
/// </summary>
public sealed class LookalikeDoor(
    StudyStore studies, TrackStatus status, LeadStore leads, CursorSeal seal, InForce content, TimeProvider time)
{
    private sealed record Asked(string Product, int Top, bool IsCsv, string Language, string? Cursor);

    private sealed record Cursor(string Mark, double Sum, string LeadId);

    public async Task<IResult> AnswerAsync(HttpRequest request, CancellationToken cancel)
    {
        var (refusals, edition) = (new Refusals(), content.Edition);
        var asked = Read(request.Query, edition, refusals);
        var after = asked?.Cursor is { } text ? seal.Read<Cursor>(text) : null;
        if (asked?.Cursor is not null && (after?.LeadId is null || after.Mark != Mark(asked.Product)))
            refusals.Add("cursor", "Is not a cursor of this list: keep product as it was, or begin without it.");
        if (refusals.Any || asked is null) return Problems.Invalid(refusals);
        var stored = await studies.ReportAsync(asked.Product, LookalikeStudy.Study, cancel);
        var made = stored?.Made ?? await status.ReadAsync(cancel);
        var report = stored is null ? null : Json.Read<LookalikeReport>(stored.Json);
        var open = report?.Leads.Where(lead => after is null || IsBehind(lead, after)).ToList() ?? [];
        var page = open.Take(asked.Top).ToList();
        var cursor = open.Count > page.Count
            ? seal.Write(new Cursor(Mark(asked.Product), page[^1].Sum, page[^1].LeadId))
            : null;
        var shown = await ShownAsync(page, asked, edition, cancel);
        request.HttpContext.Shows(shown.Select(lead => lead.LeadId));
        if (asked.IsCsv)
            return Answers.Csv(
                request.HttpContext, LookalikeCsv.Write(shown), "lookalikes", time.GetUtcNow(), cursor);
        return Answers.Ok(new LookalikePage(
            asked.Product, made, report is null ? null : LookalikeTexts.Model(report, asked.Language), shown, cursor,
            report is null ? StudyTexts.NotYet(asked.Language) : LookalikeTexts.Note(report, asked.Language),
            LookalikeTexts.DoesNotProve(asked.Language)));
    }

    private static Asked? Read(IQueryCollection query, Edition edition, Refusals refusals)
    {
        var fields = new QueryFields(query, refusals);
        fields.RefuseOthers("product", "top", "cursor", "format", "lang");
        var product = fields.ProductLine([.. edition.Rules.Products.Keys]);
        var asked = new Asked(
            product ?? "", fields.Whole("top", 1, 1_000) ?? 50, fields.IsCsv(),
            fields.Language(edition.Sender.Locales), fields.Text("cursor"));
        return refusals.Any ? null : asked;
    }

    private async Task<IReadOnlyList<LookalikeLead>> ShownAsync(
        IReadOnlyList<Lookalike> page, Asked asked, Edition edition, CancellationToken cancel)
    {
        var texts = new PatternText(edition, edition.Insights.Loyalty.EarlyDays, asked.Language);
        var (found, now) = (new ConcurrentDictionary<string, Lead>(), time.GetUtcNow());
        await SideBySide.ForEachAsync(
            page, async (one, stop) => found[one.LeadId] = (await leads.LoadAsync(one.LeadId, stop)).Lead, cancel);
        return [.. page.Select(one => Shown(one, found[one.LeadId], asked.Product, texts, now))
            .OfType<LookalikeLead>()];
    }

    private LookalikeLead? Shown(Lookalike one, Lead lead, string product, PatternText texts, DateTimeOffset now)
    {
        if (!lead.IsInUse || lead.Products.GetValueOrDefault(product) is not { } state
            || state.Class == CustomerClass.Loyal) return null;
        var (profile, rules) = (lead.Profile!, content.RulesOf(lead.Profile!.Rules));
        if (!rules.Products.TryGetValue(product, out var line)) return null;
        var input = new ScoreInput(state.Counts, Fit.Of(profile.AttributeValues(), rules), state.CycleStart);
        return new LookalikeLead(
            lead.Id, profile.Email, profile.Name?.Value, lead.IsDoNotCall() ? null : profile.Phone?.Value,
            one.Likeness(), [.. one.Why.Select(texts.Of)],
            Standing.Of(input, state.Stage, rules, line, now).Score, state.Stage, state.Class,
            profile.Held is { } claim && claim.HoldsAt(now) ? claim.Owner : null);
    }

    private static bool IsBehind(Lookalike lead, Cursor place) => lead.Sum < place.Sum
        || (lead.Sum.Equals(place.Sum) && string.CompareOrdinal(lead.LeadId, place.LeadId) > 0);

    private static string Mark(string product) => $"lookalikes|{product}";
}
