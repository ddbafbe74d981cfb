using LeadScoring.Doors;
using LeadScoring.Parsing;
using LeadScoring.Storage;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Access;

/// <summary>
/// Makes, lists, rotates and revokes keys. A secret is told once, in the answer that makes it. Two people who rotate
/// one key at once would each give out a secret and one of them would not open: the second is told to look again.
/// Each new key takes those out of the list that ended a year ago.
/// </summary>
public sealed class KeyDoor(KeyStore keys, Chance chance, TimeProvider time)
{
    /// <summary>So long a key that opens nothing any more stays in the list, and says why to who sends it.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(365);

    private static IResult NoKey =>
        Problems.NotFound("There is no such key.", "GET /api/keys lists them; the id stands behind ls_ in the key.");

    public async Task<IResult> ListAsync(HttpRequest request, CancellationToken cancel)
    {
        var refusals = new Refusals();
        new QueryFields(request.Query, refusals).RefuseOthers();
        if (refusals.Any) return Problems.Invalid(refusals);
        var now = time.GetUtcNow();
        var all = await keys.AllAsync(cancel);
        return Answers.Ok(new { keys = all.Select(one => KeyView.Of(one.Key, one.LastUsedOn, now)) });
    }

    public async Task<IResult> MakeAsync(HttpRequest request, CancellationToken cancel)
    {
        var (refusals, now) = (new Refusals(), time.GetUtcNow());
        var fields = await Body.ReadJsonAsync(request, refusals, cancel);
        if (fields is null) return Problems.Invalid(refusals);
        var asked = KeyRequest.Read(fields, now);
        if (refusals.Any) return Problems.Invalid(refusals);
        await keys.RemoveEndedAsync(now - Remembered, now, cancel);
        while (true)
        {
            var text = KeyText.WithNewSecret(KeyText.IdOf(chance.NewId()));
            var key = new AccessKey(
                text.Id, asked.Name, asked.Scopes, asked.Owner, now, request.HttpContext.Caller().Id, asked.ExpiresAt,
                KeySecret.Of(text.SecretDigest, null), null, null);
            // One id in 2^48 is taken; or the answer to the first try got lost, and the key is there.
            if (!await keys.AddAsync(key, cancel) && !await IsNewestAsync(text, cancel)) continue;
            return Results.Json(
                new { key.Id, key = text.Told, key.Name, scopes = key.Scopes.Names(), key.Owner, key.ExpiresAt },
                Json.Answers, statusCode: StatusCodes.Status201Created);
        }
    }

    public async Task<IResult> RotateAsync(HttpRequest request, string id, CancellationToken cancel)
    {
        var (refusals, now) = (new Refusals(), time.GetUtcNow());
        var body = await Body.ReadBytesAsync(request, cancel);
        var grace = KeyRequest.ReadGrace(body.Length == 0 ? null : JsonFields.Parse(body, refusals), now);
        DateTimeOffset? until = grace > now ? grace : null;
        if (refusals.Any) return Problems.Invalid(refusals);
        if (!KeyText.IsId(id) || await keys.ReadAsync(id, cancel) is not { } found) return NoKey;
        if (found.Key.RevokedAt is not null || found.Key.ExpiresAt <= now)
            return Conflict("This key opens nothing any more.", "Make a new one: POST /api/keys.", found.Key, now);
        // A third secret would end the first, which somebody was promised goes on.
        if (found.Key.Former?.Until > now && until is not null)
            return Conflict(
                "This key was rotated already, and its old secret still opens.",
                "Wait until oldKeyUntil, or end it now: {\"grace\":\"PT0S\"} leaves only the new secret.",
                found.Key, now);
        var text = KeyText.WithNewSecret(id);
        if (!await keys.ReplaceAsync(found.Key.Rotate(text.SecretDigest, until), found.Version, cancel)
            && !await IsNewestAsync(text, cancel))
            return Conflict(
                "Somebody else has changed this key at this moment.",
                "Look at GET /api/keys before you rotate it again.", found.Key, now);
        return Answers.Ok(new { id, key = text.Told, oldKeyUntil = until });
    }

    public async Task<IResult> RevokeAsync(string id, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        while (KeyText.IsId(id) && await keys.ReadAsync(id, cancel) is { } found)
        {
            if (found.Key.RevokedAt is not null
                || await keys.ReplaceAsync(found.Key with { RevokedAt = now }, found.Version, cancel))
                return Results.NoContent();
        }
        return NoKey;
    }

    /// <summary>Whether what was refused stands there all the same, from a try whose answer got lost.</summary>
    private async Task<bool> IsNewestAsync(KeyText text, CancellationToken cancel) =>
        (await keys.ReadAsync(text.Id, cancel))?.Key.Newest.Is(text.SecretDigest) == true;

    private static IResult Conflict(string title, string detail, AccessKey key, DateTimeOffset now) => Problems.Of(
        StatusCodes.Status409Conflict, title, detail, new Dictionary<string, object?>
        {
            ["oldKeyUntil"] = key.Former?.Until is { } until && until > now ? until.UtcDateTime : null,
        });
}
