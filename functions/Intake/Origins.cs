using LeadScoring.Doors;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Intake;

/// <summary>
/// Which pages may post to a campaign from a browser: those of its allowed origins, and the app's own. A caller without
/// an Origin header is no browser page (curl, a server) and is not held up by a rule that only browsers keep.
/// </summary>
public static class Origins
{
    public static IResult? Refuse(HttpRequest request, Campaign campaign, PublicUrl publicUrl)
    {
        if (request.Headers.Origin.FirstOrDefault() is not { } origin) return null;
        var isOwn = origin == publicUrl.Origin || origin == $"{request.Scheme}://{request.Host}";
        if (!isOwn && !campaign.Allows(origin))
        {
            return Problems.Of(StatusCodes.Status403Forbidden, "This page may not post to this campaign.",
                "Add its origin to allowedOrigins of the campaign file.");
        }
        var headers = request.HttpContext.Response.Headers;
        headers.AccessControlAllowOrigin = origin;
        headers.Vary = "Origin";
        headers.AccessControlAllowMethods = "POST";
        headers.AccessControlAllowHeaders = "content-type";
        headers.AccessControlExposeHeaders = "Retry-After";
        headers.AccessControlMaxAge = "600";
        return null;
    }
}
