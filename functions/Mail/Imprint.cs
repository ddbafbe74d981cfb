namespace LeadScoring.Mail;

/// <summary>
/// What the law on commercial mail wants to be read in each one (特定電子メール法 第4条): who sends it, from where, where
/// to turn to, and where to say no. In the HTML it counts only if it is visible, the link only if it has a text.
/// </summary>
public sealed record Imprint(string SenderName, string Address, string Contact, Uri OptOut)
{
    public static Imprint Of(Sender sender, string locale, Uri optOut) => new(
        sender.LegalName.For(locale), sender.Address.For(locale), sender.Contact.For(locale), optOut);

    /// <summary>What has to be read as the sender wrote it; a contact may be a web address.</summary>
    public IReadOnlyList<string> Words => [SenderName, Address, Contact];

    /// <summary>What a body does not show, in the ledger's words; empty where all is there.</summary>
    /// <param name="read">The plain text, or what is read of the HTML (<see cref="PlainText"/>).</param>
    public IEnumerable<string> MissingIn(string read)
    {
        var shown = Bare(read);
        return new (string Word, string Value)[]
        {
            ("no sender name", SenderName), ("no address", Address), ("no contact", Contact),
            ("no opt-out", OptOut.AbsoluteUri),
        }.Where(part => !shown.Contains(Bare(part.Value), StringComparison.Ordinal)).Select(part => part.Word);
    }

    /// <summary>The first that either body does not show; null where the mail may leave.</summary>
    public string? FirstMissingIn(RenderedMail mail) =>
        MissingIn(PlainText.Of(mail.Html)).Concat(MissingIn(mail.Text)).FirstOrDefault();

    /// <summary>How lines are broken is the template's business.</summary>
    private static string Bare(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}
