using LeadScoring.Doors;
using LeadScoring.Publishing;
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

    /// <param name="knock">Of a caller who was let in.</param>
    /// <param name="until">When they are signed out; null where a key is sent that does not expire.</param>
    public object Of(Knock knock, DateTimeOffset? until)
    {
        var caller = knock.Caller!;
        return new
        {
            name = caller.Name,
            scopes = caller.Scopes.Names(),
            owner = caller.Owner,
            outbox = _hasOutbox && caller.May(DoorList.Of("Outbox").Needs),
            signIn = knock.By == KnockBy.Bearer ? "entra" : "key",
            expiresAt = until,
        };
    }
}
