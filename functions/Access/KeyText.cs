using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace LeadScoring.Access;

/// <summary>
/// A named key as its holder sends it: <c>ls_{id}_{secret}</c>. The id, 12 hex digits, finds the row; the secret, 256
/// random bits in base64url, is kept nowhere: rows hold its SHA-256, which for so much chance needs no salt and no
/// slowness.
/// </summary>
public sealed record KeyText(string Id, string Secret)
{
    private const string Prefix = "ls_";
    private const int IdLength = 12;
    private const int SecretBytes = 32;
    private const int SecretLength = 43;

    public byte[] SecretDigest => SHA256.HashData(Encoding.ASCII.GetBytes(Secret));

    /// <summary>Null for a text of any other shape.</summary>
    public static KeyText? Parse(string text)
    {
        const int Cut = IdLength + 3;
        if (text.Length != Cut + 1 + SecretLength || !text.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        if (text[Cut] != '_' || !IsId(text[Prefix.Length..Cut]) || !Base64Url.IsValid(text.AsSpan(Cut + 1)))
            return null;
        return new KeyText(text[Prefix.Length..Cut], text[(Cut + 1)..]);
    }

    public static bool IsId(string text) =>
        text.Length == IdLength && text.All(c => c is >= '0' and <= '9' or >= 'a' and <= 'f');

    /// <summary>The short id of a key from one of full length (<see cref="Chance.NewId"/>).</summary>
    public static string IdOf(string chance) => chance[..IdLength];

    public static KeyText WithNewSecret(string id) =>
        new(id, Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes)));

    /// <summary>As its holder sends it.</summary>
    public string Told => $"{Prefix}{Id}_{Secret}";

    /// <summary>Never the secret, whatever logs or a debugger print.</summary>
    public override string ToString() => $"{Prefix}{Id}_…";
}
