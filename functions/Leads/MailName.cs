using System.Text.RegularExpressions;
using LeadScoring.Publishing;

namespace LeadScoring.Leads;

/// <summary>Pure: what people call a mail: its subject, without what depends on whom it goes to.</summary>
public static partial class MailName
{
    /// <summary>In one language, else in another that it is written in; its id where it has no subject.</summary>
    public static string Of(string template, Edition edition, string language)
    {
        var source = edition.Sender.Locales.Prepend(language)
            .Select(locale => edition.Templates.GetValueOrDefault($"{template}/{locale}.subject.hbs"))
            .FirstOrDefault(subject => !string.IsNullOrWhiteSpace(subject)) ?? "";
        var name = Spaces().Replace(Value().Replace(Condition().Replace(source, ""), "…"), " ").Trim();
        return name.Trim('…', ' ').Length == 0 ? template : name;
    }

    /// <summary>A block with all that is in it, or a comment.</summary>
    [GeneratedRegex(@"\{\{~?(#(\w+).*?\{\{~?/\2~?\}\}|!.*?\}\})", RegexOptions.Singleline)]
    private static partial Regex Condition();

    [GeneratedRegex(@"\{\{[^}]*\}\}\}?")]
    private static partial Regex Value();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
