using LeadScoring.Hits;

namespace LeadScoring.Sending;

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
    public const string Paused = "paused";

    /// <summary>The provider tells of a mail for a day; so long after a claim nothing more is expected.</summary>
    public static readonly TimeSpan NoTraceAfter = TimeSpan.FromHours(72);

    /// <summary>
    /// For so long the provider may keep a mail waiting: later nobody expects it any more. Only the waits from a
    /// refusal to the next try are counted, and not what a window, a cap, a limit or a pause puts between them.
    /// </summary>
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
    /// The end of a claim of which nothing was heard; null where it is not (yet) time for that. What waits is not lost.
    /// </summary>
    public static SendRecord? Lost(SendRecord record, DateTimeOffset now) =>
        record.Status == SendStatus.Claimed && record.DecidedAt + NoTraceAfter <= now
            ? (record with { Status = SendStatus.Failed, Reason = NoTrace, NextTryAt = null }).After(record)
            : null;

    /// <summary>Whether a mail waits though its next try is due: its message may be gone.</summary>
    public static bool IsOverdue(SendRecord record, DateTimeOffset now) =>
        record.Status == SendStatus.Deferred && !(record.NextTryAt > now);

    /// <summary>
    /// The row of a mail that the provider turned away until an instant; null where it is about another try by now, or
    /// the provider told that it took the mail after all.
    /// </summary>
    public static SendRecord? Deferred(SendRecord stored, SendRecord claimed, DateTimeOffset again) =>
        IsUnused(stored, claimed) ? TurnedAway(stored, again).After(stored) : null;

    /// <summary>
    /// Whether a row still is this very claim, of which nothing proves that the provider took the mail: only then may
    /// who made the claim, and knows that it was not used, take it back.
    /// </summary>
    public static bool IsUnused(SendRecord stored, SendRecord claimed) =>
        stored is { Told: null, Status: SendStatus.Claimed } && stored.DecidedAt == claimed.DecidedAt;

    /// <summary>The claimed mail, waiting for its provider until an instant.</summary>
    public static SendRecord TurnedAway(SendRecord claimed, DateTimeOffset again) => claimed with
    {
        Status = SendStatus.Deferred,
        Reason = ProviderAway,
        NextTryAt = again,
        Away = AwayUntil(claimed, again),
    };

    /// <summary>Whether a claimed mail that is turned away may be tried again at an instant.</summary>
    public static bool MayTryAt(SendRecord claimed, DateTimeOffset again) => AwayUntil(claimed, again) <= GivenUpAfter;

    public static string DroppedFor(string? why) => $"dropped: {why ?? DropReason.Other}";

    private static TimeSpan AwayUntil(SendRecord claimed, DateTimeOffset again) =>
        (claimed.Away ?? TimeSpan.Zero) + (again - claimed.DecidedAt);

    private static ToldEnd? Of(MailEvent told) => told.Type switch
    {
        "processed" => new ToldEnd(ToldStrength.Taken, told.At),
        DroppedType => new ToldEnd(ToldStrength.Dropped, told.At, DroppedFor(told.Status)),
        _ => Leaving.Contains(told.Type) ? new ToldEnd(ToldStrength.Left, told.At) : null,
    };
}
