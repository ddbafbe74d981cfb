using LeadScoring.Consent;
using LeadScoring.Leads;
using LeadScoring.Sales;

namespace LeadScoring.Identity;

/// <summary>
/// What one of the leads that a person is brings to the work with them: who claimed it (also where that ran out), when
/// sales meant to get in touch, of which such plan the owner was reminded, and the last word on calls.
/// </summary>
public sealed record PartState(Claim? Claim, NextContact? Contact, string? Reminded, ConsentState? Calls)
{
    /// <summary>The same, with what the person was told of the lead and the lead has not heard yet.</summary>
    public PartState After(PartState? known) => known is null ? this : this with
    {
        Contact = NextContact.Latest(Contact, known.Contact),
        Calls = known.Calls is { } said ? ConsentState.Later(Calls, said) : Calls,
    };
}

/// <summary>
/// Pure: the leads that were merged into a person, also those that came along with another. Each has a path: the ids
/// from the one that the person took in to the lead itself, as in the distinct ids of its events.
/// </summary>
public static class Parts
{
    public static IEnumerable<KeyValuePair<string, PartState>> Of(Profile profile) => profile.Merged.SelectMany(
        part => part.Value.Within.Select(within => KeyValuePair.Create($"{part.Key}|{within.Key}", within.Value))
            .Prepend(KeyValuePair.Create(part.Key, part.Value.State)));

    /// <summary>The ids of all the leads that were merged into the person.</summary>
    public static IEnumerable<string> Ids(Profile profile) => Of(profile).Select(part => IdOf(part.Key));

    public static string IdOf(string path) => path[(path.LastIndexOf('|') + 1)..];

    /// <summary>What lies under a path belongs to its lead, or to one that came along with it.</summary>
    public static bool IsUnder(string? path, string other) =>
        path is not null && (path == other || path.StartsWith(other + "|", StringComparison.Ordinal));

    public static bool Has(Profile? profile, string path)
    {
        var (first, below) = Split(path);
        return profile?.Merged.TryGetValue(first, out var part) == true
            && (below is null || part.Within.ContainsKey(below));
    }

    /// <summary>The person with something else about one of their leads.</summary>
    public static Profile With(Profile profile, string path, Func<PartState, PartState> change)
    {
        var (first, below) = Split(path);
        var part = profile.Merged[first];
        part = below is null
            ? part.With(change(part.State))
            : part with { Within = part.Within.SetItem(below, change(part.Within[below])) };
        return profile with { Merged = profile.Merged.SetItem(first, part) };
    }

    private static (string First, string? Below) Split(string path) =>
        path.IndexOf('|') is var at and > 0 ? (path[..at], path[(at + 1)..]) : (path, null);
}
