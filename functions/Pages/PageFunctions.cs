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
    /// <c>/api/pages/thanks</c>.
    /// </summary>
    [Function("Page")]
    public IResult Page(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "pages/{page}")] HttpRequest request, string page)
    {
        var campaign = request.Query["campaign"].FirstOrDefault() is { } id
            ? content.Edition.Campaigns.GetValueOrDefault(id)
            : null;
        if (page == "thanks")
        {
            var locale = request.Query["locale"].FirstOrDefault();
            return pages.Show(
                request, content.Edition.Sender.Locales.Contains(locale) ? locale : null,
                (site, view) => site.Thanks(view, campaign));
        }
        if (!content.Edition.Sender.Locales.Contains(page))
            return Problems.NotFound(
                "There is no such page.",
                "There are /api/pages/thanks and the landing page by language, like /api/pages/ja.");
        return pages.Show(
            request, page, (site, view) => site.Landing(view, campaign ?? content.Edition.LandingCampaign));
    }

    [Function("Outbox")]
    public IResult Outbox([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "outbox")] HttpRequest request) =>
        outbox.List(request);

    [Function("OutboxMail")]
    public IResult OutboxMail(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "outbox/{sendId}")] HttpRequest request,
        string sendId) =>
        outbox.Mail(request, sendId);
}
