using System.Globalization;

namespace LeadScoring.Nurture;

/// <summary>
/// One lead's way through one version of one scenario: made in the same transaction as the stage or class change that
/// caused it, finished by its last step, an exit or a hold-out's end.
/// </summary>
public sealed record Enrolment
{
    public required string Scenario { get; init; }
    public required int Version { get; init; }
    public required string Product { get; init; }

    /// <summary>1 for the first time through this scenario, 2 for the second…</summary>
    public required int Occurrence { get; init; }
    public required bool HeldOut { get; init; }
    public required DateTimeOffset EnteredAt { get; init; }

    /// <summary>The step that comes next; null once the enrolment has ended.</summary>
    public string? NextStep { get; init; }
    public DateTimeOffset? DueAt { get; init; }

    public string? Ended { get; init; }
    public DateTimeOffset? EndedAt { get; init; }

    public string Key => KeyOf(Scenario, Version, Occurrence);

    public string SendKey(string step) => $"{Key}|{step}";

    public static string KeyOf(string scenario, int version, int occurrence) =>
        string.Create(CultureInfo.InvariantCulture, $"{scenario}|{version}|{occurrence}");

    public Enrolment End(string reason, DateTimeOffset at) =>
        this with { NextStep = null, DueAt = null, Ended = reason, EndedAt = at };
}
