using LeadScoring.Checks;
using LeadScoring.Insights;
using LeadScoring.Intake;
using LeadScoring.Mail;
using LeadScoring.Pages;
using LeadScoring.Parsing;
using LeadScoring.Rewards;
using LeadScoring.Sales;
using LeadScoring.Scenarios;
using LeadScoring.Scoring;
using LeadScoring.Sending;
using LeadScoring.Voice;

namespace LeadScoring.Publishing;

/// <summary>
/// Reads a content folder into one <see cref="Edition"/>, or tells everything that is wrong with it at once: file by
/// file first, then what the files say about each other.
/// </summary>
public static class ContentFolder
{
    /// <exception cref="StartRefusedException">There is a mistake; the message holds one line for each.</exception>
    public static Edition Read(string folder) =>
        TryRead(folder, out var problems) is { } edition ? edition : throw Refused(folder, problems);

    /// <summary>What stops the start: one line for each mistake.</summary>
    public static StartRefusedException Refused(string folder, IEnumerable<ContentProblem> problems) => new(
        $"The content in {Path.GetFullPath(folder)} cannot be used; please mend and start again:"
        + string.Concat(problems.Select(problem => $"{Environment.NewLine}  {problem}")));

    /// <summary>The edition, or null with every mistake in the order of the files.</summary>
    public static Edition? TryRead(string folder, out IReadOnlyList<ContentProblem> problems)
    {
        if (Directory.Exists(folder)) return TryRead(ContentSource.OfFolder(folder), out problems);
        problems =
        [
            new(folder, "", "Is not a folder: set LeadScoring__ContentPath to the folder with sender.json."),
        ];
        return null;
    }

    /// <summary>The same for files that may come from elsewhere.</summary>
    public static Edition? TryRead(ContentSource source, out IReadOnlyList<ContentProblem> problems)
    {
        var found = new List<ContentProblem>();
        var edition = Read(source, found);
        problems = [.. found.OrderBy(problem => problem.File, StringComparer.Ordinal)];
        return found.Count == 0 ? edition : null;
    }

    /// <summary>The rules by themselves; null where they have a mistake of their own.</summary>
    public static ScoringRules? ReadRules(ContentSource source)
    {
        var problems = new List<ContentProblem>();
        return new ContentFiles(source, problems).One("scoring.json", ScoringRules.Read);
    }

    /// <summary>One scenario by itself, as an earlier publication had it; null where it cannot be read now.</summary>
    public static Scenario? ReadScenario(ContentSource source, string path)
    {
        var problems = new List<ContentProblem>();
        var scenario = new ContentFiles(source, problems).One(path, Scenario.Read);
        return problems.Count == 0 ? scenario : null;
    }

    private static Edition? Read(ContentSource source, List<ContentProblem> problems)
    {
        var files = new ContentFiles(source, problems);
        var calendars = files.Each("calendars", HolidayCalendar.Read, calendar => calendar.Id);
        var draft = new Draft(
            files.One("sender.json", Sender.Read),
            files.One("scoring.json", ScoringRules.Read),
            files.Each("campaigns", Campaign.Read, campaign => campaign.Id),
            files.Each("scenarios", Scenario.Read, scenario => scenario.Id),
            files.Sources("templates", SendGridTemplates.FileName),
            files.Sources("pages"),
            files.One("pages/texts.json", PageTexts.Read) ?? new Dictionary<string, LocalizedText>(),
            DisposableDomains.Read(
                files.Lines("disposable-domains.txt"),
                (line, reason) => problems.Add(new("disposable-domains.txt", $"line {line}", reason))),
            problems.Select(problem => problem.File).ToHashSet(StringComparer.Ordinal))
        {
            Calendars = calendars,
            Sales = files.Optional("sales.json", SalesRules.Read) ?? SalesRules.Default,
            Insights = files.Optional("insights.json", InsightSettings.Read) ?? InsightSettings.Default,
            Rewards = files.Optional("rewards.json", RewardRules.Read),
            Voice = files.Optional("voice.json", VoiceRules.Read) ?? VoiceRules.Default,
        };
        problems.AddRange(CampaignChecks.Of(draft));
        problems.AddRange(ScenarioChecks.Of(draft));
        problems.AddRange(TimeChecks.Of(draft));
        problems.AddRange(TextChecks.Of(draft));
        problems.AddRange(SalesChecks.Of(draft));
        problems.AddRange(InsightChecks.Of(draft));
        problems.AddRange(VoiceChecks.Of(draft));
        problems.AddRange(RewardChecks.Of(draft));
        return draft.ToEdition();
    }
}
