using LeadScoring.Hits;

namespace LeadScoring.Nurture;

/// <summary>
/// Pure: how a claimed mail ends. What the provider's events prove goes before what this process knows, for an answer
/// can get lost and an event comes again for a day; without either, the mail is taken for lost after 72 hours. The end
/// is a function of the row's own end and of all events: neither their order nor their number matters, and what came
/// too late still corrects it. It is never a reason to send a mail again.
/// </summary>
public static class Settling
{
    public const string NoTrace = "no trace";
    public const string ProviderAway = "provider away";

    /// <summary>The provider tells of a mail for a day; so long after a claim nothing more is expected.</summary>
    public static readonly TimeSpan NoTraceAfter = TimeSpan.FromHours(72);

    /// <summary>Who goes on trying for longer sends mails that nobody expects any more.</summary>
    public static readonly TimeSpan GivenUpAfter = TimeSpan.FromHours(72);

    private const string DroppedType = "dropped";

    /// <summary>Events of a mail that is past the provider's own queue.</summary>
    private static readonly HashSet<string> Leaving = new(StringComparer.Ordinal)
    {
        MailEvent.Delivered, "bounce", "deferred", "spamreport", "unsubscribe", "group_unsubscribe",
        "group_resubscribe",
    };

    /// <summary>What all that came back from a mail proves; an unknown event proves nothing.</summary>
    public static ToldEnd? Told(MailHits mail) => mail.Events.Select(Of)
        .Concat(mail.Hits.Select(hit => new ToldEnd(ToldStrength.Left, hit.At)))
        .Aggregate((ToldEnd?)null, ToldEnd.Stronger);

    /// <summary>The row with what came back from its mail; null where that is what it says anyway.</summary>
    public static SendRecord? With(SendRecord record, MailHits mail)
    {
        var told = ToldEnd.Stronger(record.Told, Told(mail));
        return told is null || (told.Status(), told.Reason) == (record.Status, record.Reason)
            ? null
            : (record with { Told = told, Status = told.Status(), Reason = told.Reason }).After(record);
    }

    /// <summary>
    /// The row with the end that its own worker knows; null where the row is about another try by now. What the
    /// provider told meanwhile stays, and the rest is filled in.
    /// </summary>
    public static SendRecord? Ended(SendRecord stored, SendRecord end)
    {
        var isKnown = stored.Told is null && stored.Status is SendStatus.Sent or SendStatus.Deferred;
        if (stored.DecidedAt != end.DecidedAt || isKnown) return null;
        var ended = end with { Told = stored.Told };
        return (stored.Told is { } told ? ended with { Status = told.Status(), Reason = told.Reason } : ended)
            .After(stored);
    }

    /// <summary>
    /// The end of a claim of which nothing was heard, or of a mail that the provider turned away and that did not get
    /// out since; null where it is not (yet) time for that.
    /// </summary>
    public static SendRecord? Lost(SendRecord record, DateTimeOffset now) => record.Status switch
    {
        SendStatus.Claimed when record.DecidedAt + NoTraceAfter <= now => Failed(record, NoTrace),
        SendStatus.Deferred when record.FirstDecidedAt() + GivenUpAfter <= now => Failed(record, ProviderAway),
        _ => null,
    };

    /// <summary>
    /// The row of a mail that the provider turned away until an instant; null where it is about another try by now, or
    /// the provider told that it took the mail after all.
    /// </summary>
    public static SendRecord? Deferred(SendRecord stored, SendRecord claimed, DateTimeOffset again) =>
        stored is { Told: null, Status: SendStatus.Claimed } && stored.DecidedAt == claimed.DecidedAt
            ? (stored with { Status = SendStatus.Deferred, NextTryAt = again }).After(stored)
            : null;

    /// <summary>Whether a mail that was turned away may be tried again at an instant.</summary>
    public static bool MayTryAt(SendRecord record, DateTimeOffset again) =>
        again <= record.FirstDecidedAt() + GivenUpAfter;

    public static string DroppedFor(string? why) => $"dropped: {why ?? DropReason.Other}";

    private static SendRecord Failed(SendRecord record, string reason) =>
        (record with { Status = SendStatus.Failed, Reason = reason, NextTryAt = null }).After(record);

    private static ToldEnd? Of(MailEvent told) => told.Type switch
    {
        "processed" => new ToldEnd(ToldStrength.Taken, told.At),
        DroppedType => new ToldEnd(ToldStrength.Dropped, told.At, DroppedFor(told.Status)),
        _ => Leaving.Contains(told.Type) ? new ToldEnd(ToldStrength.Left, told.At) : null,
    };
}
