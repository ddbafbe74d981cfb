using LeadScoring.Intake;
using LeadScoring.Mail;
using LeadScoring.Nurture;
using LeadScoring.Parsing;
using LeadScoring.Scoring;

namespace LeadScoring.Publishing;

/// <summary>
/// Reads a content folder into one <see cref="Edition"/>, or tells everything that is wrong with it at once: file by
/// file first, then what the files say about each other.
/// </summary>
public static class ContentFolder
{
    /// <exception cref="StartRefusedException">There is a mistake; the message holds one line for each.</exception>
    public static Edition Read(string folder)
    {
        if (TryRead(folder, out var problems) is { } edition) return edition;
        throw new StartRefusedException(
            $"The content in {Path.GetFullPath(folder)} cannot be used; please mend and start again:"
            + string.Concat(problems.Select(problem => $"{Environment.NewLine}  {problem}")));
    }

    /// <summary>The edition, or null with every mistake in the order of the files.</summary>
    public static Edition? TryRead(string folder, out IReadOnlyList<ContentProblem> problems)
    {
        var found = new List<ContentProblem>();
        var edition = Directory.Exists(folder) ? Read(folder, found) : null;
        if (!Directory.Exists(folder))
            found.Add(new(folder, "", "Is not a folder: set LeadScoring__ContentPath to the folder with sender.json."));
        problems = [.. found.OrderBy(problem => problem.File, StringComparer.Ordinal)];
        return found.Count == 0 ? edition : null;
    }

    private static Edition? Read(string folder, List<ContentProblem> problems)
    {
        var files = new ContentFiles(folder, problems);
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
        };
        problems.AddRange(CampaignChecks.Of(draft));
        problems.AddRange(ScenarioChecks.Of(draft));
        problems.AddRange(TimeChecks.Of(draft));
        problems.AddRange(TextChecks.Of(draft));
        return draft.ToEdition();
    }
}
