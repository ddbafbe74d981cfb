using System.Text.Json.Serialization;
using LeadScoring.Alerts;

namespace LeadScoring.Exports;

/// <summary>How far one mail is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ViewMailState>))]
public enum ViewMailState
{
    Waiting,

    /// <summary>It is being handed over, by run <see cref="ViewMailed.Run"/>.</summary>
    Claimed,
    Sent,
    Refused,

    /// <summary>The answer got lost: it may have gone, and never goes again.</summary>
    Unknown,
}

/// <summary>One mail of a delivery; they stand in the order of the plan's addresses.</summary>
public sealed record ViewMailed(ViewMailState State, string? Run = null, string? Reason = null);

/// <summary>
/// Pure: one delivery of a view, from its time to its end. It is tried at once and, while it is not through, after 5
/// and 30 minutes, 2, 8 and 24 hours. Each try is a run; a mail is claimed by a run before it is handed over, so it
/// goes at most once. Pages of a webhook are taken one after the other; the cursor says behind which lead the next one
/// begins.
/// </summary>
/// <param name="Version">Of the view that asked for it.</param>
/// <param name="At">The time it was due.</param>
/// <param name="Run">Who is at it, or was last.</param>
/// <param name="Attempts">Runs until now.</param>
/// <param name="NextTryAt">When it is tried again, unless it is over by then.</param>
public sealed record ViewDelivery(string Version, DateTimeOffset At, string Run, int Attempts, DateTimeOffset NextTryAt)
{
    private const int Gone = 410;

    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(8),
        TimeSpan.FromHours(24),
    ];

    public IReadOnlyList<ViewMailed> Mails { get; init; } = [];

    /// <summary>Pages the webhook has taken.</summary>
    public int Pages { get; init; }

    public string? Cursor { get; init; }

    public int Leads { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it has not arrived, or not yet.</summary>
    public string? Reason { get; init; }

    public static ViewDelivery First(string version, DateTimeOffset at, int mails, string run, DateTimeOffset now) =>
        new(version, at, run, 1, now + Waits[0])
        {
            Mails = [.. Enumerable.Repeat(new ViewMailed(ViewMailState.Waiting), mails)],
        };

    /// <summary>The next try, where one is due; the same where none is, or another run is at it.</summary>
    public ViewDelivery Begin(string run, DateTimeOffset now)
    {
        if (EndedAt is not null || Run == run || NextTryAt > now) return this;
        var next = this with
        {
            Mails = [.. Mails.Select(mail => mail.State == ViewMailState.Claimed
                ? mail with { State = ViewMailState.Unknown, Reason = "the answer got lost" }
                : mail)],
        };
        return Attempts > Waits.Length
            ? next with { EndedAt = now, Reason = Reason ?? "the last try was broken off" }
            : (next with
            {
                Run = run,
                Attempts = Attempts + 1,
                NextTryAt = now + Waits[Math.Min(Attempts, Waits.Length - 1)],
            }).Settled(now);
    }

    /// <summary>One mail taken by this run; the same where it may not hand it over.</summary>
    public ViewDelivery Claim(int mail, string run) =>
        EndedAt is null && Run == run && Mails[mail].State == ViewMailState.Waiting
            ? WithMail(mail, new ViewMailed(ViewMailState.Claimed, run))
            : this;

    public bool MayHandOver(int mail, string run) => Mails[mail] == new ViewMailed(ViewMailState.Claimed, run);

    /// <summary>What became of a mail that was claimed; later news of what was given up as unknown count too.</summary>
    public ViewDelivery Told(int mail, ViewMailState state, string? reason, DateTimeOffset now) =>
        Mails[mail].State is ViewMailState.Claimed or ViewMailState.Unknown
            ? (WithMail(mail, new ViewMailed(state, null, reason)) with
            {
                Reason = state == ViewMailState.Waiting ? reason : Reason,
            }).Settled(now)
            : this;

    /// <summary>A page has arrived; the last one (no cursor) ends the delivery.</summary>
    public ViewDelivery Taken(int page, int leads, string? cursor, DateTimeOffset now) =>
        page != Pages + 1 || EndedAt is not null ? this : this with
        {
            Pages = page,
            Leads = Leads + leads,
            Cursor = cursor,
            EndedAt = cursor is null ? now : null,
            Reason = null,
        };

    public ViewDelivery NotTaken(WebhookAnswer answer, DateTimeOffset now) =>
        EndedAt is not null ? this
        : answer.Status == Gone || Attempts > Waits.Length ? Failed(answer.Text, now)
        : this with { Reason = answer.Text };

    /// <summary>It will never go.</summary>
    public ViewDelivery Failed(string reason, DateTimeOffset now) =>
        EndedAt is null ? this with { EndedAt = now, Reason = reason, Cursor = null } : this;

    /// <param name="version">Of the view as it is now: one that was changed is not delivered any further.</param>
    public LastDelivery Shown(string version)
    {
        var unlucky = Mails.FirstOrDefault(mail => mail.State == ViewMailState.Unknown)
            ?? Mails.FirstOrDefault(mail => mail.State == ViewMailState.Refused);
        var status = EndedAt is null ? Version == version ? "sending" : "stopped"
            : unlucky?.State == ViewMailState.Unknown ? "unknown"
            : unlucky is not null || Reason is not null ? "failed"
            : "delivered";
        return new LastDelivery(At, status, Leads, unlucky?.Reason ?? Reason);
    }

    private ViewDelivery WithMail(int mail, ViewMailed to) =>
        this with { Mails = [.. Mails.Select((known, n) => n == mail ? to : known)] };

    private ViewDelivery Settled(DateTimeOffset now) =>
        EndedAt is not null || Mails.Count == 0
        || Mails.Any(mail => mail.State is ViewMailState.Waiting or ViewMailState.Claimed)
            ? this
            : this with { EndedAt = now, Reason = null };
}

/// <summary>
/// The newest delivery: <paramref name="Status"/> is <c>sending</c>, <c>delivered</c>, <c>failed</c>, <c>unknown</c> (a
/// mail whose answer got lost; it is not sent again) or <c>stopped</c> (the view was changed meanwhile).
/// </summary>
public sealed record LastDelivery(DateTimeOffset At, string Status, int Leads, string? Reason);
