using LeadScoring.Doors;
using LeadScoring.Publishing;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Pages;

/// <summary>
/// Answers with a page of the content: in the reader's language, under a policy that lets only its own script run.
/// </summary>
public sealed class PageAnswers(InForce content, Chance chance)
{
    public IResult Show(
        HttpRequest request, string? locale, Func<SitePages, PageView, string> page,
        int status = StatusCodes.Status200OK)
    {
        var view = new PageView(locale ?? PreferredLanguage(request, content.Edition.Sender.Locales), chance.NewId());
        var headers = request.HttpContext.Response.Headers;
        headers.ContentSecurityPolicy = SitePages.ContentSecurityPolicy(view.Nonce);
        // Nobody else learns an address with a token or a key in it; and a form that posts here keeps its Origin,
        // which under no-referrer a browser sends as null.
        headers["Referrer-Policy"] = "same-origin";
        return Answers.Html(page(content.Pages, view), status);
    }

    /// <summary>The first of the brand's languages that the browser asks for, else the brand's own.</summary>
    private static string PreferredLanguage(HttpRequest request, IReadOnlyCollection<string> spoken)
    {
        var languages = request.GetTypedHeaders().AcceptLanguage.OrderByDescending(language => language.Quality ?? 1)
            .Select(language => language.Value.ToString().Split('-')[0].ToLowerInvariant());
        return languages.FirstOrDefault(spoken.Contains) ?? spoken.First();
    }
}
