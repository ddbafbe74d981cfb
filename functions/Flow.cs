using System.Text.Json.Serialization;
using Azure.Storage.Queues;

namespace LeadScoring;

// THE MAP: every message of the product in the order of the flow. Messages carry ids only; what they speak of
// lies in the lead's partition, so erasure reaches everything and any message may be handled twice.
//
//   message       queue      raised by                               heard by
//   EntryArrived  entries    SubmitEntry (the landing page's door)   TakeEntries     -> Intake/EntryHandler
//                            AskOptIn, AskAgain
//   LeadTouched   reactions  RecordReactions, RecordPurchases,       ScoreReactions  -> Reactions/TouchHandler
//                            ImportConsents, ConfirmOptIn,
//                            Unsubscribe, Preferences, the timer,
//                            FollowLink, SendGridEvents
//   MailDue       sends      EntryHandler (confirmation), the timer  SendMails       -> Nurture/ConfirmationHandler,
//                            (also the reminder), ConfirmOptIn                          Nurture/StepHandler,
//                            (a new link for an outdated one)                           Sending/SettleHandler,
//                            every change that raised an alert,                         Alerts/AlertHandler,
//                            the timer (a view is to be delivered)                      Exports/DeliveryHandler
//   LeadForgotten reactions  EraseLead, the timer (retention)        ScoreReactions  -> Rights/EraseHandler
//   LeadMerged    reactions  (un-)merges, erasures, every change    ScoreReactions  -> Identity/MergeHandler
//                            of a merged lead
//   VisitorTouched reactions EntryHandler and ConfirmOptIn (a person  ScoreReactions  -> Visitors/VisitorHandler
//                            entered on a device), Beacon, the timer
//   RulesPublished reactions PublishRules, RollBackRules, the start  ScoreReactions  -> RollOut/RulesHandler
//   RescoreSlice  reactions  RulesHandler, Replay, WalkHandler,      ScoreReactions  -> RollOut/WalkHandler
//                            PublishScenario, the start
//   StepsResumed  reactions  ResumeScenario, ResumeSends, the timer  ScoreReactions  -> Due/ResumeHandler
//   SharingDue    reactions  the timer                               ScoreReactions  -> Sales/AssignHandler
//   InsightsDue   reactions  the timers, RefreshInsights, EraseLead, ScoreReactions  -> Tracks/TrackHandler,
//                            the start                                                  Loyalty/LikenessHandler
//   ImportDue     reactions  StartImport, UndoImport, ImportHandler,  ScoreReactions  -> Imports/ImportHandler,
//                            the timer (a file nobody starts)                            Imports/UndoHandler
//   PointsSpent   reactions  SpendPoints, AdjustPoints, Preferences  ScoreReactions  -> Rewards/PointsHandler
//
// Any of them that has failed to the end lies on its queue's -poison twin, is tried once more and then parked:
//
//   entries-poison    the pump or the Functions host  ParkEntries    -> Parking/ParkingHandler
//   reactions-poison  the same                        ParkReactions  -> Parking/ParkingHandler
//   sends-poison      the same                        ParkMails      -> Parking/ParkingHandler
//
// Parking/ParkedDoor puts what is parked on its queue again, when an operator says so.

/// <summary>An entry waits in row <see cref="EntryKey"/> of the lead's partition.</summary>
public sealed record EntryArrived(string LeadId, string EntryKey);

/// <summary>
/// Something about the lead changed or fell due. <see cref="InboxKey"/> names the row with new reactions or
/// purchases; without one the lead is only looked at again (cooling day, class by age, repair).
/// </summary>
public sealed record LeadTouched(string LeadId, string? InboxKey = null);

