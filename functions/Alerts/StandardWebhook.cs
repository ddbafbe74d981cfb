using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LeadScoring.Storage;

namespace LeadScoring.Alerts;

/// <summary>
/// Pure: body, secrets and signatures of a call by Standard Webhooks 1.0.0
/// (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md).
/// </summary>
public static class StandardWebhook
{
    private const string Prefix = "whsec_";

    /// <summary>The key of <c>whsec_{base64}</c>, 24 to 64 bytes; null where the text is none.</summary>
    public static byte[]? Secret(string text)
    {
        if (!text.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        var key = new byte[text.Length];
        return Convert.TryFromBase64String(text[Prefix.Length..], key, out var length) && length is >= 24 and <= 64
            ? key[..length]
            : null;
    }

    /// <summary>
    /// <c>v1,{base64 of HMAC-SHA256 of id.timestamp.body}</c>, one for each secret, separated by spaces.
    /// </summary>
    /// <param name="secrets">The keys.</param>
    /// <param name="id">The same at every try, so that the receiver knows a repetition.</param>
    /// <param name="timestamp">Of this try, in seconds since 1970.</param>
    /// <param name="body">The bytes that are sent.</param>
    public static string Signatures(IEnumerable<byte[]> secrets, string id, long timestamp, byte[] body)
    {
        var frame = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}."));
        byte[] signed = [.. frame, .. body];
        return string.Join(' ', secrets.Select(
            secret => "v1," + Convert.ToBase64String(HMACSHA256.HashData(secret, signed))));
    }

    /// <summary>The same at every try; who the lead is, is asked for with its id.</summary>
    public static string Body(AlertId id, Alert alert) => Json.Write(new
    {
        Type = "alert.raised",
        Timestamp = alert.At,
        Data = new
        {
            AlertId = id.ToString(),
            alert.Kind,
            id.LeadId,
            alert.Product,
            alert.Stage,
            alert.Score,
        },
    });
}
