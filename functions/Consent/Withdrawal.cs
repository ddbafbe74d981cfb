using System.Globalization;
using System.Text.Json;
using LeadScoring.Hits;
using LeadScoring.Leads;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using LeadScoring.Reactions;
using LeadScoring.Scoring;
using LeadScoring.Storage;

namespace LeadScoring.Consent;

/// <summary>
/// Pure: the end of all advertising mail, recorded, and counted as a reaction in every product the lead has.
/// </summary>
public static class Withdrawal
{
    public const string ReactionType = "unsubscribe";

    /// <summary>Characters of why; the page's field takes as many.</summary>
    private const int LongestReason = 300;

    private const string Provider = "provider";
    private const string Prefix = "withdrawal|";

    /// <summary>What somebody wrote as their reason, as it is kept: visible, in one line, short.</summary>
    public static string? ReasonIn(string? typed)
    {
        if (typed is null) return null;
        var text = VisibleText.Of(string.Concat(typed.Select(c => char.IsControl(c) ? ' ' : c)));
        if (text.Length > LongestReason)
            text = text[..(char.IsHighSurrogate(text[LongestReason - 1]) ? LongestReason - 1 : LongestReason)];
        return text.Length == 0 ? null : text;
    }

    /// <summary>
    /// Null when there is nothing to withdraw any more, nor a reason told: who was stopped by their mailbox may still
    /// say why, and the first words stay.
    /// </summary>
    public static LeadChange? OfMail(
        Lead lead, string sendId, string how, Edition edition, DateTimeOffset now, string? reason = null)
    {
        var ended = InForce(lead.Mail).ToList();
        if (ended.Count == 0) return reason is null ? null : Why(lead, reason, edition);
        // A worker whose clock is ahead may have granted "later": a withdrawal holds from the press of the button.
        var at = ended.Max(consent => consent.Consent.SaidAt()) is var latest && latest > now ? latest : now;
        var act = Digest.Of(string.Create(CultureInfo.InvariantCulture, $"{at.UtcTicks}|{sendId}|{how}"));
        var key = LeadRows.Consent(
            string.Create(CultureInfo.InvariantCulture, $"{at.UtcTicks:D19}|email withdrawn|{act}"));
        var record = new ConsentRecord
        {
            What = ConsentRecord.EmailWithdrawn,
            At = at,
            How = how,
            Source = "link",
            SendId = sendId,
            Act = act,
            Ended = [.. ended.Select(consent => consent.Purpose)],
        };
        var facts = new List<Fact> { new(key, record) };
        var mail = lead.Mail.With(key, record);
        if (edition.Rules.Reactions.ContainsKey(ReactionType))
            facts.Add(new Fact(InboxKey(mail.Email!), Telling(lead, mail.Email!, reason)));
        return new LeadChange(lead with { Mail = mail }, facts);
    }

    private static LeadChange? Why(Lead lead, string reason, Edition edition) =>
        lead.Mail.Email is { Granted: false } ended && edition.Rules.Reactions.ContainsKey(ReactionType)
            ? new LeadChange(lead, [new Fact(ReasonKey(ended), Telling(lead, ended, reason))])
            : null;

    /// <summary>The same reactions, with words or without: told again, they are not counted again.</summary>
    private static InboxBatch Telling(Lead lead, ConsentState ended, string? reason)
    {
        var said = reason is null ? (JsonElement?)null : JsonSerializer.SerializeToElement(new { text = reason });
        var reactions = InEachLine(lead, product => $"{Prefix}{product}|{ended.Proof}", ended.At)
            .Select(reaction => reaction with { Properties = said });
        return new InboxBatch(null, Trusted: false, [.. reactions], []);
    }

    /// <summary>
    /// What a withdrawal comes to that is told once more, in whatever order: the one with words; null: these are no two
    /// tellings of one withdrawal.
    /// </summary>
    public static Reaction? WithWords(Reaction known, Reaction told)
    {
        static Reaction Bare(Reaction reaction) => reaction with { Properties = null };
        if (known.Type != ReactionType || !known.Id.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        return Bare(known) != Bare(told) ? null
            : known.Properties is null ? told
            : known;
    }

    /// <summary>The brand's own systems tell that the person stopped the mails elsewhere.</summary>
    public static bool IsReported(Reaction reaction) =>
        reaction.Type == ReactionType && !Verdict.IsReportedMachine(reaction);

    public static ConsentRecord Reported(Reaction reaction) => new()
    {
        What = ConsentRecord.EmailWithdrawn,
        At = reaction.OccurredAt,
        How = "reported",
        Source = "reaction",
        Proof = reaction.Id,
    };

    /// <summary>The mail provider tells that the person stopped the mails there, or called one spam.</summary>
    public static ConsentRecord ToldByProvider(string how, DateTimeOffset at, string sendId, string eventId) => new()
    {
        What = ConsentRecord.EmailWithdrawn,
        At = at,
        How = how,
        Source = Provider,
        SendId = sendId,
        Proof = eventId,
    };

    /// <summary>A stop that the provider told is a reaction, as one by our own link is.</summary>
    public static IEnumerable<Reaction> AsReactions(Lead lead, ConsentRecord told, ScoringRules rules) =>
        told is { What: ConsentRecord.EmailWithdrawn, Source: Provider } && rules.Reactions.ContainsKey(ReactionType)
            ? InEachLine(lead, product => $"stop|{told.Proof}|{product}", told.At)
            : [];

    /// <summary>The withdrawal's own proof names the inbox row, so a repeated call can name it again.</summary>
    public static string InboxKey(ConsentState ended) => LeadRows.Inbox(Prefix + Digest.Of(ended.Proof));

    /// <summary>Where a reason waits that was told behind the withdrawal.</summary>
    public static string ReasonKey(ConsentState ended) =>
        LeadRows.Inbox($"{Prefix}why|{Digest.Of(ended.Proof)}");

    /// <summary>What a word on the whole channel would end; an empty purpose is the channel itself.</summary>
    private static IEnumerable<(string Purpose, ConsentState Consent)> InForce(MailState mail)
    {
        if (mail.Email is { Granted: true } all) yield return ("", all);
        foreach (var purpose in mail.Purposes.Keys)
            if (mail.OwnConsentTo(purpose) is { } own) yield return (purpose, own);
    }

    private static IEnumerable<Reaction> InEachLine(Lead lead, Func<string, string> idOf, DateTimeOffset at) =>
        lead.Products.Keys.Select(product => new Reaction
        {
            Id = idOf(product),
            Type = ReactionType,
            OccurredAt = at,
            Product = product,
            Channel = "mail",
        });
}