/// <summary>
/// A mail is due: the confirmation of entry <see cref="Key"/> (or its repetition <see cref="Step"/>), the step
/// <see cref="Step"/> of enrolment <see cref="Key"/>, or (after a lost answer) the settling of send <see cref="Key"/>,
/// or of all sends of day <see cref="Key"/> (whose digest stands in the place of the lead);
/// or the webhook is to be told of alert <see cref="Key"/>, or saved view <see cref="Key"/> is to be delivered as its
/// version <see cref="Step"/> says (a digest stands in the place of the lead). That goes with the mails, since all wait
/// for somebody else's answer: a receiver that hangs holds up no scoring.
/// </summary>
public sealed record MailDue(string LeadId, MailDueKind Kind, string Key, string? Step = null);

/// <summary>What kind of mail <see cref="MailDue"/> speaks of.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MailDueKind>))]
public enum MailDueKind
{
    Confirmation,
    Step,
    Settle,
    SettleDay,
    Alert,
    View,
}

/// <summary>
/// A lead is to be erased: for sure, as was decided at that instant, or (without one) if its retention period is over.
/// </summary>
public sealed record LeadForgotten(
    string LeadId, DateTimeOffset? DecidedAt = null, Rights.Farewell Why = Rights.Farewell.Request);

/// <summary>
/// A lead was merged into another, or changed since, or was un-merged: the copies of its events there are to follow.
/// </summary>
public sealed record LeadMerged(string LeadId, string Into);

/// <summary>
/// A device, named by its digest, has something to settle: whose it is after entry <see cref="EntryKey"/> of
/// <see cref="LeadId"/>, where one is named, and whose the reactions are that wait on it.
/// </summary>
public sealed record VisitorTouched(string Visitor, string? LeadId = null, string? EntryKey = null);

/// <summary>A version of the rules was published, and is to come into force everywhere.</summary>
public sealed record RulesPublished(int Version);

/// <summary>
/// The next leads in one part of a walk over all leads (<see cref="RollOut.Walk"/>): new rules, a replay, or a
/// scenario that takes in who is there already.
/// </summary>
public sealed record RescoreSlice(string Walk, int Part);

/// <summary>The mails of a scenario, or (null) of all, may go again: those that were parked come back.</summary>
public sealed record StepsResumed(string? Scenario);

/// <summary>
/// Leads are to be shared out, as was due at this time by the plan of this version (<see cref="Sales.AssignPlan"/>).
/// </summary>
public sealed record SharingDue(DateTimeOffset At, string Plan);

/// <summary>
/// Insights are to be brought up to date: of this bucket of leads (<see cref="Tracks.TrackRows"/>), behind lead
/// <see cref="After"/> where one is named; <see cref="Product"/> is whose studies are made, in the second round where
/// <see cref="After"/> says so; what changed before <see cref="Since"/> will be in them.
/// </summary>
public sealed record InsightsDue(
    InsightsDueKind Kind, int Bucket, string? Product = null, string? After = null, DateTimeOffset? Since = null);

/// <summary>What <see cref="InsightsDue"/> asks for.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<InsightsDueKind>))]
public enum InsightsDueKind
{
    /// <summary>The tracks of leads that changed.</summary>
    Refresh,

    /// <summary>The parts of all studies, and behind the last bucket their reports.</summary>
    Study,

    /// <summary>Marks of all leads, in a store that had no tracks.</summary>
    Fill,

    /// <summary>Leads learn what a study found of them (<see cref="Loyalty.LikenessHandler"/>).</summary>
    Tell,
}

/// <summary>
/// The next slice of an import is to be worked off, or taken back; or its file may have lain too long.
/// </summary>
public sealed record ImportDue(string Import);

/// <summary>
/// Points were, or are about to be, spent or changed as row <see cref="Key"/> of the lead's partition says: what they
/// buy is to be there, and the lead to be marked for insights.
/// </summary>
public sealed record PointsSpent(string LeadId, string Key);

/// <summary>
/// The names of the three queues, fixed by contract, and of those for messages that failed to the end.
/// </summary>
public static class Queues
{
    public const string Entries = "entries";
    public const string Reactions = "reactions";
    public const string Sends = "sends";

