using LeadScoring.RollOut;
using Microsoft.Extensions.Logging;

namespace LeadScoring.Publishing;

/// <summary>What the start comes up with.</summary>
/// <param name="Edition">The content as a whole, with the folder's own rules.</param>
/// <param name="OwnRules">The text of those.</param>
/// <param name="Rules">What its scenarios were held against; null: the rules of the folder.</param>
public sealed record StartContent(Edition Edition, string OwnRules, RulesVersion? Rules);

/// <summary>
/// Scenarios and mails at the start: what is new in the folder is published. A mistake in them, or a version that was
/// published with other content, does not stop the start where the store has a last good set: that one stays in force,
/// the log tells why, and so do <c>/api/health</c> and <c>/api/scenarios</c>. Entries are taken all the same.
/// </summary>
public sealed partial class NurtureStart(NurtureSets sets, NurturePublisher publisher, ILogger<NurtureStart> log)
{
    private const string RulesFile = "scoring.json";

    private static readonly PublicationNote Note = new(PublishNote.File, null, PublishNote.File);

    /// <summary>The folder with its scenarios and mails, or with the last good ones.</summary>
    /// <param name="folder">Where the content lies.</param>
    /// <param name="newest">The newest rules there are, which are in force where they are newer than the file.</param>
    /// <param name="cancel">Stops the start.</param>
    /// <exception cref="StartRefusedException">There is a mistake that no last good set makes up for.</exception>
    public async Task<StartContent> ReadAsync(string folder, RulesVersion? newest, CancellationToken cancel)
    {
        if (!Directory.Exists(folder)) ContentFolder.Read(folder); // which refuses it
        sets.Folder = ContentSource.OfFolder(folder);
        var file = ContentFolder.ReadRules(sets.Folder);
        var rules = newest?.Version > file?.Version ? newest : null;
        var edition = file is not null && await publisher.NewestAsync(cancel) is { } last
            ? (await ReadAsync(folder, last, rules, cancel)) with { Rules = file }
            : Own(folder);
        return new StartContent(edition, sets.Folder.Text(RulesFile), rules);
    }

    /// <summary>After everything else was found good: what is new comes into force.</summary>
    public async Task PublishAsync(StartContent content, CancellationToken cancel)
    {
        if (await publisher.NewestAsync(cancel) is null) await publisher.BeginAsync(sets.Folder.Nurture(), cancel);
        else if (sets.Refused.Count == 0)
            Refuse((await publisher.PublishAsync(PlanAsync, content.Rules, Note, cancel)).Problems);

        Task<NurturePlan> PlanAsync(NurtureSet newest) => this.PlanAsync(newest, cancel);
    }

    private async Task<Edition> ReadAsync(
        string folder, NurtureSet last, RulesVersion? rules, CancellationToken cancel)
    {
        var plan = await PlanAsync(last, cancel);
        var merged = sets.Check(await sets.TextsAsync(plan.Files, plan.Texts, cancel), rules, out var problems);
        if (merged is not null && plan.Problems.Count == 0) return merged;
        var good = sets.Check(await sets.TextsAsync(last.Files, cancel), rules, out var unfit);
        // Nothing is written yet, so that the content of before still starts.
        if (good is null) throw NurtureSets.Misfit(folder, last.Number, [.. plan.Problems, .. problems, .. unfit]);
        Refuse([.. plan.Problems, .. problems]);
        return good;
    }

    private async Task<NurturePlan> PlanAsync(NurtureSet newest, CancellationToken cancel)
    {
        var own = sets.Folder.Nurture();
        var problems = sets.Folder.Unfit().ToList();
        var files = NurtureMerge.Of(own, newest, await publisher.KnownAsync(cancel), problems);
        return new NurturePlan(files, NurtureSet.Digests(own), problems)
        {
            Texts = NurtureSet.ByDigest(own.Values),
        };
    }

    private Edition Own(string folder)
    {
        var edition = sets.Check(sets.Folder.Nurture(), null, out var mistakes);
        var unfit = sets.Folder.Unfit().ToList();
        if (edition is not null && unfit.Count == 0) return edition;
        throw ContentFolder.Refused(
            folder, mistakes.Concat(unfit).OrderBy(problem => problem.File, StringComparer.Ordinal));
    }

    private void Refuse(IReadOnlyList<ContentProblem> problems)
    {
        sets.Refused = problems;
        foreach (var problem in problems) LogRefused(problem);
    }

    [LoggerMessage(Level = LogLevel.Error,
        Message = "The scenarios and mails of the content folder are not in force, the last good ones are: {Problem}")]
    private partial void LogRefused(ContentProblem problem);
}
