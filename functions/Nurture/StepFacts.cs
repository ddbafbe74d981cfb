namespace LeadScoring.Nurture;

/// <summary>Whether an enrolment is mailed, or only watched so that the mailed ones can be compared with it.</summary>
public enum Arm
{
    Mailed,
    HeldOut,
}

/// <summary>
/// Everything a decision on one due step rests on, as true at <see cref="Now"/>. All of it is data: the same facts give
/// the same decision, today and when it is looked into later.
/// </summary>
public sealed record StepFacts
{
    public required Scenario Scenario { get; init; }

    public required ScenarioStep Step { get; init; }

    public required Arm Arm { get; init; }

    public required DateTimeOffset EnteredAt { get; init; }

    public required DateTimeOffset Now { get; init; }

    /// <summary>The ledger holds an outcome, or a claim, of this step of this enrolment.</summary>
    public bool AlreadySettled { get; init; }

    public string? CurrentStage { get; init; }

    public string? CurrentClass { get; init; }

    /// <summary>The lead bought the scenario's product after it was enrolled.</summary>
    public bool PurchasedSince { get; init; }

    /// <summary>Reactions to the scenario's product; those up to <see cref="EnteredAt"/> are not looked at.</summary>
    public IReadOnlyCollection<SeenReaction> Reactions { get; init; } = [];

    /// <summary>
    /// Why the address must not be written to at all (bounced, complained, erased); null where it may.
    /// </summary>
    public string? Suppression { get; init; }

    /// <summary>Why there is no consent to mail (never given, not confirmed, withdrawn); null where there is.</summary>
    public string? ConsentMissing { get; init; }

    /// <summary>
    /// The scenario, or all sending, is paused, or the day's limit is reached: look again at this instant.
    /// </summary>
    public DateTimeOffset? PausedUntil { get; init; }

    /// <summary>
    /// When nurture mails of any scenario went to this lead: at least the newest <see cref="FrequencyCap.MostMails"/>.
    /// </summary>
    public IReadOnlyList<DateTimeOffset> RecentMails { get; init; } = [];

    /// <summary>How often at most the person wants mails, besides the scenario's cap; null: as they are sent.</summary>
    public FrequencyCap? OwnCap { get; init; }
}

/// <summary>A reaction as far as a scenario looks at it.</summary>
public readonly record struct SeenReaction(string Type, DateTimeOffset At);
