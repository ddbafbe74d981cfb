using LeadScoring.Learning;
using LeadScoring.Sending;

namespace LeadScoring.Simulation;

/// <summary>
/// What a simulated stretch of time came to. All counts are of the leads looked at; <see cref="Estimated"/> is what
/// they come to for all leads, where only a sample was looked at. <see cref="AskedNowhere"/>: attributes that the
/// scenario looks at and no campaign asks for.
/// </summary>
public sealed record SimulationAnswer(
    DateTimeOffset From, DateTimeOffset Until, SimulatedScenario Scenario, SampleSize Leads, MailTotals Mails,
    MailTotals Estimated, Busiest? BusiestMinute, IReadOnlyList<StepDay> PerDay, PersonMails PerPerson,
    IReadOnlyList<ScenarioOutcome> Scenarios, IReadOnlyList<WaitOutcome> Waits, IReadOnlyList<PausedMails> Paused,
    IReadOnlyList<string> AskedNowhere, IReadOnlyList<string> Notes);

/// <summary>What was asked about: which version, and whether it comes into force within the time.</summary>
public sealed record SimulatedScenario(string Id, int Version, bool IsDraft, DateTimeOffset LaunchAt, bool Present);

/// <summary>Mails, and what they cost; null where nobody said what one costs.</summary>
public sealed record MailTotals(int Count, decimal? Cost);

/// <summary>The largest number of mails that go in one minute; the first such minute.</summary>
public sealed record Busiest(DateTimeOffset At, int Mails);

/// <summary>Mails of one step on one local day of its product line.</summary>
public sealed record StepDay(string Date, string Scenario, string Step, int Mails);

/// <summary>
/// How many mails one person gets: over all leads looked at, also those that get none. Percentiles are of those who get
/// at least one, by nearest rank; the last two are the most that anybody gets in any stretch of so many days.
/// </summary>
public sealed record PersonMails(
    int WithNone, int WithAny, double MeanOfAny, int P50, int P95, int Max, int MostIn7Days, int MostIn30Days);

/// <summary>
/// One version of a scenario: how many were under way, began, ended by reason and still go on at the end;
/// <paramref name="HeldOut"/>: of those under way or begun. Steps that nobody came to are in
/// <paramref name="NeverReached"/>.
/// </summary>
public sealed record ScenarioOutcome(
    string Id, int Version, int UnderWay, int Begun, int HeldOut, IReadOnlyDictionary<string, int> Ended,
    int GoingOn, IReadOnlyList<StepOutcome> Steps, IReadOnlyList<string> NeverReached);

/// <summary>
/// How one step was decided, for the last time each. <paramref name="Turns"/>: how a wait or a branch went on, by why;
/// <paramref name="Ended"/>: the scenario ended there.
/// </summary>
public sealed record StepOutcome(
    string Step, string? Template, int Sent, int HeldOut, IReadOnlyDictionary<string, int> Suppressed,
    IReadOnlyDictionary<string, int> Turns, int Ended);

/// <summary>
/// How often, and how long, mails waited for the same reason: the window's opening, room under a cap and so on.
/// </summary>
public sealed record WaitOutcome(
    string Reason, int Times, double MedianHours, double LongestHours, int MostAtOnce,
    IReadOnlyList<WaitingHour> PerHour);

/// <summary>How many mails waited at some time in the hour that begins at <paramref name="Hour"/>.</summary>
public sealed record WaitingHour(DateTimeOffset Hour, int Waiting);
