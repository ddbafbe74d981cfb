using System.Globalization;
using LeadScoring.Storage;

namespace LeadScoring.Tests.Misbehaving;

/// <summary>What the provider does with one call.</summary>
internal enum Mood
{
    Accept,
    AcceptSlowly,

    /// <summary>429 with Retry-After, with X-RateLimit-Reset, and with neither.</summary>
    TooMany,
    TooManyUntil,
    TooManyBare,

    /// <summary>503: not worked on at all.</summary>
    Away,

    /// <summary>400: never.</summary>
    Refuse,

    /// <summary>500 without having taken the mail, and with the mail taken.</summary>
    FailBefore,
    FailAfter,

    /// <summary>504 of something in front of it, with the mail taken.</summary>
    GatewayAfter,

    /// <summary>The connection ends without an answer, the mail not taken, and taken.</summary>
    DropBefore,
    DropAfter,

    /// <summary>The answer begins and never ends, the mail taken.</summary>
    HalfAnAnswer,
}

/// <summary>Draws by seed, mail and try: the same call meets the same mood whatever else happens.</summary>
internal static class Moods
{
    private static readonly (Mood Mood, int Weight)[] Weights =
    [
        (Mood.Accept, 40), (Mood.AcceptSlowly, 10), (Mood.TooMany, 8), (Mood.TooManyUntil, 4), (Mood.TooManyBare, 5),
        (Mood.Away, 5), (Mood.Refuse, 2), (Mood.FailBefore, 6), (Mood.FailAfter, 6), (Mood.GatewayAfter, 3),
        (Mood.DropBefore, 4), (Mood.DropAfter, 4), (Mood.HalfAnAnswer, 3),
    ];

    public static Random Chance(int seed, string about) => new(int.Parse(
        Digest.Of(string.Create(CultureInfo.InvariantCulture, $"{seed}|{about}"))[..8], NumberStyles.HexNumber,
        CultureInfo.InvariantCulture));

    public static Mood Draw(int seed, string sendId, int attempt)
    {
        var chance = Chance(seed, string.Create(CultureInfo.InvariantCulture, $"mood|{sendId}|{attempt}"));
        var drawn = chance.Next(Weights.Sum(each => each.Weight));
        return Weights.First(each => (drawn -= each.Weight) < 0).Mood;
    }

    public static bool TakesTheMail(Mood mood) => mood is Mood.Accept or Mood.AcceptSlowly or Mood.FailAfter
        or Mood.GatewayAfter or Mood.DropAfter or Mood.HalfAnAnswer;
}
