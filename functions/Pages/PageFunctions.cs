using LeadScoring.Doors;
using LeadScoring.Publishing;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LeadScoring.Pages;

/// <summary>
/// The sample brand's landing and thanks pages, and a look into the outbox where no mail provider is set.
/// </summary>
public sealed class PageFunctions(PageAnswers pages, OutboxPages outbox, InForce content)
{
    /// <summary>
    /// <c>/api/pages/ja</c>, <c>/api/pages/en</c>: the landing page of <c>?campaign=</c> (else the one in sender.json);
    /// <c>/api/pages/thanks</c> and <c>/api/pages/brochure</c>.
    /// </summary>
    [Function("Page")]
    public IResult Page(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "pages/{page}")] HttpRequest request,
        string page)
    {
        var campaign = request.Query["campaign"].FirstOrDefault() is { } id
            ? content.Edition.Campaigns.GetValueOrDefault(id)
            : null;
        if (page is "thanks" or "brochure")
        {
            var locale = request.Query["locale"].FirstOrDefault();
            return pages.Show(
                request, content.Edition.Sender.Locales.Contains(locale) ? locale : null,
                (site, view) => page == "thanks"
                    ? site.Thanks(view, campaign)
                    : site.Brochure(view, campaign ?? content.Edition.LandingCampaign));
        }
        if (!content.Edition.Sender.Locales.Contains(page))
            return Problems.NotFound(
                "There is no such page.",
                "There are /api/pages/thanks, /api/pages/brochure "
                + "and the landing page by language, like /api/pages/ja.");
        return pages.Show(
            request, page, (site, view) => site.Landing(view, campaign ?? content.Edition.LandingCampaign));
    }

    /// <summary>What a landing page anywhere includes: <c>&lt;script src=".../api/lead.js" defer&gt;</c>.</summary>
    [Function("LeadScript")]
    public IResult Script(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "lead.js")] HttpRequest request) =>
        LeadScript.Answer(request);

    [Function("Outbox")]
    public IResult Outbox([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "outbox")] HttpRequest request) =>
        outbox.List(request);

    [Function("OutboxMail")]
    public IResult OutboxMail(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "outbox/{sendId}")] HttpRequest request,
        string sendId) =>
        outbox.Mail(request, sendId);
}
