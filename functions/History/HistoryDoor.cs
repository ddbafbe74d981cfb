using LeadScoring.Doors;
using LeadScoring.Leads;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using LeadScoring.Scoring;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.History;

/// <summary>Shows what the head of the insights told before.</summary>
public sealed class HistoryDoor(HeadStore heads, InForce content, TimeProvider time)
{
    public const string ByMonth = "month";
    private const string ByDay = "day";
    private const int UsualMonths = 12;
    private const int MostDays = 1096;

    /// <summary>For <c>?product&amp;from&amp;to&amp;by&amp;lang</c>; twelve months back if nothing is said.</summary>
    public async Task<IResult> AnswerAsync(HttpRequest request, CancellationToken cancel)
    {
        var (refusals, edition) = (new Refusals(), content.Edition);
        var fields = new QueryFields(request.Query, refusals);
        fields.RefuseOthers("product", "from", "to", "by", "lang");
        var product = fields.ProductLine([.. edition.Rules.Products.Keys]);
        var by = fields.OneOf("by", [ByMonth, ByDay]) ?? ByMonth;
        var (first, last) = (fields.Date("from"), fields.Date("to"));
        var language = fields.Language(edition.Sender.Locales);
        if (refusals.Any || product is null) return Problems.Invalid(refusals);
        var to = last ?? Days.ToDate(edition.Rules.Products[product].DayOf(time.GetUtcNow()));
        var from = first ?? to.PlusMonths(-UsualMonths);
        if (from > to || Days.Of(to) - Days.Of(from) >= MostDays)
            return Problems.Invalid("from", $"Must not be behind to, and less than {MostDays} days before it.");
        var (begin, end) = (Standing.DateText(Days.Of(from)), Standing.DateText(Days.Of(to)));
        return Answers.Ok(HistoryView.Of(
            product, by, begin, end, await heads.ReadAsync(product, begin, end, cancel), language));
    }
}
