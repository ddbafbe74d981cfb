using System.Security.Cryptography;
using System.Text;

namespace LeadScoring.Leads;

/// <summary>
/// Makes lead ids: HMAC-SHA256 of the normalised address under a key made once per store, as 32 hex digits. One person
/// is one lead without any look-up, and the id tells nobody the address.
/// </summary>
public sealed class LeadIds(byte[] key)
{
    public string Of(EmailAddress email) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(email.Normalised)).AsSpan(0, 16));

    /// <summary>Whether a text has the shape of a lead id; says nothing about whether the lead exists.</summary>
    public static bool IsOne(string text) =>
        text.Length == 32 && text.All(c => c is >= '0' and <= '9' or >= 'a' and <= 'f');

    /// <summary>The lead that an address names (<c>/leads/{leadId}/…</c>); null where it names none.</summary>
    public static string? InPath(string? path) =>
        path?.Split('/') is { } parts && Array.IndexOf(parts, "leads") is >= 0 and var at && at + 1 < parts.Length
        && IsOne(parts[at + 1])
            ? parts[at + 1]
            : null;
}
