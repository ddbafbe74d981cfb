using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Access;

/// <summary>
/// The admin key of the setting, compared in constant time. It may come in the address too, for a browser's first look;
/// named keys may not, since addresses are kept in histories and logs.
/// </summary>
public sealed class AdminKey(string key)
{
    private readonly byte[] _digest = SHA256.HashData(Encoding.UTF8.GetBytes(key));

    /// <summary>Tells a sign-in with this key from one with the key of before.</summary>
    public string Mark => KeySecret.MarkOf(Convert.ToHexStringLower(_digest));

    /// <summary>What stands in the header <c>x-functions-key</c>: any key; null where nothing does.</summary>
    public static string? Sent(HttpRequest request) => request.Headers["x-functions-key"].FirstOrDefault();

    /// <summary>What stands in the address as <c>?code=</c>, where nothing is changed by opening it.</summary>
    public static string? SentInAddress(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)
            ? request.Query["code"].FirstOrDefault()
            : null;

    /// <summary>Digests have one length, so the comparison tells nothing about the key's.</summary>
    public bool Is(string given) =>
        CryptographicOperations.FixedTimeEquals(_digest, SHA256.HashData(Encoding.UTF8.GetBytes(given)));
}
