namespace LeadScoring.Checks;

/// <summary>Words for a name that leads nowhere.</summary>
internal static class Names
{
    public static string Unknown(string name, string kind, IEnumerable<string> known) =>
        $"Must be a {kind}, one of {string.Join(", ", known)}, but is '{name}'.";

    public static string NoTemplate(string template, string locale) =>
        $"Needs the mail templates/{template}/{locale}.subject.hbs with its .html.hbs, "
        + "which is not there.";
}
