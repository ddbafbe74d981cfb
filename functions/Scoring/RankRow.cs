using LeadScoring.Consent;
using LeadScoring.Leads;
using LeadScoring.Sales;

namespace LeadScoring.Scoring;

/// <summary>
/// What a list shows of a lead, copied into each of its list rows, so that a page of the list is one read per shard.
/// The numbers are not in it: points, score and reasons are computed from <see cref="Counts"/> for the second at which
/// the list is read.
/// </summary>
public sealed record RankRow
{
    public required string LeadId { get; init; }
    public required long Revision { get; init; }
    public required string Email { get; init; }
    public string? Name { get; init; }
    public string? Phone { get; init; }
    public string? Stage { get; init; }
    public DateTimeOffset? StageSince { get; init; }
    public string? Class { get; init; }
    public bool Lapsed { get; init; }
    public DateTimeOffset? LastReactionAt { get; init; }

    /// <summary>The level of likeness to loyal customers; null: none (<see cref="ToldLikeness"/>).</summary>
    public int? Likeness { get; init; }

    /// <summary>Who works this lead, as long as it holds (<see cref="OwnerAt"/>).</summary>
    public Claim? Claim { get; init; }

    /// <summary>The person asked not to be called: the lists show no number.</summary>
    public bool DoNotCall { get; init; }
    public IReadOnlyList<string> Campaigns { get; init; } = [];
    public required DayCounts Counts { get; init; }
    public required double Fit { get; init; }
    public int? CycleStart { get; init; }
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>The rank keys of the lead's other product lines (<see cref="Scoring.Interests"/>).</summary>
    public IReadOnlyDictionary<string, string> Interests { get; init; } = new Dictionary<string, string>();

    /// <summary>The answers that lists show and can be narrowed by, by name.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>();

    /// <summary>In the list of buyers only: what the customer classes are computed from.</summary>
    public PurchaseHistory? Purchases { get; init; }

    /// <summary>When sales is to get in touch again; null: no such time.</summary>
    public DateTimeOffset? NextContactAt { get; init; }

    public string? OwnerAt(DateTimeOffset now) => Claim?.HoldsAt(now) == true ? Claim.Owner : null;

    public ScoreInput Input => new(Counts, Fit, CycleStart);

    public static RankRow Of(Lead lead, ProductState state, double fit, SalesRules sales, DateTimeOffset at) => new()
    {
        LeadId = lead.Id,
        Revision = state.Placed!.Revision,
        Email = lead.Profile!.Email,
        Name = lead.Profile.Name?.Value,
        Phone = lead.IsDoNotCall() ? null : lead.Profile.Phone?.Value,
        Stage = state.Stage,
        StageSince = state.StageSince,
        Class = state.Class,
        Lapsed = state.Lapsed,
        LastReactionAt = state.LastReactionAt,
        Likeness = state.LikenessLevel() is > 0 and var level ? level : null,
        Claim = lead.Profile.Held,
        NextContactAt = lead.Profile.NextContact()?.At,
        DoNotCall = lead.IsDoNotCall(),
        Campaigns = [.. lead.Profile.AllCampaigns().Keys],
        Counts = state.Counts,
        Fit = fit,
        CycleStart = state.CycleStart,
        Interests = Scoring.Interests.KeysOf(lead, state.Product),
        Attributes = sales.ShownOf(lead.Profile),
        ChangedAt = at,
    };
}
