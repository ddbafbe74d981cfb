using System.Text.RegularExpressions;

namespace LeadScoring.Tests.Conventions;

/// <summary>
/// Decisions are pure: in the folders of the flow a file is taken for a decision or a record unless its name says that
/// it is a shell, so a new file is held to the rule without anybody listing it.
/// </summary>
public sealed partial class PurityTests
{
    private static readonly string[] Folders =
        ["Identity", "Intake", "Campaigns", "Consent", "Reactions", "Scoring", "Leads", "Nurture", "Visitors",
         "Parking", "Parsing", "Rights", "Learning", "Alerts", "Hits", "Simulation", "Proof", "Scenarios", "Sending",
         "RollOut", "Access", "Sales", "Exports", "Docs", "Docs/Rooms", "Tracks", "Inference", "Funnel", "Value",
         "Effect", "Demo", "Imports", "Loyalty", "Voice", "Rewards", "Spend", "History"];

    /// <summary>The cast that loads, saves, answers and sends, by the end of the name…</summary>
    private static readonly string[] Shells = ["Functions", "Door", "Handler", "Store", "Inbox", "Index", "Ledger"];

    /// <summary>…and the shells whose names do not say so: what they read lies in a table or in a request.</summary>
    private static readonly string[] OtherShells =
        ["ChangesQuery", "ChangeReader", "ViewQuery", "ViewReader", "DeliveryHosts", "DeliveryDiary", "HandingOver",
         "MailingOver", "PostingOver", "ListMails", "ViewProblems",
         "RankReader", "LeadFollowUp", "LeadHistory", "LeadList", "LeadListQuery", "LeadSnapshot", "LeadTurns",
         "LeadViews", "LeadExport", "EntryPlaces", "FormFields", "Origins", "QueryFields", "VisitorRates",
         "VisitorStay", "PastLeads", "AlertFollowUp", "AlertWebhook", "FeedQuery",
         "SendFolds", "SendReader", "SendsQuery", "SendGate", "RulesWatch", "PresentLeads",
         "CallerFeature", "Callers", "SignInCookie", "SignInViews", "AuditQuery",
         "SalesFollowUp", "SalesForgetting", "ClaimRelease", "SharingOut", "ReportFollowUp", "ReportStore",
         "ClaimProblems", "ReportProblems", "DoorRoute",
         "TrackReader", "TrackForgetting", "TrackStatus", "CellReader", "SpendReader",
         "DemoApp", "DemoClock", "DemoCommand", "DemoDelivery", "DemoDoors", "DemoFolder", "DemoYear", "SalesTeam",
         "ImportApplying", "FileReader",
         "VoiceQuery",
         "PointsProblems", "PointsCounter",
         "EntraSettings", "EntraDirectory", "EntraTokens", "AdminKey", "KnockAnswers"];

    [Fact]
    public void Decisions_name_no_storage_no_HTTP_no_clock_and_do_not_wait() =>
        Offenders.None(
            Pure().SelectMany(file => Impure().Matches(file.Code).Select(found => $"{file}: {found.Value}")));

