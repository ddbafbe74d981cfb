using System.Diagnostics.CodeAnalysis;
using LeadScoring.Scenarios;
using LeadScoring.Sending;

namespace LeadScoring.Nurture;

/// <summary>Whether an enrolment is mailed, or only watched so that the mailed ones can be compared with it.</summary>
public enum Arm
{
    Mailed,
    HeldOut,
}

/// <summary>
/// Everything a decision on one due step rests on, as true at <see cref="Circumstances.Now"/>. All of it is data: the
/// same facts give the same decision, today and when it is looked into later.
/// </summary>
public sealed record StepFacts : Circumstances
{
    public StepFacts()
    {
    }

    [SetsRequiredMembers]
    internal StepFacts(Circumstances circumstances, Scenario scenario, ScenarioStep step, Arm arm)
        : base(circumstances) => (Scenario, Step, Arm) = (scenario, step, arm);

    public required Scenario Scenario { get; init; }

    public required ScenarioStep Step { get; init; }

    public required Arm Arm { get; init; }

    /// <summary>The ledger holds an outcome, or a claim, of this step of this enrolment.</summary>
    public bool AlreadySettled { get; init; }

    /// <summary>When it came to this step; null: when it was enrolled.</summary>
    public DateTimeOffset? ArrivedAt { get; init; }

    /// <summary>When a wait's time is out; null for other steps.</summary>
    public DateTimeOffset? WaitsUntil { get; init; }

    /// <summary>
    /// The step's time had long passed when it came to be planned, or has by now (<see cref="Anchor.Grace"/>).
    /// </summary>
    public bool TooLate { get; init; }

    /// <summary>
    /// Why the address must not be written to at all (bounced, complained, erased); null where it may.
    /// </summary>
    public string? Suppression { get; init; }

    /// <summary>Why there is no consent to mail (never given, not confirmed, withdrawn); null where there is.</summary>
    public string? ConsentMissing { get; init; }

    /// <summary>Until when the scenario, or all of them, are paused (<see cref="SendControls"/>).</summary>
    public DateTimeOffset? PausedUntil { get; init; }

    /// <summary>
    /// When nurture mails of any scenario went to this lead: at least the newest <see cref="FrequencyCap.MostMails"/>.
    /// </summary>
    public IReadOnlyList<DateTimeOffset> RecentMails { get; init; } = [];

    /// <summary>The caps besides the scenario's: the brand's, and what the person chose.</summary>
    public IReadOnlyList<FrequencyCap> CapsOfAll { get; init; } = [];

    public IEnumerable<FrequencyCap> Caps => CapsOfAll.Prepend(Scenario.Cap);

    /// <summary>What the person did asks for no mail of any scenario before this instant.</summary>
    public DateTimeOffset? QuietUntil { get; init; }

    /// <summary>Mails to the same lead that go first where the caps have no room for all.</summary>
    public IReadOnlyList<MailAhead> Ahead { get; init; } = [];

    /// <summary>Since when this step waits for its hour and for room; null: it was not put off so far.</summary>
    public DateTimeOffset? PutOffSince { get; init; }
}
