using LeadScoring.Mail;
using LeadScoring.Publishing;
using LeadScoring.Storage;

namespace LeadScoring.Checks;

/// <summary>Which mails are sent for what, and what came of trying each of them (<see cref="MailTrial"/>).</summary>
internal static class MailChecks
{
    /// <summary>
    /// What was tried last, and what came of it: a process reads its content at its start and again for whatever is
    /// published, and mails that are the same as before would be most of the work. The key is all that the outcome
    /// depends on, and the pair never changes, so it is nobody's state: whoever finds another's tries again.
    /// </summary>
    private static volatile Tried? _last;

    /// <summary>Of templates without mistakes of their own; they could not be tried otherwise.</summary>
    public static IReadOnlyList<ContentProblem> Of(Draft draft)
    {
        if (draft.Sender is not { } sender) return [];
        var all = UsesIn(draft, sender).ToList();
        var twofold = Twofold(all).ToList();
        var uses = all.Where(used => used.Use == MailUse.Confirmation
            || twofold.TrueForAll(told => told.Template != used.Template)).ToList();
        var key = KeyOf(sender, uses, draft.Templates);
        var last = _last;
        if (last?.Key != key)
            _last = last = new Tried(key, new MailTrial(sender, draft.Templates).Of(uses));
        return [.. twofold.Select(told => told.Problem), .. last.Problems];
    }

    /// <summary>What is wrong with what mails are used for, which needs no trial.</summary>
    public static IReadOnlyList<ContentProblem> OfUses(Draft draft) => draft.Sender is { } sender
        ? [.. Twofold([.. UsesIn(draft, sender)]).Select(told => told.Problem)]
        : [];

    /// <summary>
    /// A mail that asks to confirm lacks whatever a step's mail must have: that it was taken for a step is told there,
    /// and in place of all that.
    /// </summary>
    private static IEnumerable<(string Template, ContentProblem Problem)> Twofold(List<UsedMail> uses) =>
        from step in uses
        where step.Use == MailUse.Scenario
        let asks = uses.Find(used => used.Use == MailUse.Confirmation && used.Template == step.Template)
        where asks is not null
        select (step.Template, new ContentProblem(step.Where, step.Path,
            $"Is the mail '{step.Template}', by which {asks.Where} asks to confirm: a scenario needs one of its own."));

    private static IEnumerable<UsedMail> UsesIn(Draft draft, Sender sender) =>
    [
        .. from scenario in draft.Scenarios.Values
           from step in scenario.Steps.Index()
           let template = step.Item.Template
           where template is not null
           select new UsedMail(template, MailUse.Scenario, NurtureSet.ScenarioPath(scenario.Id))
           {
               Path = $"steps[{step.Index}].template",
           },
        .. draft.Campaigns.Values.Select(campaign => new UsedMail(
            campaign.ConfirmTemplate, MailUse.Confirmation, ContentFiles.CampaignPath(campaign.Id))),
        .. sender.Consent.Contexts.Select(
            context => new UsedMail(context.Template, MailUse.Confirmation, "sender.json")),
    ];

    private static string KeyOf(Sender sender, List<UsedMail> uses, IReadOnlyDictionary<string, string> sources) =>
        Digest.Of(Json.Write(new object[]
        {
            new[] { sender.Brand, sender.LegalName, sender.Address, sender.Contact }, sender.Colour, uses, sources,
        }));

    private sealed record Tried(string Key, IReadOnlyList<ContentProblem> Problems);
}