    [Fact]
    public void The_decisions_of_the_flow_are_among_the_pure_files() =>
        Offenders.None(new[]
        {
            "Entering", "OpeningHours", "SerialCode", "ReferralCode", "DrawOrder", "Eligibility",
            "OptIn", "Withdrawal", "Touch", "Assessment", "StageAndClass", "StageLadder", "CustomerClass",
            "Curve", "LeadFilters", "ChangeFeed", "SavedView", "Audience", "CronTimes", "CronRanges", "DeliveryPlan",
            "ViewDelivery", "ViewFile", "ViewMail", "Points", "RankKey", "Cooling",
            "Enrolling", "StepRules", "Anchoring", "Waiting", "Condition",
            "Circumstances", "Delay", "StepAt", "ScenarioWays", "RightTime", "StepDue", "DueStep", "SendWindow",
            "BackOff", "FrequencyCap", "Holdout", "Precedence", "Calendars", "PersonsTime", "SendingRules", "Preview",
            "Erasure", "Forgetting", "Merging", "Rebuilding", "VisitorLinks",
            "BeaconParser", "MailState", "Lawful", "Preferences", "Undo", "Telling", "Asking", "Confirming",
            "Alerting", "Watched", "Delivering", "StandardWebhook",
            "Backtest", "Label", "Awaited", "Leaks", "Silence", "Future", "NextStep", "StepReason", "AnswerWords",
            "Simulator", "TwoWays", "WhatIf", "WhatIfAsk",
            "Settling", "SendRow", "SendFigures", "SendsView", "AddressState", "AddressNews",
            "AccessKey", "KeyText", "KeyRequest", "Knock", "ScopeNames", "SignIns",
            "EntraCaller", "Reading", "AuditPlace", "Masking",
            "Detector", "Hitting", "HitCount", "MailHits", "MeasuredLinks", "SendGridEvents",
            "Claiming", "ClaimText", "Outcomes", "Reporting", "ReportParser", "ReportText", "Contacting", "Sharing",
            "RecordCutter", "ImportFormat", "ImportTimes", "LineParser", "LineJson", "LineValues", "Judging",
            "WideText", "Importing", "ImportErrors", "Undoing", "SuggestedMapping",
            "Responding", "Waits", "AssignPlan", "AssignRun",
            "BgNbd", "GammaGamma", "ValueFit", "Worth", "HoldOutCheck", "LtvReports", "LtvStudy", "LtvWords",
            "UpliftCube", "UpliftCells", "UpliftViews", "UpliftWords", "Followed", "StepReach", "Powers",
            "MaximumLikelihood", "GaussSeries", "Newcombe", "Welch", "SampleRatio", "Power",
            "Tracking", "Coming", "Marking", "KeptTrack", "CellSums", "Ends", "SourceName", "TrackMove", "StudyNight",
         "FunnelSteps", "FunnelCube", "StepCounts", "Truth", "Person", "Life", "Shopping", "Mailbox", "DemoReports",
         "TouchCounts", "TouchMatch", "TouchpointStudy", "Early", "Later", "Tally", "Route", "RouteDrafts", "ClassCube",
         "ClassMoves", "AtRisk", "GoldenRouteStudy", "SecondOrderStudy", "LikenessStudy", "LookalikeStudy", "Likening",
         "ToldLikeness",
         "BenjaminiHochberg", "Hypergeometric", "KaplanMeier", "Folding", "Theme", "VoiceCube", "VoiceMark",
         "VoiceReport", "Quoting", "VoiceTrial", "EarnRule", "Earning", "PointsPast", "PointsBook", "Spending",
         "PointsOffer", "Conversions", "Crediting", "AttributionCube", "RemovalEffects", "Attribution", "RomiCube",
         "Costs", "SpendBasis", "SpendFacts", "Romi", "Head",
        }.Except(Pure().Select(file => file.Name)));

    [Fact]
    public void Each_exception_from_purity_exists_and_is_one()
    {
        var files = InFlow().ToDictionary(file => file.Name, StringComparer.Ordinal);
        Offenders.None(
            OtherShells.Where(name => !files.TryGetValue(name, out var file) || !Impure().IsMatch(file.Code)));
    }

    private static IEnumerable<SourceFile> InFlow() =>
        SourceTree.Functions.Where(file => Folders.Contains(file.Folder["functions".Length..].TrimStart('/')));

    internal static IEnumerable<SourceFile> Pure() => InFlow().Where(file =>
        !OtherShells.Contains(file.Name) && !Shells.Any(end => file.Name.EndsWith(end, StringComparison.Ordinal)));

    [GeneratedRegex(
        @"\bAzure\.|\bMicrosoft\.|\bSqlite\w*|\bTable(Client|Entity)\b|\bQueueClient\b|"
        + @"\bHttp\w+|\bIResult\b|\bIQueryCollection\b|\bIConfiguration\b|"
        + @"\bTimeProvider\b|\bSystemClock\b|\bStopwatch\b|\bUtcNow\b|\bILogger\b|"
        + @"\bFile\.|\bDirectory\.|\bConsole\.|\bEnvironment\.|\basync\b|\bawait\b|\bTask\b")]
    private static partial Regex Impure();
}
