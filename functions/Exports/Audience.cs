using System.Security.Cryptography;
using System.Text;
using LeadScoring.Consent;
using LeadScoring.Leads;
using LeadScoring.Publishing;

namespace LeadScoring.Exports;

/// <summary>
/// A page of an audience for an ad platform: digests of addresses, of whom only those it knows already will be found.
/// <paramref name="Looked"/>: leads that were looked at for it; the others did not permit it.
/// </summary>
public sealed record AudiencePage(
    string Audience, string Product, IReadOnlyList<string> Hashes, int Looked, string? Cursor);

/// <summary>Pure: who may be in an audience, and under which digest.</summary>
public static class Audience
{
    public const string HighScore = "high-score";
    public const string Loyal = "loyal";

    public static IReadOnlyList<string> All { get; } = [HighScore, Loyal];

    /// <summary>
    /// Only by a word on this very purpose: a consent to mail in general is none to be told to others. It ends like
    /// every consent, by withdrawal, by its period, or with the use of the data.
    /// </summary>
    public static bool MayHold(Lead lead, Edition edition, DateTimeOffset now) =>
        edition.Sender.Consent.AudiencePurpose is { } purpose
        && lead.IsInUse
        && lead.ReasonAgainstMail(purpose, edition, now) is null;

    /// <summary>
    /// SHA-256 in hex of the address without outer spaces and in small letters, as ad platforms ask for it.
    /// </summary>
    public static string Hash(string email) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(email.Trim().ToLowerInvariant())));

    /// <summary>One column under the name that platforms know; digests need no quotes.</summary>
    public static byte[] Csv(IReadOnlyList<string> hashes) =>
        Encoding.ASCII.GetBytes(string.Concat(hashes.Prepend("email").Select(line => line + "\r\n")));
}
