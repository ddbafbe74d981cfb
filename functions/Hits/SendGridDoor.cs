using System.Text.Json;
using LeadScoring.Doors;
using LeadScoring.Reactions;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Hits;

/// <summary>
/// Takes SendGrid's events: believed only with its signature, stored before the answer, worked off from the queue.
/// A forged or altered call is told so with 403; whoever tries that often waits.
/// </summary>
public sealed class SendGridDoor(
    SignedBy provider, ReactionInbox inbox, RateLimits limits, PublicUrl publicUrl, TimeProvider time)
{
    internal const string Signature = "X-Twilio-Email-Event-Webhook-Signature";
    internal const string Timestamp = "X-Twilio-Email-Event-Webhook-Timestamp";

    public async Task<IResult> TakeAsync(HttpRequest request, CancellationToken cancel)
    {
        if (provider.Key is not { } key) return NotSetUp;
        var (signature, timestamp) = (request.Headers[Signature].ToString(), request.Headers[Timestamp].ToString());
        // What cannot be genuine is not worth its body. Who forged before is no reason: behind a proxy that names no
        // callers the provider may come from the same network.
        if (signature.Length is 0 or > 500 || timestamp.Length is 0 or > 50) return Refuse(request.HttpContext);
        var body = await Body.ReadBytesAsync(request, cancel);
        if (!key.Signed(signature, timestamp, body)) return Refuse(request.HttpContext);
        var events = new SendGridEvents(publicUrl.Absolute("api/go/"), time.GetUtcNow());
        if (!TryRead(body, events)) return NotEvents;
        await inbox.AcceptAsync(events.Batches(), cancel);
        return Answers.Accepted(new { accepted = events.Accepted, ignored = events.Ignored });
    }

    private IResult Refuse(HttpContext http) => limits.WaitFor(http, DoorKind.WrongKeys) is { } wait
        ? Problems.TooMany(http, wait, "Too many calls without a genuine signature.")
        : Forged;

    private static bool TryRead(byte[] body, SendGridEvents events)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind != JsonValueKind.Array) return false;
            foreach (var told in document.RootElement.EnumerateArray()) events.Add(told);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static IResult NotSetUp => Problems.Of(
        StatusCodes.Status503ServiceUnavailable, "Events cannot be taken yet.",
        "Set SendGrid__WebhookPublicKey to the verification key of the signed event webhook; SendGrid sends what it "
        + "could not deliver again for a day.");

    private static IResult Forged => Problems.Of(
        StatusCodes.Status403Forbidden, "The signature is not genuine.",
        "Nothing was taken. Switch the signed event webhook on at SendGrid, and set SendGrid__WebhookPublicKey to its "
        + "verification key; between them the body must stay as it is, byte for byte.");

    private static IResult NotEvents => Problems.Of(
        StatusCodes.Status400BadRequest, "The body holds no events.",
        "Send SendGrid's own body: a JSON array of events.");
}

/// <summary>The provider whose events are taken; without a key none are.</summary>
public sealed record SignedBy(WebhookKey? Key);
