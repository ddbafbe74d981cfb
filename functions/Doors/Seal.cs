using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace LeadScoring.Doors;

/// <summary>
/// Texts that only this app can have made: base64url of an HMAC-SHA256 and what it is over, under keys derived (HKDF,
/// RFC 5869) from the secrets of the links for one purpose each, so that what is made for one is none for another. The
/// first secret signs, all verify (rotation).
/// </summary>
public sealed class Seal
{
    private const int SignatureLength = 32;
    private readonly byte[][] _keys;

    public Seal(IEnumerable<string> secrets, string purpose)
    {
        _keys = [.. secrets.Select(secret => HKDF.DeriveKey(
            HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret), SignatureLength, salt: [],
            info: Encoding.UTF8.GetBytes(purpose)))];
        if (_keys.Length == 0) throw new ArgumentException("At least one secret is needed.", nameof(secrets));
    }

    public string Make(string content)
    {
        var body = Encoding.UTF8.GetBytes(content);
        return Base64Url.EncodeToString([.. HMACSHA256.HashData(_keys[0], body), .. body]);
    }

    /// <summary>What a genuine text holds; null for anything else. All keys are tried in constant time.</summary>
    public string? Open(string text)
    {
        if (!Base64Url.IsValid(text)) return null;
        var bytes = Base64Url.DecodeFromChars(text);
        if (bytes.Length <= SignatureLength) return null;
        var genuine = false;
        foreach (var key in _keys)
        {
            genuine |= CryptographicOperations.FixedTimeEquals(
                HMACSHA256.HashData(key, bytes.AsSpan(SignatureLength)), bytes.AsSpan(0, SignatureLength));
        }
        return genuine ? Encoding.UTF8.GetString(bytes.AsSpan(SignatureLength)) : null;
    }
}
