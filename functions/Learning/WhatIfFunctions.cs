using LeadScoring.Doors;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LeadScoring.Learning;

/// <summary>Rules that are not in force, tried on the leads there are.</summary>
public sealed class WhatIfFunctions(WhatIfDoor door, InForce content)
{
    /// <summary>
    /// <c>{"rules":{…},"product?","most?","days?","backtest?":{"horizonDays?","months?","label?"}}</c>
    /// </summary>
    [Function("WhatIf")]
    public async Task<IResult> WhatIf(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "scoring/what-if")] HttpRequest request,
        CancellationToken cancel)
    {
        var refusals = new Refusals();
        var query = new QueryFields(request.Query, refusals);
        var language = query.OnlyLanguage(content.Edition.Sender.Locales);
        var fields = await Body.ReadJsonAsync(request, refusals, cancel);
        var ask = fields is null ? null : WhatIfAsk.Read(fields, content.Edition);
        return ask is null || refusals.Any
            ? Problems.Invalid(refusals)
            : Answers.Ok(await door.AnswerAsync(ask, language, cancel));
    }
}
