using LeadScoring.Doors;
using LeadScoring.Pages;
using LeadScoring.Publishing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace LeadScoring.Access;

/// <summary>What the console is told: before anybody has signed in, and of who has.</summary>
public sealed class SignInViews(IConfiguration settings, EntraSettings entra, InForce content)
{
    private readonly bool _hasOutbox = settings["SendGrid:ApiKey"] is not { Length: > 0 };

    /// <summary>Of the brand only what its pages show anyway.</summary>
    public object Brand
    {
        get
        {
            var sender = content.Edition.Sender;
            return new
            {
                brand = sender.Brand.ByLocale,
                colour = sender.Colour,
                locales = sender.Locales,
                entra = entra.Authority is { } authority
                    ? new { authority = authority.ToString(), clientId = entra.ClientId, scope = entra.Wanted }
                    : null,
            };
        }
    }

    /// <param name="request">Says which language the browser asks for.</param>
    /// <param name="knock">Of a caller who was let in.</param>
    /// <param name="until">When they are signed out; null where a key is sent that does not expire.</param>
    public object Of(HttpRequest request, Knock knock, DateTimeOffset? until)
    {
        var caller = knock.Caller!;
        return new
        {
            name = caller.Name,
            scopes = caller.Scopes.Names(),
            owner = caller.Owner,
            language = PageAnswers.PreferredLanguage(request, content.Edition.Sender.Locales),
            outbox = _hasOutbox && caller.May(DoorList.Of("Outbox").Needs),
            signIn = knock.By == KnockBy.Bearer ? "entra" : "key",
            expiresAt = until,
        };
    }
}
