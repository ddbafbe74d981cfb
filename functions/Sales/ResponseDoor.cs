using LeadScoring.Doors;
using LeadScoring.Leads;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using LeadScoring.Scoring;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Sales;

/// <summary>Tells how long hot leads waited for the first contact, together and by owner.</summary>
public sealed class ResponseDoor(ResponseIndex index, InForce content, TimeProvider time)
{
    private const int MostDays = 366;

    public async Task<IResult> AnswerAsync(HttpRequest request, CancellationToken cancel)
    {
        var (refusals, products) = (new Refusals(), content.Edition.Rules.Products);
        var fields = new QueryFields(request.Query, refusals);
        fields.RefuseOthers("product", "from", "to", "owner");
        var named = fields.ProductLine([.. products.Keys]);
        var (asked, now) = ((From: fields.Date("from"), To: fields.Date("to")), time.GetUtcNow());
        var owner = fields.Text("owner");
        if (refusals.Any || named is null) return Problems.Invalid(refusals);
        var product = products[named];
        var to = asked.To is { } last ? Math.Min(Days.Of(last), product.DayOf(now)) : product.DayOf(now);
        var from = asked.From is { } first ? Days.Of(first) : to - 29;
        if (from > to || to - from >= MostDays)
            return Problems.Invalid("from", $"Must lie before to, and at most {MostDays} days before it.");
        var (spells, through) = await index.ReadAsync(product.Id, from, to, cancel);
        return Answers.Ok(Answer(product, (from, to, through), owner, spells, now));
    }

    private object Answer(
        ProductLine product, (int From, int To, int Through) days, string? owner, IReadOnlyList<HotSpell> spells,
        DateTimeOffset now)
    {
        if (owner is not null) spells = [.. spells.Where(spell => spell.Owner == owner)];
        return new
        {
            product = product.Id,
            from = Standing.DateText(days.From),
            to = Standing.DateText(days.To),
            through = Standing.DateText(days.Through),
            timeZone = product.TimeZone.Id,
            all = Waits.Of(spells, now),
            owners = spells.GroupBy(spell => spell.Owner, StringComparer.Ordinal)
                .OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => new
                {
                    owner = one.Key,
                    name = one.Key is { } id ? content.Edition.Sales.NameOf(id) : null,
                    figures = Waits.Of([.. one], now),
                }),
        };
    }
}
