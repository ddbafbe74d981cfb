using LeadScoring.Doors;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LeadScoring.Voice;

/// <summary>The voice of the customer.</summary>
public sealed class VoiceFunctions(VoiceDoor door, InForce content)
{
    [Function("VoiceInsight")]
    public Task<IResult> Figures(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "insights/voice")] HttpRequest request,
        CancellationToken cancel) =>
        door.FiguresAsync(request, cancel);

    [Function("VoiceLeadList")]
    public Task<IResult> Leads(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "insights/voice/leads")] HttpRequest request,
        CancellationToken cancel) =>
        door.LeadsAsync(request, cancel);

    [Function("TryVoice")]
    public async Task<IResult> Try(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "voice/try")] HttpRequest request,
        CancellationToken cancel)
    {
        var (refusals, edition) = (new Refusals(), content.Edition);
        var fields = await Body.ReadJsonAsync(request, refusals, cancel);
        var tried = fields is null ? null : VoiceTrial.Read(
            fields, edition.Voice, [.. edition.Rules.Products.Keys], edition.Sender.Locales);
        return tried is null ? Problems.Invalid(refusals) : Answers.Ok(tried);
    }
}
