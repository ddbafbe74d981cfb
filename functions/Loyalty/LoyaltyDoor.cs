using LeadScoring.Doors;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using LeadScoring.Scoring;
using LeadScoring.Tracks;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Loyalty;

/// <summary>Shows how customers move between the classes.</summary>
public sealed class LoyaltyDoor(CellReader cells, TrackStatus status, InForce content, TimeProvider time)
{
    private const int UsualMonths = 13;
    private const int MostMonths = 120;

    public async Task<IResult> ClassMovesAsync(HttpRequest request, CancellationToken cancel)
    {
        var (refusals, edition) = (new Refusals(), content.Edition);
        var fields = new QueryFields(request.Query, refusals);
        fields.RefuseOthers("product", "from", "to", "lang");
        var named = fields.ProductLine([.. edition.Rules.Products.Keys]);
        var (first, last) = (fields.Date("from")?.ToYearMonth(), fields.Date("to")?.ToYearMonth());
        var language = fields.Language(edition.Sender.Locales);
        if (refusals.Any || named is null) return Problems.Invalid(refusals);
        var today = edition.Rules.Products[named].DayOf(time.GetUtcNow());
        var to = last ?? first?.PlusMonths(UsualMonths - 1) ?? Days.ToDate(today).ToYearMonth();
        var from = first ?? to.PlusMonths(1 - UsualMonths);
        if (from > to || from.PlusMonths(MostMonths) <= to)
            return Problems.Invalid("from", $"Must not be behind to, and at most {MostMonths} months before it.");
        var made = await status.ReadAsync(cancel);
        var found = await cells.ReadAsync(named, ClassCube.Cube, cancel);
        return Answers.Ok(ClassMovesView.Of(named, made, ClassMonths.Of(found, from, to, today), language));
    }
}
