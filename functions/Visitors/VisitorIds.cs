using System.Security.Cryptography;
using System.Text;

namespace LeadScoring.Visitors;

/// <summary>
/// The only form in which a device is kept or named in a queue: HMAC-SHA256 of the page's visitorId under the store's
/// own key, as 32 hex digits. Who reads the store cannot tell which browser it was.
/// </summary>
public sealed class VisitorIds(byte[] key)
{
    public string Of(string visitorId) => Convert.ToHexStringLower(
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes("visitor|" + visitorId)).AsSpan(0, 16));
}
