using LeadScoring.Insights;
using LeadScoring.Intake;
using LeadScoring.Mail;
using LeadScoring.Parsing;
using LeadScoring.Rewards;
using LeadScoring.Sales;
using LeadScoring.Scenarios;
using LeadScoring.Scoring;
using LeadScoring.Sending;
using LeadScoring.Voice;

namespace LeadScoring.Publishing;

/// <summary>
/// Everything the marketer wrote, read and checked as a whole: campaigns name products that exist, scenarios name
/// stages and mails that exist in every language. Campaigns and scenarios are by id; <see cref="Templates"/> and
/// <see cref="Pages"/> are Handlebars sources by path below their folder (<c>confirm/ja.subject.hbs</c>,
/// <c>landing.html.hbs</c>); <see cref="PageTexts"/> are the words of the pages by name.
/// </summary>
public sealed record Edition(
    ScoringRules Rules,
    IReadOnlyDictionary<string, Campaign> Campaigns,
    IReadOnlyDictionary<string, Scenario> Scenarios,
    Sender Sender,
    IReadOnlyDictionary<string, string> Templates,
    IReadOnlyDictionary<string, string> Pages,
    IReadOnlyDictionary<string, LocalizedText> PageTexts)
{
    /// <summary>Whose addresses may not enter; none where the folder has no list.</summary>
    public DisposableDomains Disposable { get; init; } = DisposableDomains.None;

    /// <summary>Whether what changes by new rules alone begins scenarios.</summary>
    public bool MailsOnRulesChange { get; init; }

    /// <summary>The calendars that windows may name, by id.</summary>
    public IReadOnlyDictionary<string, HolidayCalendar> Calendars { get; init; } =
        new Dictionary<string, HolidayCalendar>();

    /// <summary>How sales works with the leads.</summary>
    public SalesRules Sales { get; init; } = SalesRules.Default;

    /// <summary>What insights take for given.</summary>
    public InsightSettings Insights { get; init; } = InsightSettings.Default;

    /// <summary>The points programme; null where there is none.</summary>
    public RewardRules? Rewards { get; init; }

    /// <summary>How the words of people are read.</summary>
    public VoiceRules Voice { get; init; } = VoiceRules.Default;

    /// <summary>Versions of scenarios that are no longer in force, for those who are under way in them.</summary>
    public IReadOnlyDictionary<(string Id, int Version), Scenario> EarlierScenarios { get; init; } =
        new Dictionary<(string, int), Scenario>();

    /// <summary>What is paused now.</summary>
    public SendControls Controls { get; init; } = SendControls.None;

    /// <summary>Which publication the scenarios and templates are from.</summary>
    public NurtureStanding Nurture { get; init; } = NurtureStanding.None;

    /// <summary>What people call a campaign; one that is no longer there is called by its id.</summary>
    public string CampaignName(string id, string language) =>
        Campaigns.GetValueOrDefault(id)?.Title.For(language) ?? id;

    /// <summary>
    /// The version of a scenario that an enrolment follows. The one in force stands in only for one that is older than
    /// all that were kept: it is of before versions were. Null where there is none in force, or where the version is
    /// not known here (<see cref="Lacks"/>).
    /// </summary>
    public Scenario? ScenarioOf(string id, int version)
    {
        var current = Scenarios.GetValueOrDefault(id);
        if (current?.Version == version) return current;
        return EarlierScenarios.GetValueOrDefault((id, version)) ?? (version < Oldest(id) ? current : null);
    }

    /// <summary>
    /// Whether a version must be somewhere and is not known in this process, which is behind with what was published,
    /// or cannot read it. Nothing about those who follow it is decided here.
    /// </summary>
    public bool Lacks(string id, int version) =>
        Oldest(id) is { } oldest
            ? version >= oldest && ScenarioOf(id, version) is null
            : Nurture.Refused.Count > 0;

    /// <summary>Whether a scenario of this id is, or ever was, in force.</summary>
    public bool HasKnown(string id) => Oldest(id) is not null;

    private int? Oldest(string id) => EarlierScenarios.Keys.Where(kept => kept.Id == id)
        .Select(kept => (int?)kept.Version).Append(Scenarios.GetValueOrDefault(id)?.Version).Min();

    public Campaign LandingCampaign => Campaigns[Sender.LandingCampaign];
}
