using LeadScoring.Mail;
using LeadScoring.Publishing;
using LeadScoring.Storage;

namespace LeadScoring.Checks;

/// <summary>
/// Every mail against what it gets: a scenario's mail shows who sends it and how to stop it and names nothing that only
/// a confirmation has; a confirmation leads to its confirming. Each is rendered for a reader of whom all is known and
/// for one of whom nothing is, and read as mail programs do.
/// </summary>
internal sealed class MailChecks
{
    private static readonly Uri Site = new("https://www.example.jp/");
    private static readonly MailLinks Links = new()
    {
        Confirm = new Uri(Site, "confirm"),
        Unsubscribe = new Uri(Site, "unsubscribe"),
        Preferences = new Uri(Site, "preferences"),
        Site = Site,
    };

    /// <summary>
    /// What was tried last, and what came of it: a process reads its content at its start and again for whatever is
    /// published, and mails that are the same as before would be most of the work. The key is all that the outcome
    /// depends on, and the pair never changes, so it is nobody's state: whoever finds another's tries again.
    /// </summary>
    private static volatile Tried? _last;

    private readonly Sender _sender;
    private readonly TemplateFiles _files;
    private readonly MailTemplates _templates;
    private readonly SampleReader _reader;
    private readonly List<string> _parameters;

    private MailChecks(Sender sender, IReadOnlyDictionary<string, string> sources)
    {
        _sender = sender;
        _files = TemplateFiles.Of(sources);
        _templates = new MailTemplates(sources, forChecks: true);
        _reader = new SampleReader(sender, sources);
        _parameters = [.. sources.Values.SelectMany(TemplateNames.ParametersIn).Distinct()];
    }

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
            _last = last = new Tried(key, new MailChecks(sender, draft.Templates).Of(uses));
        return [.. twofold.Select(told => told.Problem), .. last.Problems];
    }

    /// <summary>
    /// A mail that asks to confirm lacks whatever a step's mail must have: that it was taken for a step is told there,
    /// and in place of all that.
    /// </summary>
    private static IEnumerable<(string Template, ContentProblem Problem)> Twofold(List<Used> uses) =>
        from step in uses
        where step.Use == MailUse.Scenario
        let asks = uses.Find(used => used.Use == MailUse.Confirmation && used.Template == step.Template)
        where asks is not null
        select (step.Template, new ContentProblem(step.Where, step.Path,
            $"Is the mail '{step.Template}', by which {asks.Where} asks to confirm: a scenario needs one of its own."));

    private static IEnumerable<Used> UsesIn(Draft draft, Sender sender) =>
    [
        .. from scenario in draft.Scenarios.Values
           from step in scenario.Steps.Index()
           let template = step.Item.Template
           where template is not null
           select new Used(template, MailUse.Scenario, NurtureSet.ScenarioPath(scenario.Id))
           {
               Path = $"steps[{step.Index}].template",
           },
        .. draft.Campaigns.Values.Select(campaign => new Used(
            campaign.ConfirmTemplate, MailUse.Confirmation, ContentFiles.CampaignPath(campaign.Id))),
        .. sender.Consent.Contexts.Select(context => new Used(context.Template, MailUse.Confirmation, "sender.json")),
    ];

    private static string KeyOf(Sender sender, List<Used> uses, IReadOnlyDictionary<string, string> sources) =>
        Digest.Of(Json.Write(new object[]
        {
            new[] { sender.Brand, sender.LegalName, sender.Address, sender.Contact }, sender.Colour, uses, sources,
        }));

    private IReadOnlyList<ContentProblem> Of(List<Used> all) =>
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

    /// <param name="Template">The mail.</param>
    /// <param name="Use">What for.</param>
    /// <param name="Where">The file that says so.</param>
    private sealed record Used(string Template, MailUse Use, string Where)
    {
        /// <summary>The place in a scenario's file.</summary>
        public string Path { get; init; } = "";
    }

    private sealed record Tried(string Key, IReadOnlyList<ContentProblem> Problems);
}
