using LeadScoring.Mail;
using LeadScoring.Parsing;

namespace LeadScoring.Publishing;

/// <summary>
/// The sender's and the pages' texts exist in every language of the brand; mails and pages can be rendered.
/// </summary>
internal static class TextChecks
{
    public static IEnumerable<ContentProblem> Of(Draft draft) =>
    [
        .. SenderTexts(draft.Sender).SelectMany(text => draft.Gaps("sender.json", text.Path, text.Text)),
        .. draft.PageTexts.SelectMany(text => draft.Gaps("pages/texts.json", text.Key, text.Value)),
        .. MailTemplates.Check(draft.Templates)
            .Select(problem => new ContentProblem($"templates/{problem.Path}", "", problem.Reason)),
        .. draft.FaultyFiles.Contains("pages/texts.json") ? [] : SitePages.Check(draft.Pages, draft.PageTexts),
    ];

    private static IEnumerable<(string Path, LocalizedText Text)> SenderTexts(Sender? sender) => sender is null
        ? []
        :
        [
            ("legalName", sender.LegalName),
            ("address", sender.Address),
            ("contact", sender.Contact),
            ("from.name", sender.From.Name),
            ("site", sender.Site),
        ];
}