    public const string Poison = "-poison";
    public const string EntriesPoison = Entries + Poison;
    public const string ReactionsPoison = Reactions + Poison;
    public const string SendsPoison = Sends + Poison;

    public static IReadOnlyList<string> All { get; } = [Entries, Reactions, Sends];
}

/// <summary>What travels through queue <c>reactions</c>: exactly one of them is set.</summary>
public sealed record ScoringWork(
    LeadTouched? Touched = null, RescoreSlice? Rescore = null, LeadForgotten? Forgotten = null,
    LeadMerged? Merged = null, VisitorTouched? Visitor = null, RulesPublished? Published = null,
    StepsResumed? Resumed = null, SharingDue? Sharing = null, InsightsDue? Insights = null,
    ImportDue? Import = null, PointsSpent? Spent = null);

/// <summary>Puts messages on their queues. They never expire: a queue that is not drained must not forget.</summary>
public sealed class Post(QueueServiceClient queues)
{
    private static readonly TimeSpan Never = TimeSpan.FromSeconds(-1);

    public Task SendAsync(EntryArrived message, CancellationToken cancel) => SendAsync(Queues.Entries, message, cancel);

    /// <summary>A click waits for what may come with it: three links at once are no reader.</summary>
    public Task SendAsync(LeadTouched message, CancellationToken cancel, TimeSpan? after = null) =>
        SendAsync(Queues.Reactions, new ScoringWork(Touched: message), cancel, after);

    public Task SendAsync(LeadForgotten message, CancellationToken cancel) =>
        SendAsync(Queues.Reactions, new ScoringWork(Forgotten: message), cancel);

    public Task SendAsync(LeadMerged message, CancellationToken cancel) =>
        SendAsync(Queues.Reactions, new ScoringWork(Merged: message), cancel);

    public Task SendAsync(VisitorTouched message, CancellationToken cancel) =>
        SendAsync(Queues.Reactions, new ScoringWork(Visitor: message), cancel);

    public Task SendAsync(RescoreSlice message, CancellationToken cancel) =>
        SendAsync(Queues.Reactions, new ScoringWork(Rescore: message), cancel);

    public Task SendAsync(RulesPublished message, CancellationToken cancel) =>
        SendAsync(Queues.Reactions, new ScoringWork(Published: message), cancel);

    public Task SendAsync(StepsResumed message, CancellationToken cancel, TimeSpan? after = null) =>
        SendAsync(Queues.Reactions, new ScoringWork(Resumed: message), cancel, after);

    public Task SendAsync(SharingDue message, CancellationToken cancel) =>
        SendAsync(Queues.Reactions, new ScoringWork(Sharing: message), cancel);

    public Task SendAsync(InsightsDue message, CancellationToken cancel, TimeSpan? after = null) =>
        SendAsync(Queues.Reactions, new ScoringWork(Insights: message), cancel, after);

    public Task SendAsync(ImportDue message, CancellationToken cancel, TimeSpan? after = null) =>
        SendAsync(Queues.Reactions, new ScoringWork(Import: message), cancel, after);

    /// <summary>Told before it is saved, so it waits for that.</summary>
    public Task SendAsync(PointsSpent message, TimeSpan after, CancellationToken cancel) =>
        SendAsync(Queues.Reactions, new ScoringWork(Spent: message), cancel, after);

    public Task SendAsync(MailDue message, CancellationToken cancel) => SendAsync(Queues.Sends, message, cancel);

    /// <summary>A parked message, as it was.</summary>
    public Task SendAgainAsync(string queue, string text, CancellationToken cancel) =>
        SendTextAsync(queue, text, null, cancel);

    private Task SendAsync<T>(string queue, T message, CancellationToken cancel, TimeSpan? after = null) =>
        SendTextAsync(queue, Storage.Json.Write(message), after, cancel);

    private async Task SendTextAsync(string queue, string text, TimeSpan? after, CancellationToken cancel) =>
        await queues.GetQueueClient(queue).SendMessageAsync(
            text, visibilityTimeout: after, timeToLive: Never, cancel);
}
