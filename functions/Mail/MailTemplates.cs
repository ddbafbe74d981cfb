using System.Net;
using System.Text.RegularExpressions;
using HandlebarsDotNet;

namespace LeadScoring.Mail;

/// <summary>What is wrong with a template; <see cref="Path"/> is relative to the templates folder.</summary>
public sealed record TemplateProblem(string Path, string Reason);

/// <summary>
/// Thrown where templates with mistakes are put to use; <see cref="MailTemplates.Check"/> tells them beforehand.
/// </summary>
public sealed class InvalidTemplatesException(IReadOnlyList<TemplateProblem> problems)
    : Exception(string.Join(Environment.NewLine, problems.Select(problem => $"{problem.Path}: {problem.Reason}")))
{
    public IReadOnlyList<TemplateProblem> Problems { get; } = problems;
}

/// <summary>Thrown by a template that cannot be made into a mail of what it is given.</summary>
public sealed class BrokenTemplateException(TemplateProblem problem, Exception cause)
    : InvalidOperationException($"{problem.Path}: {problem.Reason}", cause)
{
    public TemplateProblem Problem { get; } = problem;
}

/// <summary>
/// All mail templates (Handlebars), compiled once and safe to share between threads. Sources are keyed by path:
/// <c>confirm/ja.subject.hbs</c>, <c>.html.hbs</c>, and <c>_partials/footer.hbs</c>, which templates call as
/// <c>{{> footer}}</c>. A mail may bring its own <c>.text.hbs</c>; without one its text is what can be read in its HTML
/// (<see cref="PlainText"/>). It may bring a <c>.preheader.hbs</c>, which the HTML then begins with, unseen. Values are
/// escaped in HTML and written as they are elsewhere.
/// </summary>
public sealed partial class MailTemplates
{
    /// <summary>
    /// Behind the preheader: keeps mailboxes from filling their line with what the mail begins with. Joiners are in it
    /// because mailboxes skip plain spaces.
    /// </summary>
    private static readonly string Filler = string.Concat(Enumerable.Repeat("&#847;&zwnj;&nbsp;", 60));

    private readonly TemplateFiles _files;
    private readonly Dictionary<string, Lazy<HandlebarsTemplate<object, object>>> _compiled =
        new(StringComparer.Ordinal);

    /// <param name="sources">By their paths.</param>
    /// <param name="forChecks">Each mail is rendered once or twice only.</param>
    /// <exception cref="InvalidTemplatesException">A template has a mistake.</exception>
    public MailTemplates(IReadOnlyDictionary<string, string> sources, bool forChecks = false)
    {
        if (!forChecks && Check(sources) is { Count: > 0 } problems) throw new InvalidTemplatesException(problems);
        _files = TemplateFiles.Of(sources);
        var html = TemplateLanguage.ForHtml(_files.Partials, forChecks);
        var text = TemplateLanguage.ForText(_files.Partials, forChecks);
        foreach (var (path, source) in _files.Templates)
        {
            var language = path.EndsWith(".html.hbs", StringComparison.Ordinal) ? html : text;
            _compiled[path] = TemplateLanguage.Later(language, source);
        }
    }

    public IReadOnlyCollection<string> Names => _files.Names;

    /// <summary>Every mistake: files left out, broken Handlebars, names and partials that do not exist.</summary>
    public static IReadOnlyList<TemplateProblem> Check(IReadOnlyDictionary<string, string> sources)
    {
        var files = TemplateFiles.Of(sources);
        var problems = files.Problems.ToList();
        var all = files.Templates.Concat(files.PartialSources).ToList();
        var calls = new PartialCalls(files.Partials);
        var names = files.Partials.Keys.ToDictionary(TemplateFiles.PathOfPartial, name => name, StringComparer.Ordinal);
        var parameters = all.SelectMany(file => TemplateNames.ParametersIn(file.Value)).Distinct().ToList();
        foreach (var (path, source) in all)
        {
            var handedOver = files.Templates.ContainsKey(path) ? [] : parameters;
            var mistakes = TemplateLanguage.SyntaxError(source) is { } error
                ? [error]
                : TemplateNames.Check(source, files.Partials.Keys, handedOver)
                    .Concat(calls.Check(source, names.GetValueOrDefault(path)));
            problems.AddRange(mistakes.Select(reason => new TemplateProblem(path, reason)));
        }
        return problems;
    }

    public bool Has(string template, string locale) => _files.Locales(template).Contains(locale);

    /// <summary>
    /// Renders in the locale wanted, else in its language (<c>en-GB</c>: <c>en</c>), else in en, else in the first
    /// there is.
    /// </summary>
    /// <exception cref="BrokenTemplateException">It cannot be made of these values.</exception>
    public RenderedMail Render(string template, string locale, MailModel model)
    {
        var (best, values) = ValuesFor(template, locale, model);
        var preheader = OneLine(Part("preheader") ?? "") is { Length: > 0 } line ? line : null;
        var html = Part("html")!;
        if (preheader is not null) html = Body().Replace(html, body => body.Value + Unseen(preheader), 1);
        return new RenderedMail(OneLine(Part("subject")!), html, Part("text") ?? PlainText.Of(html))
        {
            Preheader = preheader,
        };

        string? Part(string part) => Write($"{template}/{best}.{part}.hbs", values);
    }

    /// <summary>The template at the provider that stands in this one's place in the locale that is rendered.</summary>
    public ProviderTemplate? AtProvider(string template, string locale, MailModel model)
    {
        var (best, values) = ValuesFor(template, locale, model);
        return _files.AtSendGrid.IdOf(template, best) is { } id ? new ProviderTemplate(id, WithoutNulls(values)) : null;
    }

    /// <summary>The locale that is rendered, and what its template is given, here as at the provider.</summary>
    private (string Locale, Dictionary<string, object?> Values) ValuesFor(
        string template, string locale, MailModel model)
    {
        var best = _files.Best(template, locale);
        return (best, (model with { Locale = best }).ToTemplateValues());
    }

    private string? Write(string path, Dictionary<string, object?> values)
    {
        if (!_compiled.TryGetValue(path, out var part)) return null;
        try
        {
            return part.Value(values);
        }
        catch (Exception error) when (TemplateLanguage.IsMistake(error))
        {
            var reason = $"Cannot be made into a mail{TemplateLanguage.ReasonOf(error)}";
            throw new BrokenTemplateException(new TemplateProblem(path, reason), error);
        }
    }

    /// <summary>Handlebars treats what is not there like what is null, and the data is sent.</summary>
    private static Dictionary<string, object> WithoutNulls(Dictionary<string, object?> values) => values
        .Where(value => value.Value is not null)
        .ToDictionary(
            value => value.Key,
            value => value.Value is Dictionary<string, object?> inner ? WithoutNulls(inner) : value.Value!,
            StringComparer.Ordinal);

    private static string OneLine(string subject) =>
        string.Join(' ', subject.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Unseen(string preheader) =>
        $"\n<div style=\"{InlineStyle.Hidden}\">{WebUtility.HtmlEncode(preheader)}{Filler}</div>";

    [GeneratedRegex("<body\\b[^>]*>", RegexOptions.IgnoreCase)]
    private static partial Regex Body();
}
