using System.Security.Cryptography;

namespace LeadScoring.Hits;

/// <summary>
/// The provider's public key: ECDSA on P-256 with SHA-256 over the time stamp as it was sent, then the body as it was
/// sent, byte for byte. There is no window of time: a genuine repetition may come a day later, and the events' own ids
/// make it harmless.
/// </summary>
public sealed class WebhookKey : IDisposable
{
    private const string P256 = "1.2.840.10045.3.1.7";

    private readonly ECDsa _key = ECDsa.Create();

    /// <param name="base64">A SubjectPublicKeyInfo (DER) in base64, as the provider's settings page shows it.</param>
    /// <exception cref="StartRefusedException">It is none, or not on P-256.</exception>
    public WebhookKey(string base64)
    {
        try
        {
            _key.ImportSubjectPublicKeyInfo(Convert.FromBase64String(base64.Trim()), out _);
            if (_key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value == P256) return;
        }
        catch (Exception wrong) when (wrong is FormatException or CryptographicException)
        {
            throw Refused(wrong);
        }
        throw Refused(null);
    }

    /// <param name="signature">In base64, of the DER kind (RFC 3279).</param>
    /// <param name="timestamp">The header's text.</param>
    /// <param name="body">The raw body.</param>
    public bool Signed(string signature, string timestamp, ReadOnlySpan<byte> body)
    {
        var bytes = new byte[signature.Length];
        if (!Convert.TryFromBase64String(signature, bytes, out var length)) return false;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(System.Text.Encoding.UTF8.GetBytes(timestamp));
        hash.AppendData(body);
        return _key.VerifyHash(
            hash.GetHashAndReset(), bytes.AsSpan(0, length), DSASignatureFormat.Rfc3279DerSequence);
    }

    public void Dispose() => _key.Dispose();

    private static StartRefusedException Refused(Exception? cause) => new(
        "SendGrid__WebhookPublicKey is no public key of SendGrid's signed event webhook"
        + (cause is null ? " (it is not on curve P-256)" : "")
        + ": copy the verification key from the webhook's settings, as it stands there.");
}
