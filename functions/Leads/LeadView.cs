using LeadScoring.Access;
using LeadScoring.Consent;
using LeadScoring.Hits;
using LeadScoring.Identity;
using LeadScoring.Learning;
using LeadScoring.RollOut;
using LeadScoring.Sales;
using LeadScoring.Scoring;
using LeadScoring.Simulation;
using NodaTime;

namespace LeadScoring.Leads;

/// <summary>
/// Everything about one lead: the list's fields for one product (the asked one, else the one with the highest score),
/// and behind them why, what happened, what may be sent, what was sent and what comes next.
/// </summary>
public sealed record LeadView
{
    public required string LeadId { get; init; }
    public required string Email { get; init; }
    public string? Name { get; init; }
    public string? Phone { get; init; }
    public string? Product { get; init; }
    public double Score { get; init; }
    public double Points { get; init; }
    public string? Stage { get; init; }
    public DateTimeOffset? StageSince { get; init; }
    public string? Class { get; init; }
    public DateTimeOffset? LastReactionAt { get; init; }
    public IReadOnlyList<Why> Why { get; init; } = [];
    public string? CoolsOn { get; init; }
    public string? Owner { get; init; }

    /// <summary>Who works this lead; null from the second on in which it ends.</summary>
    public ClaimView? Claim { get; init; }

    /// <summary>When sales is to get in touch again, also where that is past and nobody has.</summary>
    public DateTimeOffset? NextContactAt { get; init; }
    public IReadOnlyList<string> Campaigns { get; init; } = [];

    /// <summary>The scores in the other product lines, highest first; empty while the lead is in no list.</summary>
    public IReadOnlyList<Interest> Interests { get; init; } = [];

    /// <summary>The leads that were merged into this one, by id: under which addresses, when and why.</summary>
    public IReadOnlyDictionary<string, MergedPerson> Merged { get; init; } = new Dictionary<string, MergedPerson>();

    /// <summary>The code by which this person brings friends; null while nobody has vouched for the address.</summary>
    public string? ReferralCode { get; init; }
    public ExplanationView? Explanation { get; init; }

    /// <summary>False while nobody has vouched for the address: such a lead is in no list.</summary>
    public required bool Known { get; init; }
    /// <summary>Since when the data is kept and not used, at the person's request; null while it is used.</summary>
    public DateTimeOffset? UseStoppedAt { get; init; }
    public required string Locale { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required IReadOnlyDictionary<string, Answer> Attributes { get; init; }

    /// <summary>The attributes whose values the caller may not see.</summary>
    public IReadOnlyList<string> Masked { get; init; } = [];
    public IReadOnlyList<ProductView> Products { get; init; } = [];
    public IReadOnlyList<StageChange> StageHistory { get; init; } = [];
    public IReadOnlyList<ClassChange> Classes { get; init; } = [];

    /// <summary>False where the person asked not to be called; <see cref="Phone"/> is then not shown.</summary>
    public required bool MayCall { get; init; }
    public required ConsentView Consents { get; init; }
    public IReadOnlyList<TimelineItem> Timeline { get; init; } = [];
    public bool TimelineIsCut { get; init; }
    public IReadOnlyList<SendView> Sends { get; init; } = [];

    /// <summary>It is decided again when it is due.</summary>
    public NextStep? NextStep { get; init; }

    /// <summary>Answers that a scenario would count from, if they were dates.</summary>
    public IReadOnlyList<Nurture.DateNotRead> DatesNotRead { get; init; } = [];
}

/// <summary>
/// One product line of a lead; <paramref name="Changes"/> where a day was asked for, since which they are wanted.
/// </summary>
public sealed record ProductView(
    string Product, double Score, double Points, string? Stage, DateTimeOffset? StageSince,
    double? PointsToNextStage, string? Class, bool Lapsed, DateTimeOffset? ClassSince,
    DateTimeOffset? LastReactionAt, IReadOnlyList<Why> Why, string? CoolsOn, ExplanationView Explanation,
    ChangesView? Changes)
{
    /// <summary>Of an order; null where <see cref="ProbabilityReason"/> says why.</summary>
    public Chances? Probability { get; init; }
    public string? ProbabilityReason { get; init; }

    /// <summary>Null: the lead is not like loyal customers, as far as is known.</summary>
    public LikenessView? Likeness { get; init; }
}

/// <summary>
/// How a page was asked for: the product line to begin with (null: that of the highest score), the day since which
/// changes are wanted (null: none), and the language.
/// </summary>
public sealed record LeadAsked(string? Product, LocalDate? Since, string Language)
{
    /// <summary>The versions of the rules, newest first, where <see cref="Since"/> asks for them.</summary>
    public IReadOnlyList<RulesVersion> Rules { get; init; } = [];

    /// <summary>The attributes whose values are not shown.</summary>
    public IReadOnlySet<string> Hidden { get; init; } = Masking.None;
}

/// <summary>
/// One touch with the brand, newest first: an entry, a reaction, a purchase or refund, a consent, a mail, a stage or
/// class change, or points that came or went (<paramref name="Points"/>). <paramref name="Entry"/> is a counted entry's
/// name in the draw of its campaign. An open, a click or a reaction that was reported as a machine's has a
/// <paramref name="Verdict"/> (<see cref="Hits.Verdict"/>); <paramref name="Counted"/> says of any reaction whether it
/// counts.
/// </summary>
public sealed record TimelineItem(
    DateTimeOffset At, string Kind, string Text, string? Product, string? Channel, string? CampaignId,
    string? Entry = null, bool? Counted = null, string? Verdict = null, PointsTold? Points = null);

/// <summary>
/// Points that came or, less than zero, went, by which rule of <c>rewards.json</c> they came, and the balance after it.
/// </summary>
public sealed record PointsTold(Rewards.PointsKind Kind, long Points, long Balance, string? Rule);
