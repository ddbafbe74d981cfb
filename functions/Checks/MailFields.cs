using LeadScoring.Mail;

namespace LeadScoring.Checks;

/// <summary>Which of the names in <see cref="MailModel"/> a mail of a use has.</summary>
internal static class MailFields
{
    private static readonly string[] OfScenarios =
        ["score", "stage", "referralUrl", "links.unsubscribe", "links.preferences"];

    private static readonly string[] OfConfirmations = ["campaign", "optIn", "reminder", "news", "links.confirm"];

    /// <summary>Names with the names within (none: a text; null: any), for a template of all these uses.</summary>
    public static IReadOnlyDictionary<string, string[]?> For(IReadOnlyCollection<MailUse> uses)
    {
        var missing = uses.SelectMany(use => use == MailUse.Scenario ? OfConfirmations : OfScenarios).ToHashSet();
        return MailModel.TemplateFields.Where(field => !missing.Contains(field.Key)).ToDictionary(
            field => field.Key,
            field => field.Value?.Where(inner => !missing.Contains($"{field.Key}.{inner}")).ToArray(),
            StringComparer.Ordinal);
    }
}
