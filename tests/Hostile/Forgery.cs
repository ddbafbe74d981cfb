namespace LeadScoring.Tests.Hostile;

/// <summary>Makes a token that was never issued from one that was; none of them may open anything.</summary>
internal static class Forgery
{
    private static readonly string[] Doors = ["opt-in", "unsubscribe", "preferences"];

    public static string Of(string path, Random random)
    {
        var parts = path.Split('/');
        var (door, token) = (parts[2], parts[^1].Split('?')[0]);
        var forged = random.Next(6) switch
        {
            0 => Flipped(token, random),
            1 => token[..random.Next(token.Length)] + "-",
            2 => token + token,
            3 => new string('A', 76),
            4 => Uri.EscapeDataString(Payloads.Texts[random.Next(Payloads.Texts.Length)]),
            _ => null, // genuine, but carried to a door it was not made for
        };
        if (forged is null || forged == token)
            (door, forged) = (Doors.First(other => other != door), token);
        return $"/api/{door}/{forged}";
    }

    /// <summary>Any bit but those that base64 throws away at the end.</summary>
    private static string Flipped(string token, Random random)
    {
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        var chars = token.ToCharArray();
        var at = random.Next(Math.Max(1, chars.Length - 1));
        if (chars.Length > 0) chars[at] = alphabet[(alphabet.IndexOf(chars[at], StringComparison.Ordinal) ^ 1) & 63];
        return new string(chars);
    }
}
