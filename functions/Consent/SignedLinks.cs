using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace LeadScoring.Consent;

/// <summary>
/// Makes and checks the tokens in mail links: purpose, lead, a reference (entry or send) and the second of issue,
/// signed with HMAC-SHA256 cut to 128 bits. They hold no address and tell nothing; the first secret signs, all verify
/// (rotation).
/// </summary>
public sealed class SignedLinks
{
    private const int PayloadLength = 1 + 16 + 16 + 8;
    private const int SignatureLength = 16;
    private readonly byte[][] _secrets;

    public SignedLinks(IEnumerable<string> secrets)
    {
        _secrets = [.. secrets.Select(Encoding.UTF8.GetBytes)];
        if (_secrets.Length == 0) throw new ArgumentException("At least one secret is needed.", nameof(secrets));
    }

    public string Make(LinkPurpose purpose, string leadId, string reference, DateTimeOffset issued)
    {
        var token = new byte[PayloadLength + SignatureLength];
        token[0] = (byte)purpose;
        Convert.FromHexString(leadId).CopyTo(token, 1);
        Convert.FromHexString(reference).CopyTo(token, 17);
        BinaryPrimitives.WriteInt64BigEndian(token.AsSpan(33), issued.ToUnixTimeSeconds());
        Sign(_secrets[0], token).CopyTo(token, PayloadLength);
        return Base64Url.EncodeToString(token);
    }

    /// <summary>For a link of a mail, which holds for ever: its number stands in place of the second.</summary>
    public string Make(LinkPurpose purpose, string leadId, string reference, int number) =>
        Make(purpose, leadId, reference, DateTimeOffset.FromUnixTimeSeconds(number));

    /// <summary>What a genuine token of this purpose says; null for anything else.</summary>
    public SignedLink? Read(LinkPurpose purpose, string text)
    {
        Span<byte> token = stackalloc byte[PayloadLength + SignatureLength];
        if (text.Length > 100 || !Base64Url.IsValid(text)) return null;
        if (!Base64Url.TryDecodeFromChars(text, token, out var length) || length != token.Length) return null;
        var genuine = false;
        foreach (var secret in _secrets)
            genuine |= CryptographicOperations.FixedTimeEquals(Sign(secret, token), token[PayloadLength..]);
        if (!genuine || token[0] != (byte)purpose) return null;
        return new SignedLink(
            Convert.ToHexStringLower(token.Slice(1, 16)),
            Convert.ToHexStringLower(token.Slice(17, 16)),
            DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64BigEndian(token[33..])));
    }

    private static byte[] Sign(byte[] secret, ReadOnlySpan<byte> token) =>
        HMACSHA256.HashData(secret, token[..PayloadLength])[..SignatureLength];
}

/// <summary>What a signed link is for; a token of one purpose never works for another.</summary>
public enum LinkPurpose : byte
{
    OptIn = 1,
    Unsubscribe = 2,
    Preferences = 3,
    Undo = 4,

    /// <summary>A link of a mail to anywhere (<see cref="Hits.GoDoor"/>).</summary>
    Go = 5,
}

/// <summary>
/// The content of a genuine token. <paramref name="Reference"/> is the digest of an entry, a send id or the name of an
/// act of stopping.
/// </summary>
public sealed record SignedLink(string LeadId, string Reference, DateTimeOffset Issued)
{
    /// <summary>Of a link that was made with a number in place of the second of issue.</summary>
    public int Number => (int)Math.Clamp(Issued.ToUnixTimeSeconds(), -1, int.MaxValue);
}
