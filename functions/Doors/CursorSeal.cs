using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LeadScoring.Storage;

namespace LeadScoring.Doors;

/// <summary>
/// Makes and checks the cursors of lists: opaque texts, signed with HMAC-SHA256 cut to 128 bits, so that one that was
/// altered or made up is refused and never read as a place in a list. The first secret signs, all verify (rotation).
/// </summary>
public sealed class CursorSeal(IReadOnlyList<string> secrets)
{
    private const int SignatureLength = 16;

    /// <summary>Keeps signatures of cursors and of links in mails apart, which have the same secrets.</summary>
    private static readonly byte[] Purpose = "cursor|"u8.ToArray();

    public string Write<T>(T cursor)
    {
        var body = Encoding.UTF8.GetBytes(Json.Write(cursor));
        return Base64Url.EncodeToString([.. Sign(secrets[0], body), .. body]);
    }

    /// <summary>What a genuine cursor says; null for anything else.</summary>
    public T? Read<T>(string text)
        where T : class
    {
        try
        {
            var sealedBytes = Base64Url.DecodeFromChars(text);
            if (sealedBytes.Length <= SignatureLength) return null;
            var body = sealedBytes[SignatureLength..];
            return secrets.Any(secret => IsBy(secret, sealedBytes, body))
                ? Json.Read<T>(Encoding.UTF8.GetString(body))
                : null;
        }
        catch (Exception broken) when (broken is FormatException or JsonException)
        {
            return null; // of another list, or of another version of the app
        }
    }

    private static bool IsBy(string secret, byte[] sealedBytes, byte[] body) => CryptographicOperations.FixedTimeEquals(
        Sign(secret, body), sealedBytes.AsSpan(0, SignatureLength));

    private static byte[] Sign(string secret, byte[] body)
    {
        byte[] told = [.. Purpose, .. body];
        return HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), told)[..SignatureLength];
    }
}
