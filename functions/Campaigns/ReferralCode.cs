using System.Security.Cryptography;
using System.Text;

namespace LeadScoring.Campaigns;

/// <summary>
/// Pure: the short code by which a lead refers friends: seven letters from a keyed hash of its id and one that checks
/// them, out of 32 that are not mistaken for each other (no I, L, O, U). Says nothing about its owner.
/// </summary>
public static class ReferralCode
{
    private const string Letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Length = 8;

    /// <summary>The lead's code; <paramref name="attempt"/> counts up where another lead has the one before.</summary>
    public static string Of(string leadId, int attempt, byte[] key)
    {
        var hash = HMACSHA256.HashData(
            key, Encoding.ASCII.GetBytes(FormattableString.Invariant($"referral|{leadId}|{attempt}")));
        var code = string.Concat(hash.Take(Length - 1).Select(value => Letters[value % Letters.Length]));
        return code + CheckOf(code);
    }

    /// <summary>What was typed, as one spelling; null for what no code can be.</summary>
    public static string? Normalise(string typed)
    {
        var code = TypedCode.Plain(typed).Replace('O', '0').Replace('I', '1').Replace('L', '1');
        return code.Length == Length && code.All(Letters.Contains) && code[^1] == CheckOf(code[..^1]) ? code : null;
    }

    /// <summary>Odd weights: one wrong letter is always noticed.</summary>
    private static char CheckOf(string code) =>
        Letters[code.Select((letter, place) => Letters.IndexOf(letter) * (2 * place + 1)).Sum() % Letters.Length];
}

/// <summary>
/// Who brought a person here: the code on the entry by which they first became known. Kept with the person, since the
/// referrer is thanked once more for the first purchase.
/// </summary>
public sealed record ReferredBy(string Code, string EntryHash, string CampaignId, DateTimeOffset At);

/// <summary>The secret that referral codes are made with.</summary>
public sealed record ReferralKey(byte[] Bytes);
