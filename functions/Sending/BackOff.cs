using System.Globalization;
using LeadScoring.Storage;

namespace LeadScoring.Sending;

/// <summary>
/// Pure: how long to wait before a mail is handed over again that the provider certainly did not take. The wait doubles
/// from try to try up to four hours; half of it is spread over the mails, so that those turned away together do not
/// come back together ("equal jitter": Marc Brooker, Exponential Backoff And Jitter, AWS Architecture Blog, 2015). The
/// spread follows from the mail's own key, so a repeated decision is the same.
/// </summary>
public static class BackOff
{
    public static readonly TimeSpan Longest = TimeSpan.FromHours(4);

    /// <summary>What a provider asks for is believed up to a day.</summary>
    public static readonly TimeSpan LongestAsked = TimeSpan.FromDays(1);

    /// <param name="tries">How often it was turned away, from 1.</param>
    /// <param name="asked">How long the provider asked to wait at least; null: it did not say.</param>
    /// <param name="key">Names the mail.</param>
    public static TimeSpan Wait(int tries, TimeSpan? asked, string key)
    {
        var half = Span(tries) / 2;
        var share = ShareOf(string.Create(CultureInfo.InvariantCulture, $"back-off|{tries}|{key}"));
        return (asked is { } least ? AsAsked(least) : half) + half * share;
    }

    /// <summary>2, 4, 8… minutes.</summary>
    public static TimeSpan Span(int tries)
    {
        var span = TimeSpan.FromMinutes(Math.Pow(2, Math.Clamp(tries, 1, 10)));
        return span < Longest ? span : Longest;
    }

    public static TimeSpan AsAsked(TimeSpan asked) =>
        asked < TimeSpan.Zero ? TimeSpan.Zero : asked < LongestAsked ? asked : LongestAsked;

    /// <summary>From 0 inclusive to 1 exclusive.</summary>
    private static double ShareOf(string text) =>
        uint.Parse(Digest.Of(text)[..8], NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 4294967296.0;
}
