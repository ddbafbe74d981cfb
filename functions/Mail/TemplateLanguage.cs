using System.Collections.Concurrent;
using System.Globalization;
using System.Linq.Expressions;
using System.Text.RegularExpressions;
using HandlebarsDotNet;
using HandlebarsDotNet.Features;
using LeadScoring.Storage;

namespace LeadScoring.Mail;

/// <summary>Handlebars as mails speak it: for HTML values are escaped, for subjects and texts they are not.</summary>
internal static partial class TemplateLanguage
{
    /// <summary>Reading them takes stack for each block within a block, and a full stack ends the process.</summary>
    private const int Deepest = 50;

    private const int MostUnderstood = 10_000;

    private static readonly Dictionary<string, string> DateFormats =
        new(StringComparer.Ordinal) { ["ja"] = "yyyy'年'M'月'd'日'", ["en"] = "d MMMM yyyy" };

    /// <summary>Asked only whether it understands a template; nothing is rendered with it.</summary>
    private static readonly IHandlebars Bare = Handlebars.Create(new HandlebarsConfiguration
    {
        CompileTimeConfiguration = { Features = { new Interpretation() } },
    });

    /// <summary>
    /// Digests of templates that were understood: starts, drafts and publications look at the same ones again.
    /// </summary>
    private static readonly ConcurrentDictionary<string, bool> Understood = new(StringComparer.Ordinal);

    /// <param name="partials">What templates can call.</param>
    /// <param name="forChecks">For rendering once or twice: machine code would take longer than it saves.</param>
    public static Lazy<IHandlebars> ForHtml(
        IReadOnlyDictionary<string, string> partials, bool forChecks = false) =>
        new(() => Create(partials, escaped: true, forChecks));

    /// <inheritdoc cref="ForHtml"/>
    public static Lazy<IHandlebars> ForText(
        IReadOnlyDictionary<string, string> partials, bool forChecks = false) =>
        new(() => Create(partials, escaped: false, forChecks));

    /// <summary>Compiled when it is first rendered: compiling all would be most of the time of a start.</summary>
    public static Lazy<HandlebarsTemplate<object, object>> Later(Lazy<IHandlebars> language, string source) => new(() =>
    {
        lock (language) return language.Value.Compile(source);
    });

    /// <summary>Partials are not looked for here: they are only called when a mail is rendered.</summary>
    public static string? SyntaxError(string source)
    {
        if (TemplateTag.DepthOf(source) > Deepest)
            return $"Has more than {Deepest} blocks within each other: move some into partials.";
        var name = Digest.Of(source);
        if (Understood.ContainsKey(name)) return null;
        try
        {
            Bare.Compile(source);
            if (Understood.Count >= MostUnderstood) Understood.Clear();
            Understood[name] = true;
            return null;
        }
        catch (Exception error) when (IsMistake(error))
        {
            return $"Is not valid Handlebars{ReasonOf(error)}";
        }
    }

    /// <summary>Whether a template is to blame: at what it does not know Handlebars throws all kinds.</summary>
    public static bool IsMistake(Exception error) => error is not (OutOfMemoryException or OperationCanceledException);

    /// <summary>To be put behind a sentence that says what failed: <c>, line 3: …</c>.</summary>
    public static string ReasonOf(Exception error)
    {
        var message = error.Message.ReplaceLineEndings(" ");
        var at = Place().Match(message);
        return at.Success ? $", line {at.Groups[1].Value}: {message[..at.Index]}." : $": {message}";
    }

    private static IHandlebars Create(
        IReadOnlyDictionary<string, string> partials, bool escaped, bool forChecks)
    {
        var configuration = new HandlebarsConfiguration { NoEscape = !escaped };
        if (forChecks) configuration.CompileTimeConfiguration.Features.Add(new Interpretation());
        var language = Handlebars.Create(configuration);
        language.RegisterHelper(
            "date", (_, values) => DateIn(values[0]?.ToString(), values.Length > 1 ? values[1] : null));
        foreach (var (name, source) in partials) language.RegisterTemplate(name, source);
        return language;
    }

    /// <summary>
    /// <c>{{date attributes.leaseEnd locale}}</c>: a date as people of the language write it. What is no date, and
    /// dates in other languages, stay as they are.
    /// </summary>
    private static string DateIn(string? text, object? locale) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
        && locale?.ToString()?.Split('-')[0] is { } language && DateFormats.TryGetValue(language, out var format)
            ? date.ToString(format, CultureInfo.InvariantCulture)
            : text ?? "";

    /// <summary>How Handlebars says where: line and column.</summary>
    [GeneratedRegex(@"[\s.]*Occured at: (\d+):\d+\s*$")]
    private static partial Regex Place();

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
