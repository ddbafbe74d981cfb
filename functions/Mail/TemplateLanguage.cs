using HandlebarsDotNet;

namespace LeadScoring.Mail;

/// <summary>Handlebars as mails speak it: for HTML values are escaped, for subjects and texts they are not.</summary>
internal static class TemplateLanguage
{
    private static readonly IHandlebars Bare = Handlebars.Create();

    public static IHandlebars ForHtml(IReadOnlyDictionary<string, string> partials) => Create(partials, escaped: true);

    public static IHandlebars ForText(IReadOnlyDictionary<string, string> partials) => Create(partials, escaped: false);

    /// <summary>Partials are not looked for here: they are only called when a mail is rendered.</summary>
    public static string? SyntaxError(string source)
    {
        try
        {
            Bare.Compile(source);
            return null;
        }
        catch (HandlebarsException error)
        {
            return $"Is not valid Handlebars: {error.Message.ReplaceLineEndings(" ")}";
        }
    }

    private static IHandlebars Create(IReadOnlyDictionary<string, string> partials, bool escaped)
    {
        var language = Handlebars.Create(new HandlebarsConfiguration { NoEscape = !escaped });
        foreach (var (name, source) in partials) language.RegisterTemplate(name, source);
        return language;
    }
}
