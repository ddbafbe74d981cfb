using LeadScoring.Mail;
using LeadScoring.Publishing;

namespace LeadScoring.Checks;

/// <summary>A mail that is sent for something, as a file says.</summary>
/// <param name="Template">The mail.</param>
/// <param name="Use">What for.</param>
/// <param name="Where">The file that says so.</param>
internal sealed record UsedMail(string Template, MailUse Use, string Where)
{
    /// <summary>The place in a scenario's file.</summary>
    public string Path { get; init; } = "";
}

/// <summary>
/// Every mail against what it gets: a scenario's mail shows who sends it and how to stop it and names nothing that only
/// a confirmation has; a confirmation leads to its confirming. Each is rendered for a reader of whom all is known and
/// for one of whom nothing is, and read as mail programs do.
/// </summary>
internal sealed class MailTrial
{
    private static readonly Uri Site = new("https://www.example.jp/");
    private static readonly MailLinks Links = new()
    {
        Confirm = new Uri(Site, "confirm"),
        Unsubscribe = new Uri(Site, "unsubscribe"),
        Preferences = new Uri(Site, "preferences"),
        Site = Site,
    };

    private readonly Sender _sender;
    private readonly TemplateFiles _files;
    private readonly MailTemplates _templates;
    private readonly SamplePerson _reader;
    private readonly List<string> _parameters;

    public MailTrial(Sender sender, IReadOnlyDictionary<string, string> sources)
    {
        _sender = sender;
        _files = TemplateFiles.Of(sources);
        _templates = new MailTemplates(sources, forChecks: true);
        _reader = new SamplePerson(sender, sources);
        _parameters = [.. sources.Values.SelectMany(TemplateNames.ParametersIn).Distinct()];
    }

    public IReadOnlyList<ContentProblem> Of(IReadOnlyList<UsedMail> all) =>
    [
        .. from used in all
           where _templates.Names.Contains(used.Template)
           group used by used.Template into uses
           from problem in Of(uses.Key, [.. uses.Select(used => used.Use).Distinct()], uses.First().Where)
           select problem,
    ];

    private IEnumerable<ContentProblem> Of(string template, IReadOnlyCollection<MailUse> uses, string where)
    {
        var fields = MailFields.For(uses);
        return _files.Locales(template).SelectMany(locale =>
        {
            var unknown = NamesIn($"{template}/{locale}", fields)
                .Select(found => new ContentProblem(found.File, "", $"{found.Reason} (It is sent by {where}.)"))
                .ToList();
            return unknown.Count > 0 ? unknown : uses.SelectMany(use => Rendered(template, locale, use));
        });
    }

    private IEnumerable<(string File, string Reason)> NamesIn(
        string file, IReadOnlyDictionary<string, string[]?> fields) =>
        from source in _files.Templates
        where source.Key.StartsWith($"{file}.", StringComparison.Ordinal)
        from reason in TemplateNames.Check(source.Value, _files.Partials.Keys, _parameters, fields)
        select ($"templates/{source.Key}", reason);

    private IEnumerable<ContentProblem> Rendered(string template, string locale, MailUse use)
    {
        var readers = new[] { _reader.Full(use, locale, Links), _reader.Bare(use, locale, Links) };
        return readers.SelectMany(reader => Rendered(template, locale, use, reader)).Distinct();
    }

    private IEnumerable<ContentProblem> Rendered(string template, string locale, MailUse use, MailModel reader)
    {
        var file = $"templates/{template}/{locale}";
        try
        {
            var mail = _templates.Render(template, locale, reader);
            var html = new MailHtml(mail.Html);
            return html.Problems.Select(reason => new ContentProblem($"{file}.html.hbs", "", reason))
                .Concat(InWords(mail, html.Read, locale, use, file));
        }
        catch (BrokenTemplateException broken)
        {
            return [new ContentProblem($"templates/{broken.Problem.Path}", "", broken.Problem.Reason)];
        }
    }

    private IEnumerable<ContentProblem> InWords(
        RenderedMail mail, string html, string locale, MailUse use, string file)
    {
        if (mail.Subject.Length == 0)
            yield return new($"{file}.subject.hbs", "", "Is empty for some readers: write a line that needs no value.");
        var bodies = new[] { ("html", html), ("text", mail.Text) };
        foreach (var (part, read) in bodies)
        {
            var path = _files.Templates.ContainsKey($"{file["templates/".Length..]}.{part}.hbs") ? part : "html";
            foreach (var reason in Missing(read, locale, use)) yield return new($"{file}.{path}.hbs", "", reason);
        }
    }

    private IEnumerable<string> Missing(string read, string locale, MailUse use)
    {
        if (use == MailUse.Confirmation)
        {
            return read.Contains(Links.Confirm!.AbsoluteUri, StringComparison.Ordinal)
                ? []
                : ["Does not lead every reader to the confirmation: link to {{links.confirm}}, under no condition."];
        }
        return Imprint.Of(_sender, locale, Links.Unsubscribe!).MissingIn(read).Select(word => word switch
        {
            "no sender name" => Shown("who sends it", "legalName"),
            "no address" => Shown("the sender's address", "address"),
            "no contact" => Shown("where to turn to", "contact"),
            _ => Shown("how to stop these mails", "links.unsubscribe"),
        });
    }

    private static string Shown(string what, string name) =>
        $"Does not show {what} to every reader, as the law wants: write {{{{{name}}}}} where it can be seen, as the "
        + "footers in _partials do, under no condition.";
}
