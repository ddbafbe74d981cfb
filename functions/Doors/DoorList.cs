using LeadScoring.Access;

namespace LeadScoring.Doors;

/// <summary>Who may pass a door.</summary>
public enum Guard
{
    /// <summary>Needs a caller with the door's scope: the rule for every door that is not listed here.</summary>
    Key,

    /// <summary>Anybody, within size, rate and origin limits.</summary>
    Anonymous,

    /// <summary>Whoever holds a signed link; the function checks the token.</summary>
    SignedLink,

    /// <summary>Whoever signs its calls; the function checks the signature.</summary>
    Signature,
}

/// <summary>What a door is for, where a network may ask less of it than of all doors together.</summary>
public enum DoorKind
{
    Other,
    Entries,
    Beacons,
    Pages,
    Links,

    /// <summary>Not a door: tries of keys that open none.</summary>
    WrongKeys,
}

/// <summary>
/// A door's guard, the largest body it takes, in bytes, its kind, and of a keyed door what its caller must be allowed.
/// </summary>
public sealed record Door(
    Guard Guard, long MaxBodyBytes, DoorKind Kind = DoorKind.Other, Scope Needs = Scope.Admin);

/// <summary>
/// The doors that open without a key, by function name, and those for which less than all is enough. Everything else
/// needs the scope admin, so a new function that nobody thought about is closed, not open.
/// </summary>
public static class DoorList
{
    private const long Small = 4 * 1024;
    private const long Entry = 64 * 1024;
    private const long Events = 1024 * 1024; // SendGrid posts up to 768 KB
    private const long Bulk = 12 * 1024 * 1024; // 1,000 reactions with 8 kB of properties each, and their frames

    private static readonly Dictionary<string, Door> Open = new(StringComparer.Ordinal)
    {
        ["SubmitEntry"] = new Door(Guard.Anonymous, Entry, DoorKind.Entries),
        ["Beacon"] = new Door(Guard.Anonymous, Entry, DoorKind.Beacons),
        ["ConfirmOptIn"] = new Door(Guard.SignedLink, Small, DoorKind.Links),
        ["Unsubscribe"] = new Door(Guard.SignedLink, Small, DoorKind.Links),
        ["UndoUnsubscribe"] = new Door(Guard.SignedLink, Small, DoorKind.Links),
        ["Preferences"] = new Door(Guard.SignedLink, Small, DoorKind.Links),
        ["FollowLink"] = new Door(Guard.SignedLink, 0, DoorKind.Links),
        ["SendGridEvents"] = new Door(Guard.Signature, Events),
        ["LeadScript"] = new Door(Guard.Anonymous, 0, DoorKind.Pages),
        ["DrawResult"] = new Door(Guard.Anonymous, 0, DoorKind.Pages),
        ["DrawEntries"] = new Door(Guard.Anonymous, 0, DoorKind.Pages),
        ["ConsoleSettings"] = new Door(Guard.Anonymous, 0, DoorKind.Pages),
        ["ConsoleSignIn"] = new Door(Guard.Anonymous, Small),
        ["OpenApi"] = new Door(Guard.Anonymous, 0, DoorKind.Pages),
        ["Page"] = new Door(Guard.Anonymous, 0, DoorKind.Pages),
        ["Console"] = new Door(Guard.Anonymous, 0, DoorKind.Pages),
        ["InsightsPage"] = new Door(Guard.Anonymous, 0, DoorKind.Pages),
        ["ImportsPage"] = new Door(Guard.Anonymous, 0, DoorKind.Pages),
        ["ConsoleFile"] = new Door(Guard.Anonymous, 0, DoorKind.Pages),
        ["Health"] = new Door(Guard.Anonymous, 0),
    };

    private static readonly Dictionary<string, Scope> Keyed = new(StringComparer.Ordinal)
    {
        ["RecordReactions"] = Scope.Ingest,
        ["RecordPurchases"] = Scope.Ingest,
        ["ImportConsents"] = Scope.Ingest,
        ["AskOptIn"] = Scope.Ingest,
        ["ListLeads"] = Scope.Read,
        ["ListChanges"] = Scope.Read,
        ["ListViews"] = Scope.Read,
        ["ShowView"] = Scope.Read,
        ["SaveView"] = Scope.Work,
        ["RemoveView"] = Scope.Work,
        ["FindLead"] = Scope.Read,
        ["GetLead"] = Scope.Read,
        ["ConsoleWords"] = Scope.Read,
        ["ClassInsight"] = Scope.Read,
        ["FunnelInsight"] = Scope.Read,
        ["TouchpointInsight"] = Scope.Read,
        ["SendInsight"] = Scope.Read,
        ["SendInsightList"] = Scope.Read,
        ["AlertInsight"] = Scope.Read,
        ["CalibrationInsight"] = Scope.Read,
        ["LtvInsight"] = Scope.Read,
        ["LtvCustomers"] = Scope.Read,
        ["UpliftInsight"] = Scope.Read,
        ["GoldenRouteInsight"] = Scope.Read,
        ["DraftOfRoute"] = Scope.Read, // it brings nothing into force
        ["ClassMoveInsight"] = Scope.Read,
        ["SecondOrderInsight"] = Scope.Read,
        ["AtRiskInsight"] = Scope.Read,
        ["LookalikeInsight"] = Scope.Read,
        ["ShowPoints"] = Scope.Read,
        ["SpendPoints"] = Scope.Work,
        ["PointsInsight"] = Scope.Read,
        ["VoiceInsight"] = Scope.Read,
        ["VoiceLeadList"] = Scope.Read,
        ["TryVoice"] = Scope.Read, // it changes nothing, and tells nothing of anybody
        ["AttributionInsight"] = Scope.Read,
        ["RomiInsight"] = Scope.Read,
        ["HistoryInsight"] = Scope.Read,
        ["ShowCosts"] = Scope.Read,
        ["ShowRules"] = Scope.Read, // what explains a score is no secret to who sees it
        ["ShowRulesVersion"] = Scope.Read,
        ["CompareRules"] = Scope.Read,
        ["ListScenarios"] = Scope.Read,
        ["ShowScenario"] = Scope.Read,
        ["ShowTemplate"] = Scope.Read,
        ["AcknowledgeAlert"] = Scope.Work,
        ["RecordConsent"] = Scope.Work,
        ["ClaimLead"] = Scope.Work,
        ["ReleaseLead"] = Scope.Work,
        ["TransferLead"] = Scope.Work,
        ["RecordOutcome"] = Scope.Work,
        ["RecordCall"] = Scope.Work,
        ["ListOwners"] = Scope.Read,
        ["ResponseInsight"] = Scope.Read,
    };

    public static IReadOnlyCollection<string> WithoutKey => Open.Keys;

    public static IReadOnlyDictionary<string, Scope> Scoped => Keyed;

    public static Door Of(string function) =>
        Open.TryGetValue(function, out var door)
            ? door
            : new Door(Guard.Key, Bulk, Needs: Keyed.GetValueOrDefault(function, Scope.Admin));
}
