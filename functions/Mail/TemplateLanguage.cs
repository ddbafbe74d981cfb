using System.Linq.Expressions;
using HandlebarsDotNet;
using HandlebarsDotNet.Features;

namespace LeadScoring.Mail;

/// <summary>Handlebars as mails speak it: for HTML values are escaped, for subjects and texts they are not.</summary>
internal static class TemplateLanguage
{
    /// <summary>Asked only whether it understands a template; nothing is rendered with it.</summary>
    private static readonly IHandlebars Bare = Handlebars.Create(new HandlebarsConfiguration
    {
        CompileTimeConfiguration = { Features = { new Interpretation() } },
    });

    public static Lazy<IHandlebars> ForHtml(IReadOnlyDictionary<string, string> partials) =>
        new(() => Create(partials, escaped: true));

    public static Lazy<IHandlebars> ForText(IReadOnlyDictionary<string, string> partials) =>
        new(() => Create(partials, escaped: false));

    /// <summary>Compiled when it is first rendered: compiling all would be most of the time of a start.</summary>
    public static Lazy<HandlebarsTemplate<object, object>> Later(Lazy<IHandlebars> language, string source) => new(() =>
    {
        lock (language) return language.Value.Compile(source);
    });

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

    /// <summary>Makes no machine code, which takes far longer than reading a template.</summary>
    private sealed class Interpretation : IFeatureFactory, IFeature, IExpressionCompiler
    {
        public IFeature CreateFeature() => this;

        public void OnCompiling(ICompiledHandlebarsConfiguration configuration) =>
            configuration.ExpressionCompiler = this;

        public void CompilationCompleted()
        {
        }

        public T Compile<T>(Expression<T> expression) where T : class, Delegate =>
            expression.Compile(preferInterpretation: true);
    }
}
