using System.Text;
using System.Text.RegularExpressions;
using LeadScoring.Parsing;

namespace LeadScoring.Mail;

/// <summary>
/// The dynamic templates at SendGrid that stand in the place of local ones, from <c>{name}/sendgrid.json</c> beside
/// them: the template's id by locale, <c>{"ja":"d-…"}</c>. A locale that is not in it is rendered here.
/// </summary>
internal sealed partial class SendGridTemplates
{
    public const string FileName = "sendgrid.json";

    private readonly Dictionary<(string Template, string Locale), string> _ids = [];

    public string? IdOf(string template, string locale) => _ids.GetValueOrDefault((template, locale));

    /// <summary>Adds a file; what is wrong with it is the answer, and nothing of a faulty file is used.</summary>
    /// <param name="template">Whose folder it lies in.</param>
    /// <param name="source">The file's text.</param>
    /// <param name="locales">Those of the local template.</param>
    public IReadOnlyList<string> Add(string template, string source, IReadOnlyCollection<string> locales)
    {
        var refusals = new Refusals();
        var ids = JsonFields.Parse(Encoding.UTF8.GetBytes(source), refusals) is { } fields ? Read(fields, locales) : [];
        if (refusals.Any)
            return [.. refusals.ToErrors().SelectMany(path => path.Value.Select(message => $"{path.Key}: {message}"))];
        foreach (var (locale, id) in ids) _ids[(template, locale)] = id;
        return [];
    }

    private static Dictionary<string, string> Read(JsonFields fields, IReadOnlyCollection<string> locales)
    {
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var locale in fields.Element.EnumerateObject().Select(member => member.Name))
        {
            if (locale == "$schema") continue;
            if (fields.Text(locale, 50) is not { } id) continue; // null, or refused as no text
            ids[locale] = id;
            if (!locales.Contains(locale, StringComparer.Ordinal))
                fields.Refuse(
                    locale, "Has no local template: without SendGrid, and in a preview, the mail is rendered here.");
            else if (!DynamicId().IsMatch(id))
                fields.Refuse(locale, $"Must be a dynamic template's id, d- and 32 digits, but is '{id}'.");
        }
        return ids;
    }

    [GeneratedRegex(@"^d-[0-9a-f]{32}\z")]
    private static partial Regex DynamicId();
}

/// <summary>
/// A template at the provider, by its id there, and the data it is rendered with: texts, numbers, flags, and objects of
/// them.
/// </summary>
public sealed record ProviderTemplate(string Id, IReadOnlyDictionary<string, object> Data);
