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
/// What could be read of a content folder before the parts were held against each other. Files with
/// mistakes of their own are null or left out; they are told already, and nothing is blamed on others for their sake.
/// </summary>
internal sealed record Draft(
    Sender? Sender,
    ScoringRules? Rules,
    IReadOnlyDictionary<string, Campaign> Campaigns,
    IReadOnlyDictionary<string, Scenario> Scenarios,
    IReadOnlyDictionary<string, string> Templates,
    IReadOnlyDictionary<string, string> Pages,
    IReadOnlyDictionary<string, LocalizedText> PageTexts,
    DisposableDomains Disposable,
    IReadOnlySet<string> FaultyFiles)
{
    public IReadOnlyDictionary<string, HolidayCalendar> Calendars { get; init; } =
        new Dictionary<string, HolidayCalendar>();

    public SalesRules Sales { get; init; } = SalesRules.Default;

    public InsightSettings Insights { get; init; } = InsightSettings.Default;

    public RewardRules? Rewards { get; init; }

    public VoiceRules Voice { get; init; } = VoiceRules.Default;

    public IReadOnlyCollection<string> Locales => Sender?.Locales ?? [];

    /// <summary>The purposes of mail; null where the sender's file has mistakes of its own.</summary>
    public IReadOnlyCollection<string>? Purposes => Sender is null
        ? null
        : [.. Sender.Consent.Purposes.Select(purpose => purpose.Id)];

    /// <summary>An edition once more, to hold something else against all the rest of it.</summary>
    public static Draft Of(Edition edition) => new(
        edition.Sender, edition.Rules, edition.Campaigns, edition.Scenarios, edition.Templates, edition.Pages,
        edition.PageTexts, edition.Disposable, new HashSet<string>())
    {
        Calendars = edition.Calendars,
        Sales = edition.Sales,
        Insights = edition.Insights,
        Voice = edition.Voice,
        Rewards = edition.Rewards,
    };

    public Edition? ToEdition() => Sender is { } sender && Rules is { } rules
        ? new Edition(rules, Campaigns, Scenarios, sender, Templates, Pages, PageTexts)
        {
            Disposable = Disposable,
            Calendars = Calendars,
            Sales = Sales,
            Insights = Insights,
            Voice = Voice,
            Rewards = Rewards,
        }.WithHolidays()
        : null;

    /// <summary>The locales of the brand in which the mail template does not exist.</summary>
    public IEnumerable<string> LocalesWithout(string template) =>
        Locales.Where(locale => !Templates.ContainsKey($"{template}/{locale}.subject.hbs"));

    /// <summary>One problem for each locale of the brand that the text lacks.</summary>
    public IEnumerable<ContentProblem> Gaps(string file, string path, LocalizedText text) => Locales
        .Where(locale => !text.ByLocale.ContainsKey(locale))
        .Select(locale => new ContentProblem(file, $"{path}.{locale}",
            $"Is required: the brand in sender.json has a name in {locale}, so its texts have that language too."));
}
