using LeadScoring.Doors;
using LeadScoring.Publishing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;

namespace LeadScoring.Pages;

/// <summary>
/// A person whose browser posted a plain form, or opened a link of a mail, reads a page in their language, with the
/// same status and the same mistakes; every other caller gets the problem document itself.
/// </summary>
public sealed class ProblemPages(PageAnswers pages, PublicUrl publicUrl, InForce content)
{
    /// <summary>Browsers name HTML when they go to a page; a script's fetch and curl ask for anything.</summary>
    public static bool AreWantedBy(HttpRequest request) =>
        request.Headers.Accept.Any(
            accepted => accepted?.Contains("text/html", StringComparison.OrdinalIgnoreCase) == true);

    public IResult PageOf(HttpRequest request, Guard guard, ProblemDetails problem)
    {
        var status = problem.Status ?? StatusCodes.Status500InternalServerError;
        if (guard == Guard.SignedLink && status == StatusCodes.Status404NotFound)
            return pages.Show(request, null, (site, view) => site.LinkUnknown(view), status);
        var mistakes = (problem as HttpValidationProblemDetails)?.Errors ?? new Dictionary<string, string[]>();
        var (trouble, back) = (TroubleOf(status, mistakes), Back(request));
        return pages.Show(
            request, Locale(request), (site, view) => site.Problem(view, trouble, mistakes, back), status);
    }

    private static Trouble TroubleOf(int status, IDictionary<string, string[]> mistakes) => status switch
    {
        StatusCodes.Status400BadRequest when mistakes.Count > 0 => Trouble.Mistakes,
        StatusCodes.Status409Conflict => Trouble.Closed,
        StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable => Trouble.Busy,
        _ => Trouble.Other,
    };

    /// <summary>The form says in which language it was filled in, if it came to be read.</summary>
    private string? Locale(HttpRequest request)
    {
        var said = request.HttpContext.Features.Get<IFormFeature>()?.Form?["locale"].FirstOrDefault();
        return content.Edition.Sender.Locales.Contains(said) ? said : null;
    }

    /// <summary>
    /// The page with the form, where the browser names it and it is ours or a campaign's: never a link to anywhere.
    /// </summary>
    private string? Back(HttpRequest request)
    {
        if (!Uri.TryCreate(request.Headers.Referer.FirstOrDefault(), UriKind.Absolute, out var from)) return null;
        var origin = from.GetLeftPart(UriPartial.Authority);
        var isOurs = origin == publicUrl.Origin || origin == $"{request.Scheme}://{request.Host}"
            || content.Edition.Campaigns.Values.Any(campaign => campaign.Allows(origin));
        return isOurs ? from.AbsoluteUri : null;
    }
}
