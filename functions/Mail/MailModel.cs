namespace LeadScoring.Mail;

/// <summary>
/// What a mail template can name, already in the words of the mail's language. <see cref="Score"/> and
/// <see cref="Stage"/> are of the mail's product; <see cref="Attributes"/> are what the lead told us.
/// </summary>
public sealed record MailModel
{
    public required string Brand { get; init; }

    public required string LegalName { get; init; }

    public required string Address { get; init; }

    public required string Contact { get; init; }

    public required string Colour { get; init; }

    public required string Locale { get; init; }

    public string? Name { get; init; }

    public string? Product { get; init; }

    public string? Campaign { get; init; }

    /// <summary>In a confirmation: whether its receiver ticked a box, or is asked for the address alone.</summary>
    public bool OptIn { get; init; }

    /// <summary>In a confirmation: it was sent before and not answered.</summary>
    public bool Reminder { get; init; }

    /// <summary>
    /// In a confirmation to somebody we know: the entry told more than we knew. It is never shown, since anybody may
    /// have typed it.
    /// </summary>
    public bool News { get; init; }

    public int? Score { get; init; }

    public string? Stage { get; init; }

    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>();

    /// <summary>The page to which the receiver can invite friends; null where no campaign is open to them.</summary>
    public Uri? ReferralUrl { get; init; }

    public MailLinks Links { get; init; } = new();

    /// <summary>What every mail says of who sends it.</summary>
    internal static MailModel Of(Sender sender, string locale) => new()
    {
        Brand = sender.Brand.For(locale),
        LegalName = sender.LegalName.For(locale),
        Address = sender.Address.For(locale),
        Contact = sender.Contact.For(locale),
        Colour = sender.Colour,
        Locale = locale,
    };

    /// <summary>The names that templates can use, each with the names within it (none: a text; null: any).</summary>
    internal static IReadOnlyDictionary<string, string[]?> TemplateFields { get; } = new MailModel
    {
        Brand = "",
        LegalName = "",
        Address = "",
        Contact = "",
        Colour = "",
        Locale = "",
    }.ToTemplateValues().ToDictionary(field => field.Key, field => field.Value switch
    {
        IReadOnlyDictionary<string, string> => null,
        Dictionary<string, object?> inner => inner.Keys.ToArray(),
        _ => [],
    }, StringComparer.Ordinal);

    /// <summary>The same under the names that templates use.</summary>
    internal Dictionary<string, object?> ToTemplateValues() => new(StringComparer.Ordinal)
    {
        ["brand"] = Brand,
        ["legalName"] = LegalName,
        ["address"] = Address,
        ["contact"] = Contact,
        ["colour"] = Colour,
        ["locale"] = Locale,
        ["name"] = Name,
        ["product"] = Product,
        ["campaign"] = Campaign,
        ["optIn"] = OptIn,
        ["reminder"] = Reminder,
        ["news"] = News,
        ["score"] = Score,
        ["stage"] = Stage,
        ["attributes"] = Attributes,
        ["referralUrl"] = ReferralUrl?.AbsoluteUri,
        ["links"] = Links.ToTemplateValues(),
    };
}

/// <summary>
/// Links of one mail; those that it has no use for are null. Signed ones belong to its receiver alone.
/// </summary>
public sealed record MailLinks
{
    public Uri? Confirm { get; init; }

    public Uri? Unsubscribe { get; init; }

    public Uri? Preferences { get; init; }

    public Uri? Site { get; init; }

    internal Dictionary<string, object?> ToTemplateValues() => new(StringComparer.Ordinal)
    {
        ["confirm"] = Confirm?.AbsoluteUri,
        ["unsubscribe"] = Unsubscribe?.AbsoluteUri,
        ["preferences"] = Preferences?.AbsoluteUri,
        ["site"] = Site?.AbsoluteUri,
    };
}
