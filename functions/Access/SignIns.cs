using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LeadScoring.Storage;

namespace LeadScoring.Access;

/// <summary>
/// Makes and checks what the console's cookie holds: by which key somebody signed in, with which of its secrets, and
/// until when, signed with HMAC-SHA256 under keys derived (HKDF, RFC 5869) from the secrets of the links: the first
/// signs, all verify, so their rotation signs nobody out.
/// </summary>
public sealed class SignIns
{
    private const int SignatureLength = 32;
    private const int MostChars = 3000; // a cookie may have 4,096 bytes
    private static readonly byte[] Purpose = "console sign-in 1"u8.ToArray();
    private readonly byte[][] _keys;

    public SignIns(IEnumerable<string> secrets)
    {
        _keys = [.. secrets.Select(secret => HKDF.DeriveKey(
            HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret), SignatureLength, salt: [], info: Purpose))];
        if (_keys.Length == 0) throw new ArgumentException("At least one secret is needed.", nameof(secrets));
    }

    public string Make(SignIn signIn)
    {
        var payload = Encoding.UTF8.GetBytes(Json.Write(signIn));
        return Base64Url.EncodeToString([.. HMACSHA256.HashData(_keys[0], payload), .. payload]);
    }

    /// <summary>What a genuine text of this time says; null for anything else.</summary>
    public SignIn? Read(string text, DateTimeOffset now)
    {
        if (text.Length > MostChars || !Base64Url.IsValid(text)) return null;
        var bytes = Base64Url.DecodeFromChars(text);
        if (bytes.Length <= SignatureLength) return null;
        var genuine = false;
        foreach (var key in _keys)
        {
            genuine |= CryptographicOperations.FixedTimeEquals(
                HMACSHA256.HashData(key, bytes.AsSpan(SignatureLength)), bytes.AsSpan(0, SignatureLength));
        }
        if (!genuine) return null;
        var signIn = JsonSerializer.Deserialize<SignIn>(bytes.AsSpan(SignatureLength), Json.Options)!;
        return signIn.Until > now && signIn.Id is { Length: > 0 } ? signIn : null;
    }
}

/// <summary>
/// Somebody at the console: the cookie holds their key's id and the mark of the secret (<see cref="KeySecret.Mark"/>);
/// what the key may is asked at each call. <paramref name="Id"/> is this sign-in's own, by which it is ended.
/// </summary>
public sealed record SignIn(string Id, string KeyId, string Mark, DateTimeOffset Until);
