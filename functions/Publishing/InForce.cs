using LeadScoring.Mail;

namespace LeadScoring.Publishing;

/// <summary>
/// The content in force in this process: the edition and what is compiled from it. Set before the first trigger fires.
/// </summary>
public sealed class InForce
{
    private Compiled? _compiled;

    public Edition Edition => Now.Edition;
    public SitePages Pages => Now.Pages;
    public MailTemplates Templates => Now.Templates;

    private Compiled Now => _compiled ?? throw new InvalidOperationException("The content is not loaded yet.");

    public void Use(Edition edition) =>
        _compiled = new Compiled(edition, new SitePages(edition), new MailTemplates(edition.Templates));

    private sealed record Compiled(Edition Edition, SitePages Pages, MailTemplates Templates);
}
