using LeadScoring.Storage;

namespace LeadScoring.Sales;

/// <summary>
/// An owner as leads are shared out: how many they hold of how many they may, and whose leads they take.
/// </summary>
public sealed record ShareOwner(string Id, int Held, int Most, IReadOnlyList<string> Regions)
{
    public bool HasRoom => Held < Most;
}

/// <summary>A lead that nobody holds, and where it lives; null: unknown.</summary>
public sealed record ShareLead(string LeadId, string? Region);

/// <summary>Which lead goes to whom; null: to nobody, since nobody of its region has room.</summary>
public sealed record Share(string LeadId, string? Owner);

/// <summary>
/// Pure: leads in their order, the best first, each to the owner who holds the smallest share of what they may hold,
/// among those of the lead's region that have room; where none of its region has any, among those without regions. Of
/// equal shares a hash of lead and owner decides, so that nobody's name brings luck.
/// </summary>
public static class Sharing
{
    /// <summary>Ends with the lead by which <paramref name="most"/> have an owner.</summary>
    public static IReadOnlyList<Share> Of(
        IEnumerable<ShareLead> leads, IReadOnlyList<ShareOwner> owners, int most = int.MaxValue)
    {
        var given = 0;
        var held = owners.ToDictionary(owner => owner.Id, owner => owner.Held, StringComparer.Ordinal);
        var shares = new List<Share>();
        foreach (var lead in leads)
        {
            if (given >= most) break;
            var free = owners.Where(owner => held[owner.Id] < owner.Most).ToList();
            var fitting = free.Where(owner => Takes(owner, lead)).ToList();
            if (fitting.Count == 0) fitting = [.. free.Where(owner => owner.Regions.Count == 0)];
            var chosen = fitting.OrderBy(owner => (double)held[owner.Id] / owner.Most)
                .ThenBy(owner => Digest.Of($"{lead.LeadId}|{owner.Id}"), StringComparer.Ordinal).FirstOrDefault();
            if (chosen is not null) (held[chosen.Id], given) = (held[chosen.Id] + 1, given + 1);
            shares.Add(new Share(lead.LeadId, chosen?.Id));
        }
        return shares;
    }

    /// <summary>The owners once these shares are theirs.</summary>
    public static IReadOnlyList<ShareOwner> After(IReadOnlyList<ShareOwner> owners, IReadOnlyList<Share> shares) =>
    [
        .. owners.Select(owner => owner with
        {
            Held = owner.Held + shares.Count(share => share.Owner == owner.Id),
        }),
    ];

    /// <summary>As lists are narrowed: however the region is cased, and whatever stands around it.</summary>
    private static bool Takes(ShareOwner owner, ShareLead lead) => lead.Region?.Trim() is { } region
        && owner.Regions.Any(own => string.Equals(own.Trim(), region, StringComparison.OrdinalIgnoreCase));
}
