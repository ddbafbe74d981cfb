using System.Globalization;

namespace LeadScoring.RollOut;

/// <summary>
/// One walk over all leads, to bring them under new rules, to count them anew, or into a new scenario: its name, and
/// its four parts by the first digit of the leads' ids. Each part is worked off slice by slice, side by side with the
/// others.
/// </summary>
public static class Walk
{
    public const int Parts = 4;

    private const string RollOuts = "rules|";
    private const string Replays = "replay|";
    private const string Presents = "present|";

    // Lead ids are hexadecimal; 'g' comes after all of them.
    private const string Digits = "048cg";

    public static string RollOut(int version) => Named(RollOuts, version);

    public static string Replay(int number) => Named(Replays, number);

    /// <summary>The version that is rolled out; null for other walks.</summary>
    public static int? VersionOf(string walk) => walk.StartsWith(RollOuts, StringComparison.Ordinal)
        ? int.Parse(walk.AsSpan(RollOuts.Length), NumberStyles.None, CultureInfo.InvariantCulture)
        : null;

    /// <summary>The walk that brings leads who are there already into a version of a scenario.</summary>
    public static string Present(string scenario, int version) => Named($"{Presents}{scenario}|", version);

    /// <summary>The scenario that is walked for, and its version; null for other walks.</summary>
    public static (string Scenario, int Version)? PresentOf(string walk) =>
        walk.StartsWith(Presents, StringComparison.Ordinal) && walk.Split('|') is [_, var scenario, var version]
            ? (scenario, int.Parse(version, NumberStyles.None, CultureInfo.InvariantCulture))
            : null;

    /// <summary>The ids of a part: from (inclusive) and to (exclusive).</summary>
    public static (string From, string To) Ids(int part) => (Digits[part].ToString(), Digits[part + 1].ToString());

    /// <summary>The share of its part that lies up to a lead: ids are digests, so they are spread evenly.</summary>
    public static double ShareUpTo(string leadId) =>
        uint.Parse(leadId.AsSpan(0, 8), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
        / (uint.MaxValue + 1.0) * Parts % 1;

    private static string Named(string kind, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{kind}{number:D10}");
}

/// <summary>How far one part of a walk has come.</summary>
/// <param name="Done">Leads worked off.</param>
/// <param name="Differed">Leads of a replay whose state was not what their events make, and was corrected.</param>
/// <param name="After">The last lead worked off; null at the beginning and after the end.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="FinishedAt">When it came to the end; null while it has not.</param>
public sealed record WalkPart(
    int Done, int Differed, string? After, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt)
{
    public WalkPart With(IReadOnlyList<string> slice, int differed) =>
        this with { Done = Done + slice.Count, Differed = Differed + differed, After = slice[^1] };

    public WalkPart Finished(DateTimeOffset now) => this with { After = null, FinishedAt = now };
}

/// <summary>
/// How far a walk has come: <paramref name="Leads"/> of about <paramref name="Of"/>, which is reckoned from how many
/// there were so far, for to count them all takes as long as the walk; exact at its end, null before the first slice.
/// <paramref name="FinishedAt"/> is null while it goes on; <paramref name="StartedAt"/> while it has not begun.
/// </summary>
public sealed record WalkView(int Leads, int? Of, int Differed, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt)
{
    public static WalkView Sum(IReadOnlyCollection<WalkPart> parts) => new(
        parts.Sum(part => part.Done), Reckon(parts), parts.Sum(part => part.Differed),
        parts.Count == 0 ? null : parts.Min(part => part.StartedAt),
        IsFinished(parts) ? parts.Max(part => part.FinishedAt) : null);

    public static bool IsFinished(IReadOnlyCollection<WalkPart> parts) =>
        parts.Count == Walk.Parts && parts.All(part => part.FinishedAt is not null);

    private static int? Reckon(IReadOnlyCollection<WalkPart> parts)
    {
        var done = parts.Sum(part => part.Done);
        if (IsFinished(parts)) return done;
        var walked = parts.Sum(part =>
            part.FinishedAt is not null ? 1 : part.After is { } last ? Walk.ShareUpTo(last) : 0);
        return done == 0 ? null : Math.Max(done, (int)Math.Min(int.MaxValue, done * Walk.Parts / walked));
    }
}
