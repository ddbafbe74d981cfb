using System.Security.Cryptography;
using System.Text;

namespace LeadScoring.Storage;

/// <summary>
/// Short fingerprints for row keys and for comparing contents: the first 128 bits of SHA-256, in hex.
/// </summary>
public static class Digest
{
    public static string Of(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
}
