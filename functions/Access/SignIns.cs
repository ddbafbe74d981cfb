using LeadScoring.Doors;
using LeadScoring.Storage;

namespace LeadScoring.Access;

/// <summary>
/// Makes and checks what the console's cookie holds: by which key somebody signed in, with which of its secrets, and
/// until when, sealed; a rotation of the links' secrets signs nobody out.
/// </summary>
public sealed class SignIns(IEnumerable<string> secrets)
{
    private const int MostChars = 3000; // a cookie may have 4,096 bytes
    private readonly Seal _seal = new(secrets, "console sign-in 1");

    public string Make(SignIn signIn) => _seal.Make(Json.Write(signIn));

    /// <summary>What a genuine text of this time says; null for anything else.</summary>
    public SignIn? Read(string text, DateTimeOffset now)
    {
        if (text.Length > MostChars || _seal.Open(text) is not { } content) return null;
        var signIn = Json.Read<SignIn>(content);
        return signIn.Until > now && signIn.Id is { Length: > 0 } ? signIn : null;
    }
}

/// <summary>
/// Somebody at the console: the cookie holds their key's id and the mark of the secret (<see cref="KeySecret.Mark"/>);
/// what the key may is asked at each call. <paramref name="Id"/> is this sign-in's own, by which it is ended.
/// </summary>
public sealed record SignIn(string Id, string KeyId, string Mark, DateTimeOffset Until);
