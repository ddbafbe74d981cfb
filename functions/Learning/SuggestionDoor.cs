using LeadScoring.Doors;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Learning;

/// <summary>
/// Reads a random sample of leads and says what their past suggests. Nothing is written. It is a POST because the
/// answer is worked out for the asker from up to 20,000 leads, which no cache and no link should set off.
/// </summary>
public sealed class SuggestionDoor(PastLeads leads, InForce content, TimeProvider time)
{
    private const int Most = 20_000;

    public async Task<IResult> SuggestAsync(HttpRequest request, CancellationToken cancel)
    {
        var rules = content.Edition.Rules;
        var refusals = new Refusals();
        var fields = await Body.ReadJsonAsync(request, refusals, cancel);
        fields?.RefuseOthers("product", "horizonDays", "most");
        var named = fields?.RequiredOneOf("product", [.. rules.Products.Keys]);
        var horizon = fields?.Whole("horizonDays", 7, 730) ?? 90;
        var most = fields?.Whole("most", 100, Most) ?? Most;
        if (refusals.Any || named is null) return Problems.Invalid(refusals);
        var product = rules.Products[named];
        var today = product.DayOf(time.GetUtcNow());
        var (observed, count) = (new List<Observation>(), 0);
        await foreach (var lead in leads.ReadAsync(product, most, cancel))
            observed.AddRange(Observation.Of(lead, count++, rules, product, horizon, today));
        return Answers.Ok(SuggestionView.Of(Suggestions.Of(observed, rules, product, horizon)));
    }
}
