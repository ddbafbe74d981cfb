namespace LeadScoring.Mail;

internal static class TemplateNames
{
    public static IEnumerable<string> Check(string source, IReadOnlySet<string> partials) => [];
}
