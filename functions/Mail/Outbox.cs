namespace LeadScoring.Mail;

/// <summary>A mail read back from the outbox folder; headers by name, decoded.</summary>
public sealed record OutboxMail(string SendId, IReadOnlyDictionary<string, string> Headers, string Text, string Html)
{
    public IReadOnlyList<MailAttachment> Attachments { get; init; } = [];

    public string Subject => Headers["Subject"];

    public string From => Headers["From"];

    public string To => Headers["To"];

    /// <summary>As the header writes it, RFC 5322.</summary>
    public string Date => Headers["Date"];
}

/// <summary>Shows what <see cref="OutboxDelivery"/> wrote, for the page that stands in for a mailbox.</summary>
public sealed class Outbox(string folder)
{
    /// <summary>The mails with the newest dates, newest first.</summary>
    public IReadOnlyList<OutboxMail> Newest(int count)
    {
        if (!Directory.Exists(folder)) return [];
        return [.. new DirectoryInfo(folder).EnumerateFiles("*.eml")
            .OrderByDescending(file => file.LastWriteTimeUtc)
            .ThenBy(file => file.Name, StringComparer.Ordinal)
            .Take(count)
            .Select(file => Read(Path.GetFileNameWithoutExtension(file.Name)))
            .OfType<OutboxMail>()];
    }

    /// <summary>Where the mail of this id lies.</summary>
    internal static string PathOf(string folder, string sendId) => Path.Combine(folder, $"{sendId}.eml");

    /// <summary>Where a process writes it, until it is whole.</summary>
    internal static string UnfinishedPathOf(string folder, string sendId, string process) =>
        $"{PathOf(folder, sendId)}.{process}.tmp";

    /// <summary>
    /// Erases a mail, and what a process that died left of it; one that is not there, or went out through a provider,
    /// is no mistake.
    /// </summary>
    public void Delete(string sendId)
    {
        if (!OutgoingMail.IsSendId(sendId) || !Directory.Exists(folder)) return;
        File.Delete(PathOf(folder, sendId));
        var unfinished = Path.GetFileName(UnfinishedPathOf(folder, sendId, "*"));
        foreach (var path in Directory.EnumerateFiles(folder, unfinished)) File.Delete(path);
    }

    public bool Holds(string sendId) => OutgoingMail.IsSendId(sendId) && File.Exists(PathOf(folder, sendId));

    /// <summary>
    /// Erases mails whose ids begin so: a list that staff got names many people, and goes with any of them.
    /// </summary>
    public void DeleteAll(string idPrefix)
    {
        if (!Directory.Exists(folder)) return;
        foreach (var path in Directory.EnumerateFiles(folder, idPrefix + "*")) File.Delete(path);
    }

    /// <summary>The mail of this id; null where there is none.</summary>
    public OutboxMail? Read(string sendId)
    {
        if (!OutgoingMail.IsSendId(sendId)) return null;
        var path = PathOf(folder, sendId);
        return File.Exists(path) ? MimeReader.Read(sendId, File.ReadAllText(path)) : null;
    }
}
