using LeadScoring.Doors;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using LeadScoring.Scoring;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LeadScoring.Insights;

/// <summary>What came of it.</summary>
public sealed class InsightFunctions(ClassInsight classes, InForce content, TimeProvider time)
{
    [Function("ClassInsight")]
    public async Task<IResult> Classes(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "insights/classes")] HttpRequest request,
        CancellationToken cancel)
    {
        var refusals = new Refusals();
        var fields = new QueryFields(request.Query, refusals);
        fields.RefuseOthers("product", "asOf");
        var products = content.Edition.Rules.Products;
        var named = fields.ProductLine([.. products.Keys]);
        var asOf = fields.Date("asOf");
        if (refusals.Any || named is null) return Problems.Invalid(refusals);
        var product = products[named];
        var day = asOf ?? Days.ToDate(product.DayOf(time.GetUtcNow()));
        return Answers.Ok(await classes.CountAsync(product.Id, day, cancel));
    }
}
