using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;
using LeadScoring.Scenarios;
using LeadScoring.Sending;
using NodaTime;

namespace LeadScoring.Nurture;

/// <summary>
/// One lead's way through one version of one scenario: made in the same transaction as the change that caused it (a
/// stage or class entered, a date told), finished by its last step, an exit or a hold-out's end.
/// </summary>
public sealed record Enrolment
{
    /// <summary>Why it ended: the person's data is not to be used.</summary>
    public const string UseStopped = "use stopped";

    /// <summary>Why it ended: the person is found under another lead.</summary>
    public const string Merged = "merged";

    public required string Scenario { get; init; }
    public required int Version { get; init; }
    public required string Product { get; init; }

    /// <summary>1 for the first time through this scenario, 2 for the second…</summary>
    public required int Occurrence { get; init; }
    public required bool HeldOut { get; init; }

    /// <summary>Which comparison withholds the mails; null where none does, and of before this was told.</summary>
    public HeldOutBy? HeldOutBy { get; init; }
    public required DateTimeOffset EnteredAt { get; init; }

    /// <summary>The step that comes next; null once the enrolment has ended.</summary>
    public string? NextStep { get; init; }
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>When it came to <see cref="NextStep"/>, or its date moved since; null: when it was enrolled.</summary>
    public DateTimeOffset? ArrivedAt { get; init; }

    /// <summary>The date it counts from, where its scenario has an anchor.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>
    /// The newer version it went over to (<see cref="Running.Move"/>, or nobody kept its own); null: its own.
    /// </summary>
    public int? MovedTo { get; init; }

    /// <summary>How it went on at the waits and branches it came through, by step; null: there were none.</summary>
    public ImmutableSortedDictionary<string, Turn>? Turns { get; init; }

    /// <summary>The step that was put off, and since when it waits for its hour and for room.</summary>
    public PutOffStep? FirstPutOff { get; init; }

    public string? Ended { get; init; }
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The step it had come to when it ended; null: its last step was done.</summary>
    public string? EndedBefore { get; init; }

    public string Key => KeyOf(Scenario, Version, Occurrence);

    /// <summary>The version that says how it goes on.</summary>
    public int Follows() => MovedTo ?? Version;

    public LocalDate? AnchorDate() => Date is { } date ? LocalDate.FromDateOnly(date) : null;

    public string SendKey(string step) => $"{Key}|{step}";

    public static string KeyOf(string scenario, int version, int occurrence) =>
        string.Create(CultureInfo.InvariantCulture, $"{scenario}|{version}|{occurrence}");

    /// <summary>The scenario that the key of an enrolment, or of a mail of one, names.</summary>
    public static string ScenarioOf(string key) => key.Split('|')[0];

    /// <summary>Since when the next step waits; null where it was not put off so far.</summary>
    [JsonIgnore]
    public DateTimeOffset? PutOffSince => FirstPutOff is { } waiting && waiting.Step == NextStep ? waiting.Since : null;

    /// <summary>
    /// Due again later. A pause, quiet and the provider's absence are nobody's turn: the time in them is not counted.
    /// </summary>
    public Enrolment Postponed(StepDecision.Postpone decision) => this with
    {
        DueAt = decision.Until,
        FirstPutOff = PutOffSince is null
            && decision.Why is RightTime.Shut or RightTime.Cap or RightTime.GivesWay or RightTime.Limit
            ? new PutOffStep(NextStep!, DueAt!.Value)
            : FirstPutOff,
    };

    public Enrolment End(string reason, DateTimeOffset at) =>
        this with { NextStep = null, DueAt = null, Ended = reason, EndedAt = at, EndedBefore = NextStep };

    /// <summary>Comes to a step of its scenario, or to the end behind the last one.</summary>
    public Enrolment Arrive(Scenario scenario, int step, DateTimeOffset now)
    {
        if (step >= scenario.Steps.Count) return End("completed", now) with { EndedBefore = null };
        var due = scenario.DueAt(step, now, AnchorDate());
        return this with
        {
            NextStep = scenario.Steps[step].Id,
            ArrivedAt = now,
            DueAt = due > now ? due : now,
        };
    }

    /// <summary>
    /// The step it has come to, planned anew. One that counts from the date is late by when it is planned; anything
    /// else counts on from when it was come to.
    /// </summary>
    public Enrolment Replan(StepAt at, DateTimeOffset now)
    {
        var isNew = at.Step is { After.IsAnchored: true } and not WaitStep;
        var arrived = isNew ? now : ArrivedAt ?? EnteredAt;
        var due = at.Scenario.DueAt(at.Index, arrived, AnchorDate());
        return this with { ArrivedAt = arrived, DueAt = due > now ? due : now };
    }

    public Enrolment Turned(string step, Turn turn) => this with
    {
        Turns = (Turns ?? ImmutableSortedDictionary.Create<string, Turn>(StringComparer.Ordinal)).SetItem(step, turn),
    };
}

/// <summary>
/// How an enrolment left a wait or a branch: because of <paramref name="Why"/> (<c>reacted</c>, <c>timed-out</c>,
/// <c>case-1</c>, <c>else</c>, <c>else-not-known</c>), to a step, or to the end (null).
/// </summary>
public sealed record Turn(string Why, string? To, DateTimeOffset At);

/// <summary>A step whose mail waits to be sent, and since when.</summary>
public sealed record PutOffStep(string Step, DateTimeOffset Since);

/// <summary>When a person began a scenario, and for which date, where it has an anchor.</summary>
public sealed record BegunScenario(DateTimeOffset At, DateOnly? Date);
