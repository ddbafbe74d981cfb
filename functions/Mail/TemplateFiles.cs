namespace LeadScoring.Mail;

/// <summary>The template folder sorted out by name, locale and part, with what does not fit in.</summary>
internal sealed class TemplateFiles
{
    private const string PartialFolder = "_partials/";
    private static readonly string[] Required = ["subject", "html"];
    private static readonly string[] Parts = [.. Required, "text", "preheader"];
    private readonly SortedDictionary<string, SortedSet<string>> _locales = new(StringComparer.Ordinal);

    public SortedDictionary<string, string> Templates { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, string> PartialSources { get; } = new(StringComparer.Ordinal);

    /// <summary>Partials by the name they are called by: <c>_partials/footer.hbs</c> is <c>footer</c>.</summary>
    public SortedDictionary<string, string> Partials { get; } = new(StringComparer.Ordinal);

    public List<TemplateProblem> Problems { get; } = [];

    public SendGridTemplates AtSendGrid { get; } = new();

    public IReadOnlyCollection<string> Names => _locales.Keys;

    public static string PathOfPartial(string name) => $"{PartialFolder}{name}.hbs";

    public static TemplateFiles Of(IReadOnlyDictionary<string, string> sources)
    {
        var files = new TemplateFiles();
        var ordered = sources.Select(source => (Path: source.Key.Replace('\\', '/'), Text: source.Value))
            .OrderBy(source => source.Path, StringComparer.Ordinal).ToLookup(source => IsOfSendGrid(source.Path));
        foreach (var (path, text) in ordered[false]) files.Add(path, text);
        foreach (var (path, text) in ordered[true]) files.AddOfSendGrid(path, text);
        files.FindGaps();
        return files;
    }

    public IReadOnlyCollection<string> Locales(string template) =>
        _locales.TryGetValue(template, out var locales) ? locales : [];

    public string Best(string template, string locale)
    {
        var locales = Locales(template);
        if (locales.Count == 0)
            throw new ArgumentException($"There is no mail template '{template}'.", nameof(template));
        return new[] { locale, locale.Split('-')[0], "en" }.FirstOrDefault(locales.Contains) ?? locales.First();
    }

    private static bool IsOfSendGrid(string path) => path.Split('/') is [_, SendGridTemplates.FileName];

    private void AddOfSendGrid(string path, string source)
    {
        var template = path.Split('/')[0];
        Problems.AddRange(AtSendGrid.Add(template, source, Locales(template))
            .Select(reason => new TemplateProblem(path, reason)));
    }

    private void Add(string path, string source)
    {
        var name = path.EndsWith(".hbs", StringComparison.Ordinal) ? path[..^".hbs".Length] : "";
        if (name.StartsWith(PartialFolder, StringComparison.Ordinal))
        {
            PartialSources[path] = source;
            Partials[name[PartialFolder.Length..]] = source;
        }
        else if (name.Split('/') is [var template, var file]
            && file.Split('.') is [{ Length: > 0 } locale, var part] && Parts.Contains(part, StringComparer.Ordinal))
        {
            Templates[path] = source;
            if (!_locales.TryGetValue(template, out var locales))
                _locales[template] = locales = new SortedSet<string>(StringComparer.Ordinal);
            locales.Add(locale);
        }
        else
        {
            Problems.Add(new TemplateProblem(path,
                "Is no template: files are name/locale.subject.hbs, .preheader.hbs, .html.hbs, .text.hbs or "
                + "_partials/name.hbs."));
        }
    }

    private void FindGaps()
    {
        var gaps =
            from template in _locales
            from locale in template.Value
            from part in Required
            let path = $"{template.Key}/{locale}.{part}.hbs"
            where !Templates.ContainsKey(path)
            select new TemplateProblem(path, "Is missing: a mail needs its subject and html in each locale.");
        Problems.AddRange(gaps);
    }
}
