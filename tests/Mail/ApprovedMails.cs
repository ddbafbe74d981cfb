using LeadScoring.Mail;
using LeadScoring.Publishing;
using LeadScoring.Tests.Conventions;
using LeadScoring.Tests.Publishing;

namespace LeadScoring.Tests.Mail;

/// <summary>
/// Every mail of the sample brand as a reader of each language gets it, as files that a person reads and approves:
/// subject, preheader, the text, and what is read of the HTML. Two are kept as whole HTML as well.
/// </summary>
internal static class ApprovedMails
{
    public const string Argument = "approve-mails";

    private static readonly string[] WithHtml = ["confirm.ja", "car-welcome.en"];

    public static string Folder { get; } = Path.Combine(SourceTree.Root, "tests", "Mail", "Approved", "mails");

    /// <summary>Rewrites the files from what the templates make now; then read the difference.</summary>
    public static Task<int> RewriteAsync()
    {
        Directory.CreateDirectory(Folder);
        foreach (var old in Directory.EnumerateFiles(Folder)) File.Delete(old);
        foreach (var (name, text) in Rendered()) File.WriteAllText(Path.Combine(Folder, name), text);
        return Task.FromResult(0);
    }

    /// <summary>The files by name.</summary>
    public static IReadOnlyDictionary<string, string> Rendered()
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, mail) in All())
        {
            files[$"{name}.txt"] =
                $"Subject: {mail.Subject}\nPreheader: {mail.Preheader}\n\n{mail.Text.TrimEnd()}\n"
                + $"\n======== the same, read in the HTML ========\n{PlainText.Of(mail.Html)}";
            if (WithHtml.Contains(name)) files[$"{name}.html"] = mail.Html;
        }
        return files;
    }

    /// <summary>Every mail in every language, under a name like <c>car-welcome.ja</c>.</summary>
    public static IEnumerable<(string Name, RenderedMail Mail)> All()
    {
        var edition = SampleContent.Edition;
        var templates = new MailTemplates(edition.Templates);
        return
            from template in templates.Names
            from locale in edition.Sender.Locales
            select ($"{template}.{locale}", templates.Render(template, locale, Model(edition, template, locale)));
    }

    private static MailModel Model(Edition edition, string template, string locale)
    {
        var use = template.StartsWith("confirm", StringComparison.Ordinal) ? MailUse.Confirmation : MailUse.Scenario;
        var site = new Uri("https://www.example.jp/");
        var links = new MailLinks
        {
            Confirm = new Uri(site, "confirm"), Unsubscribe = new Uri(site, "stop"),
            Preferences = new Uri(site, "choose"), Site = site,
        };
        return new SamplePerson(edition.Sender, edition.Templates).Full(use, locale, links) with
        {
            Campaign = use == MailUse.Confirmation ? edition.LandingCampaign.Title.For(locale) : null,
            Reminder = false,
            News = false,
        };
    }
}
