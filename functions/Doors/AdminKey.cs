using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Doors;

/// <summary>
/// The admin key: header <c>x-functions-key</c>, or <c>?code=</c> for a browser's first look. Compared in constant
/// time.
/// </summary>
public sealed class AdminKey(string key)
{
    private readonly byte[] _digest = SHA256.HashData(Encoding.UTF8.GetBytes(key));

    public bool Opens(HttpRequest request)
    {
        var given = request.Headers["x-functions-key"].FirstOrDefault() ?? request.Query["code"].FirstOrDefault();
        // Digests have one length, so the comparison tells nothing about the key's.
        return given is not null
            && CryptographicOperations.FixedTimeEquals(_digest, SHA256.HashData(Encoding.UTF8.GetBytes(given)));
    }
}
