namespace LeadScoring.Mail;

/// <summary>
/// Pure: whom templates are tried on. One told us everything that any template asks for, the other nothing but the
/// address, so that both sides of every condition are seen.
/// </summary>
internal sealed class SamplePerson(Sender sender, IReadOnlyDictionary<string, string> sources)
{
    /// <summary>What attributes hold: a date, which most of those that mails speak of are.</summary>
    private const string Attribute = "2027-08-31";

    private readonly Dictionary<string, string> _attributes = AttributesIn(sources.Values)
        .DefaultIfEmpty("leaseEnd") // else nothing in {{#each attributes}} would be tried
        .Distinct()
        .ToDictionary(name => name, _ => Attribute, StringComparer.Ordinal);

    /// <summary>What a mail of this use has for somebody of whom everything is known.</summary>
    public MailModel Full(MailUse use, string locale, MailLinks links) => Bare(use, locale, links) with
    {
        Name = locale.StartsWith("ja", StringComparison.Ordinal) ? "山田 花子" : "Hanako Yamada",
        Campaign = use == MailUse.Confirmation ? "Campaign" : null,
        OptIn = use == MailUse.Confirmation,
        Reminder = use == MailUse.Confirmation,
        News = use == MailUse.Confirmation,
        Score = use == MailUse.Scenario ? 64 : null,
        Stage = use == MailUse.Scenario ? "Stage" : null,
        ReferralUrl = use == MailUse.Scenario ? new Uri(links.Site!, "?ref=PREVIEW") : null,
        Attributes = _attributes,
    };

    /// <summary>The same for somebody of whom only the address is known.</summary>
    public MailModel Bare(MailUse use, string locale, MailLinks links) => MailModel.Of(sender, locale) with
    {
        Product = "Product",
        Score = use == MailUse.Scenario ? 0 : null,
        Links = use == MailUse.Scenario
            ? links with { Confirm = null }
            : links with { Unsubscribe = null, Preferences = null },
    };

    private static IEnumerable<string> AttributesIn(IEnumerable<string> sources) =>
        from source in sources
        from tag in TemplateTag.In(source)
        from word in tag.Words
        let path = word[(word.IndexOf('=', StringComparison.Ordinal) + 1)..].TrimStart('(')
        let parts = path.Split('.', 2)
        where parts is ["attributes", _] || parts is [.., "attributes", _]
        select parts[1].Trim('[', ']', ')');
}
