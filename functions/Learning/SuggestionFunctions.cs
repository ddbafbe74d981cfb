using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LeadScoring.Learning;

/// <summary>What the past suggests for the rules.</summary>
public sealed class SuggestionFunctions(SuggestionDoor door)
{
    [Function("SuggestRules")]
    public Task<IResult> SuggestRules(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "scoring/suggestions")] HttpRequest request,
        CancellationToken cancel) => door.SuggestAsync(request, cancel);
}
