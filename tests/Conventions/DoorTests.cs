using System.Net;
using LeadScoring.Doors;
using LeadScoring.Tests.Journeys;
using Microsoft.Azure.Functions.Worker;

namespace LeadScoring.Tests.Conventions;

/// <summary>No door outside the list of the open ones opens without the key, whatever is added later.</summary>
public sealed class DoorTests
{
    [Fact]
    public async Task A_door_opens_without_the_key_only_if_it_is_listed()
    {
        await using var brand = await Brand.OpenAsync();
        using var stranger = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false })
        {
            BaseAddress = brand.Http.BaseAddress,
        };
        var wrong = new List<string>();
        foreach (var door in FunctionList.Http)
            foreach (var method in door.Methods)
            {
                foreach (var (how, status) in await KnockAsync(stranger, method, door.Path))
                {
                    if (door.Name == "ConsoleSignIn") continue; // tells a stranger that nobody is signed in
                    var listed = DoorList.WithoutKey.Contains(door.Name);
                    if (status == HttpStatusCode.Unauthorized == listed)
                        wrong.Add($"{door.Name}: {method} {door.Path} {how}: {status}");
                }
            }
        Offenders.None(wrong);
    }

    [Fact]
    public void The_lists_of_doors_name_functions_that_exist() =>
        Offenders.None(
            DoorList.WithoutKey.Concat(DoorList.Scoped.Keys).Except(FunctionList.Http.Select(door => door.Name)));

    [Fact]
    public void The_app_checks_keys_itself_so_every_function_is_anonymous_to_the_host() =>
        Offenders.None(FunctionList.Http.Where(door => door.Level != AuthorizationLevel.Anonymous));

    [Fact]
    public void Methods_routes_and_guards_are_those_of_the_contract() =>
        Assert.Equal(
            Contract.Order(StringComparer.Ordinal),
            FunctionList.Http.Select(
                door => $"{door.Name}: {string.Join(' ', door.Methods)} {door.Route} ({GuardOf(door.Name)})")
                .Order(StringComparer.Ordinal));

    private static string GuardOf(string function) => DoorList.Of(function) is { Guard: Guard.Key, Needs: var scope }
        ? $"Key {scope}"
        : DoorList.Of(function).Guard.ToString();

    /// <summary>Relied on from outside; a new door is added here as well, an existing one keeps its line.</summary>
    internal static readonly string[] Contract =
    [
        "SubmitEntry: post options campaigns/{campaignId}/entries (Anonymous)",
        "Beacon: post options beacon (Anonymous)",
        "SerialCodes: get post campaigns/{campaignId}/codes (Key Admin)",
        "CommitDraw: post campaigns/{campaignId}/draw/commit (Key Admin)",
        "Draw: post campaigns/{campaignId}/draw (Key Admin)",
        "DrawResult: get campaigns/{campaignId}/draw (Anonymous)",
        "DrawEntries: get campaigns/{campaignId}/draw/entries (Anonymous)",
        "LeadScript: get head lead.js (Anonymous)",
        "ConfirmOptIn: get head post opt-in/{token} (SignedLink)",
        "Unsubscribe: get head post unsubscribe/{token} (SignedLink)",
        "UndoUnsubscribe: get head post undo/{token} (SignedLink)",
        "Preferences: get head post preferences/{token} (SignedLink)",
        "FollowLink: get head go/{token} (SignedLink)",
        "SendGridEvents: post webhooks/sendgrid (Signature)",
        "RecordConsent: post leads/{leadId}/consents (Key Work)",
        "ImportConsents: post consents (Key Ingest)",
        "AskOptIn: post opt-ins (Key Ingest)",
        "AskAgain: post leads/{leadId}/reconsent (Key Admin)",
        "LiftSuppression: delete leads/{leadId}/suppression (Key Admin)",
        "FunnelInsight: get insights/funnel (Key Read)",
        "TouchpointInsight: get insights/touchpoints (Key Read)",
        "RefreshInsights: post insights/refresh (Key Admin)",
        "RecordReactions: post reactions (Key Ingest)",
        "RecordPurchases: post purchases (Key Ingest)",
        "MakeImport: post imports (Key Admin)",
        "SuggestMapping: post imports/suggest (Key Admin)",
        "ListImports: get imports (Key Admin)",
        "PutImportFile: put imports/{id}/file (Key Admin)",
        "StartImport: post imports/{id}/start (Key Admin)",
        "ShowImport: get imports/{id} (Key Admin)",
        "ImportErrors: get imports/{id}/errors (Key Admin)",
        "UndoImport: post imports/{id}/undo (Key Admin)",
        "RemoveImport: delete imports/{id} (Key Admin)",
        "ListLeads: get leads (Key Read)",
        "ListChanges: get leads/changes (Key Read)",
        "ListViews: get views (Key Read)",
        "ShowView: get views/{id} (Key Read)",
        "SaveView: put views/{id} (Key Work)",
        "RemoveView: delete views/{id} (Key Work)",
        "ExportAudience: get audiences (Key Admin)",
        "FindLead: post leads/find (Key Read)",
        "GetLead: get leads/{leadId} (Key Read)",
        "ClaimLead: post leads/{leadId}/claim (Key Work)",
        "ReleaseLead: delete leads/{leadId}/claim (Key Work)",
        "TransferLead: post leads/{leadId}/claim/transfer (Key Work)",
        "AssignLeads: post leads/assign (Key Admin)",
        "ListOwners: get owners (Key Read)",
        "ResponseInsight: get insights/response (Key Read)",
        "RecordOutcome: post leads/{leadId}/outcome (Key Work)",
        "RecordCall: post leads/{leadId}/calls (Key Work)",
        "MergeLead: post leads/{leadId}/merge (Key Admin)",
        "UnmergeLead: post leads/{leadId}/unmerge (Key Admin)",
        "ChangeAddress: post leads/{leadId}/address (Key Admin)",
        "ExportLead: get leads/{leadId}/export (Key Admin)",
        "EraseLead: delete leads/{leadId} (Key Admin)",
        "StopUse: post leads/{leadId}/stop-use (Key Admin)",
        "AllowUse: delete leads/{leadId}/stop-use (Key Admin)",
        "PreviewStep: get scenarios/{id}/steps/{step}/preview (Key Admin)",
        "WhatIf: post scoring/what-if (Key Admin)",
        "SimulateScenario: post scenarios/{scenarioId}/simulate (Key Admin)",
        "ClassInsight: get insights/classes (Key Read)",
        "PublishRules: put scoring/rules (Key Admin)",
        "ShowRules: get scoring/rules (Key Read)",
        "ShowRulesVersion: get scoring/rules/{version} (Key Read)",
        "CompareRules: get scoring/rules/{version}/diff (Key Read)",
        "RollBackRules: post scoring/rules/{version}/rollback (Key Admin)",
        "Replay: post scoring/replay (Key Admin)",
        "ShowReplay: get scoring/replay (Key Admin)",
        "SendInsight: get insights/sends (Key Read)",
        "SendInsightList: get insights/sends/list (Key Read)",
        "AlertInsight: get insights/alerts (Key Read)",
        "AcknowledgeAlert: post insights/alerts/{alertId}/acknowledge (Key Work)",
        "AttributionInsight: get insights/attribution (Key Read)",
        "RomiInsight: get insights/romi (Key Read)",
        "HistoryInsight: get insights/history (Key Read)",
        "ShowCosts: get campaigns/{campaignId}/costs (Key Read)",
        "CorrectCosts: put campaigns/{campaignId}/costs (Key Admin)",
        "CalibrationInsight: get insights/calibration (Key Read)",
        "LtvInsight: get insights/ltv (Key Read)",
        "LtvCustomers: get insights/ltv/customers (Key Read)",
        "UpliftInsight: get insights/uplift (Key Read)",
        "GoldenRouteInsight: get insights/golden-route (Key Read)",
        "DraftOfRoute: post insights/golden-route/{routeId}/draft (Key Read)",
        "ClassMoveInsight: get insights/class-moves (Key Read)",
        "SecondOrderInsight: get insights/second-order (Key Read)",
        "AtRiskInsight: get insights/at-risk (Key Read)",
        "LookalikeInsight: get insights/lookalikes (Key Read)",
        "ShowPoints: get leads/{leadId}/points (Key Read)",
        "SpendPoints: post leads/{leadId}/points/spend (Key Work)",
        "AdjustPoints: post leads/{leadId}/points/adjust (Key Admin)",
        "PointsInsight: get insights/points (Key Read)",
        "VoiceInsight: get insights/voice (Key Read)",
        "VoiceLeadList: get insights/voice/leads (Key Read)",
        "TryVoice: post voice/try (Key Read)",
        "TrainModel: post scoring/model/train (Key Admin)",
        "SuggestRules: post scoring/suggestions (Key Admin)",
        "ListScenarios: get scenarios (Key Read)",
        "ShowScenario: get scenarios/{id} (Key Read)",
        "PublishScenario: put scenarios/{id} (Key Admin)",
        "RollBackScenarios: post scenarios/rollback (Key Admin)",
        "PauseScenario: post scenarios/{id}/pause (Key Admin)",
        "ResumeScenario: post scenarios/{id}/resume (Key Admin)",
        "PauseSends: post sends/pause (Key Admin)",
        "ResumeSends: post sends/resume (Key Admin)",
        "ShowTemplate: get templates/{name} (Key Read)",
        "PublishTemplate: put templates/{name} (Key Admin)",
        "ListParked: get parked (Key Admin)",
        "RetryParked: post parked/{id}/retry (Key Admin)",
        "RetryAllParked: post parked/retry (Key Admin)",
        "DiscardParked: delete parked/{id} (Key Admin)",
        "Health: get head health (Anonymous)",
        "OpenApi: get head openapi.json (Anonymous)",
        "Page: get head pages/{page} (Anonymous)",
        "Console: get head console (Anonymous)",
        "InsightsPage: get head console/insights (Anonymous)",
        "ImportsPage: get head console/imports (Anonymous)",
        "ConsoleFile: get head console/{file} (Anonymous)",
        "ConsoleWords: get console/words (Key Read)",
        "Outbox: get outbox (Key Admin)",
        "OutboxMail: get outbox/{sendId} (Key Admin)",
        "ConsoleSettings: get head console/settings (Anonymous)",
        "ConsoleSignIn: get post delete console/sign-in (Anonymous)",
        "ShowAudit: get audit (Key Admin)",
        "ListKeys: get keys (Key Admin)",
        "MakeKey: post keys (Key Admin)",
        "RotateKey: post keys/{id}/rotate (Key Admin)",
        "RevokeKey: delete keys/{id} (Key Admin)",
        "TimeTravel: get post dev/time (Key Admin)",
    ];

    private static async Task<List<(string How, HttpStatusCode Status)>> KnockAsync(
        HttpClient stranger, string method, string path)
    {
        var answers = new List<(string, HttpStatusCode)>();
        foreach (var (how, key, query) in new (string, string?, string)[]
            {
                ("without a key", null, ""), ("with a wrong key", "not-the-key", ""),
                ("with an empty code", null, "?code="),
            })
        {
            using var request = new HttpRequestMessage(new HttpMethod(method.ToUpperInvariant()), path + query);
            if (key is not null) request.Headers.Add("x-functions-key", key);
            using var answer = await stranger.SendAsync(request);
            answers.Add((how, answer.StatusCode));
        }
        return answers;
    }
}
