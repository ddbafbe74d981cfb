using System.Collections.Immutable;
using System.Text.Json.Serialization;
using LeadScoring.Consent;
using LeadScoring.Leads;
using LeadScoring.Nurture;
using LeadScoring.Publishing;
using LeadScoring.Sales;
using LeadScoring.Sending;

namespace LeadScoring.Identity;

/// <summary>This lead and the lead <paramref name="Into"/> are one person, as somebody at the brand said.</summary>
public sealed record Alias(string Into, DateTimeOffset At, string Why);

/// <summary>
/// What a lead knows of another that was merged into it. Their events are copied, each with its origin; this is the
/// rest, and what an un-merge puts back. A consent is not among it: it belongs to an address. Only who asked under one
/// of their addresses not to be called is called under none.
/// </summary>
public sealed record MergedPerson
{
    public required DateTimeOffset At { get; init; }
    public required string Why { get; init; }
    public required string Email { get; init; }
    public string? Name { get; init; }
    public string? Phone { get; init; }

    public ImmutableSortedDictionary<string, Dated> Attributes { get; init; } =
        ImmutableSortedDictionary.Create<string, Dated>(StringComparer.Ordinal);

    public ImmutableSortedDictionary<string, CampaignPresence> Campaigns { get; init; } =
        ImmutableSortedDictionary.Create<string, CampaignPresence>(StringComparer.Ordinal);

    /// <summary>The stages of the lead that took them in, by product, at that instant.</summary>
    public ImmutableSortedDictionary<string, string> StagesBefore { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>When the latest mails of scenarios went to them, oldest first: the person's caps count them.</summary>
    public ImmutableArray<DateTimeOffset> Mails { get; init; } = [];

    /// <summary>How often at most they chose to be written to: the newest choice holds for the person.</summary>
    public Dated? Frequency { get; init; }

    /// <summary>When they last began a scenario, by its id: re-entry counts from there.</summary>
    public ImmutableSortedDictionary<string, BegunScenario> Scenarios { get; init; } =
        ImmutableSortedDictionary.Create<string, BegunScenario>(StringComparer.Ordinal);

    /// <summary>Who claimed them, also where it ran out: it holds the person, and stays theirs.</summary>
    public Claim? Claim { get; init; }

    /// <summary>When sales meant to get in touch with them again.</summary>
    public NextContact? Contact { get; init; }

    /// <summary>Of which such plan the owner was reminded.</summary>
    public string? Reminded { get; init; }

    /// <summary>
    /// The last word on calls under this address: a no holds for the person, and stays with the address.
    /// </summary>
    public ConsentState? Calls { get; init; }

    /// <summary>The leads that had been merged into this one, by their paths below it.</summary>
    public ImmutableSortedDictionary<string, PartState> Within { get; init; } =
        ImmutableSortedDictionary.Create<string, PartState>(StringComparer.Ordinal);

    [JsonIgnore]
    public PartState State => new(Claim, Contact, Reminded, Calls);

    public MergedPerson With(PartState state) => this with
    {
        Claim = state.Claim,
        Contact = state.Contact,
        Reminded = state.Reminded,
        Calls = state.Calls,
    };

    /// <summary>With what the other lead says of itself now.</summary>
    public MergedPerson As(Lead lead, Edition edition) => lead.Profile is not { } profile ? this : (this with
    {
        Email = profile.Email,
        Name = profile.Name?.Value,
        Phone = profile.Phone?.Value,
        Attributes = profile.AllAttributes(),
        Campaigns = Campaigned(profile),
        Mails = [.. lead.RecentMails().Order().TakeLast(FrequencyCap.MostMails)],
        Frequency = lead.Frequency(),
        Scenarios = Enrolling.Begun(lead, edition),
        Within = Parts.Of(profile).ToImmutableSortedDictionary(
            part => part.Key, part => part.Value.After(Within.GetValueOrDefault(part.Key)), StringComparer.Ordinal),
    }).With(new PartState(profile.Claim, profile.Contact, profile.Reminded, lead.Mail.Phone).After(State));

    /// <summary>Their own campaigns, and those of the leads that had been merged into them.</summary>
    private static ImmutableSortedDictionary<string, CampaignPresence> Campaigned(Profile profile) =>
        profile.Merged.Values.SelectMany(person => person.Campaigns)
            .Where(campaign => !profile.Campaigns.ContainsKey(campaign.Key))
            .GroupBy(campaign => campaign.Key, StringComparer.Ordinal)
            .Aggregate(profile.Campaigns, (all, same) => all.SetItem(
                same.Key, same.Select(campaign => campaign.Value).MinBy(entered => entered.First)!));
}
