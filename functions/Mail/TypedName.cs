using System.Text.RegularExpressions;

namespace LeadScoring.Mail;

/// <summary>
/// A name in a mail to an address that has not proved itself. A stranger may have typed both, and mail programs turn
/// whatever looks like an address into a link: then our mail would carry their advertisement to their victim.
/// </summary>
public static partial class TypedName
{
    /// <summary>The name, or null where it is more than a name: the mail then greets without one.</summary>
    public static string? InFirstMail(string? name) =>
        name is null || MoreThanAName().IsMatch(name) ? null : name;

    // A dot between letters is a domain, before a space it is an initial. Digits are offers.
    [GeneratedRegex(@"[/\\@:<>{}=\r\n\t0-9０-９]|\p{L}[.。．｡]\p{L}{2}|.{41}", RegexOptions.Singleline)]
    private static partial Regex MoreThanAName();
}
