using LeadScoring.Mail;
using LeadScoring.Pages;
using LeadScoring.Parsing;
using LeadScoring.Publishing;

namespace LeadScoring.Checks;

/// <summary>
/// The sender's and the pages' texts exist in every language of the brand; mails and pages can be rendered.
/// </summary>
internal static class TextChecks
{
    public static IEnumerable<ContentProblem> Of(Draft draft) =>
    [
        .. SenderTexts(draft.Sender).SelectMany(text => draft.Gaps("sender.json", text.Path, text.Text)),
        .. ContextsWithoutMail(draft),
        .. draft.PageTexts.SelectMany(text => draft.Gaps("pages/texts.json", text.Key, text.Value)),
        .. Mails(draft),
        .. draft.FaultyFiles.Contains("pages/texts.json") ? [] : SitePages.Check(draft.Pages, draft.PageTexts),
    ];

    private static IEnumerable<ContentProblem> Mails(Draft draft) =>
        MailTemplates.Check(draft.Templates) is { Count: > 0 } problems
            ? problems.Select(problem => new ContentProblem($"templates/{problem.Path}", "", problem.Reason))
            : MailChecks.Of(draft);

    private static IEnumerable<(string Path, LocalizedText Text)> SenderTexts(Sender? sender) => sender is null
        ? []
        :
        [
            ("legalName", sender.LegalName),
            ("address", sender.Address),
            ("contact", sender.Contact),
            ("from.name", sender.From.Name),
            ("site", sender.Site),
            .. sender.Consent.Purposes.Index().SelectMany(at => new[]
            {
                ($"consent.purposes[{at.Index}].label", at.Item.Label),
                ($"consent.purposes[{at.Index}].description", at.Item.Description),
            }),
            .. sender.Consent.Frequencies.Index()
                .Select(at => ($"consent.frequencies[{at.Index}].label", at.Item.Label)),
            .. sender.Consent.Contexts.Index()
                .Select(at => ($"consent.contexts[{at.Index}].wording", at.Item.Wording)),
        ];

    private static IEnumerable<ContentProblem> ContextsWithoutMail(Draft draft) =>
        from at in (draft.Sender?.Consent.Contexts ?? []).Index()
        let path = $"consent.contexts[{at.Index}]"
        from problem in draft.LocalesWithout(at.Item.Template)
            .Select(locale => new ContentProblem(
                "sender.json", $"{path}.template", Names.NoTemplate(at.Item.Template, locale)))
            .Concat(CampaignChecks.WordingsWithoutSender(draft, at.Item.Wording, "sender.json", $"{path}.wording"))
        select problem;
}
