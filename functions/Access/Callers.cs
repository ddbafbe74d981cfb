using Microsoft.AspNetCore.Http;

namespace LeadScoring.Access;

/// <summary>
/// Finds out who knocks: the one place that knows all ways to prove it. What is sent on purpose (a key, a bearer token)
/// is looked at before what a browser sends by itself.
/// </summary>
public sealed class Callers(
    AdminKey admin, KeyStore keys, EntraTokens tokens, SignInStore signIns, TimeProvider time)
{
    public async Task<Knock> FindAsync(HttpRequest request, CancellationToken cancel)
    {
        if (AdminKey.Sent(request) is { } key) return await ByKeyAsync(key, cancel);
        if (tokens.Sent(request) is { } token) return await tokens.ReadAsync(token, cancel);
        if (AdminKey.SentInAddress(request) is { } code)
            return admin.Is(code) ? ByAdminKey : Knock.Refused(KnockProblem.Unknown, KnockBy.Key);
        if (SignInCookie.Sent(request) is { } cookie) return await ByCookieAsync(cookie, cancel);
        return Knock.Refused(KnockProblem.Unknown, KnockBy.Nothing);
    }

    /// <summary>Of the admin key or a named one.</summary>
    public async Task<Knock> ByKeyAsync(string text, CancellationToken cancel)
    {
        if (admin.Is(text)) return ByAdminKey;
        if (KeyText.Parse(text) is not { } sent) return Knock.Refused(KnockProblem.Unknown, KnockBy.Key);
        var (digest, key) = (sent.SecretDigest, await keys.FindAsync(sent.Id, cancel));
        var answer = AccessKey.Answer(key, digest, time.GetUtcNow());
        if (answer == KeyAnswer.Wrong && key is not null)
        {
            key = (await keys.ReadAsync(sent.Id, cancel))?.Key; // rotated elsewhere a moment ago?
            answer = AccessKey.Answer(key, digest, time.GetUtcNow());
        }
        return Of(key, answer, KnockBy.Key, KeySecret.MarkOf(Convert.ToHexStringLower(digest)));
    }

    private Knock ByAdminKey => new(Caller.Admin, KnockProblem.None, KnockBy.Key, Mark: admin.Mark);

    private async Task<Knock> ByCookieAsync(string cookie, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (await signIns.FindAsync(cookie, cancel) is not { } signIn)
            return Knock.Refused(KnockProblem.SignedOut, KnockBy.Cookie);
        if (signIn.KeyId == Caller.Admin.Id)
        {
            return signIn.Mark == admin.Mark
                ? new Knock(Caller.Admin, KnockProblem.None, KnockBy.Cookie, signIn.Until)
                : Knock.Refused(KnockProblem.Replaced, KnockBy.Cookie);
        }
        if (await keys.FindAsync(signIn.KeyId, cancel) is not { } key)
            return Knock.Refused(KnockProblem.SignedOut, KnockBy.Cookie);
        var knock = Of(key, key.AnswerToMark(signIn.Mark, now), KnockBy.Cookie, signIn.Mark);
        return knock.Until < signIn.Until ? knock : knock with { Until = signIn.Until };
    }

    private Knock Of(AccessKey? key, KeyAnswer answer, KnockBy by, string mark)
    {
        if (answer == KeyAnswer.Opens) keys.NoteUse(key!.Id);
        return answer switch
        {
            KeyAnswer.Opens => new Knock(key!.ToCaller(), KnockProblem.None, by, key.Until(mark), mark),
            KeyAnswer.Expired => Knock.Refused(KnockProblem.Expired, by),
            KeyAnswer.Revoked => Knock.Refused(KnockProblem.Revoked, by),
            KeyAnswer.Replaced => Knock.Refused(KnockProblem.Replaced, by),
            _ => Knock.Refused(KnockProblem.Unknown, by),
        };
    }
}
