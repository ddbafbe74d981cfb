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
                    var listed = DoorList.WithoutKey.Contains(door.Name);
                    if (status == HttpStatusCode.Unauthorized == listed)
                        wrong.Add($"{door.Name}: {method} {door.Path} {how}: {status}");
                }
            }
        Offenders.None(wrong);
    }

    [Fact]
    public void The_list_of_open_doors_names_functions_that_exist() =>
        Offenders.None(DoorList.WithoutKey.Except(FunctionList.Http.Select(door => door.Name)));

    [Fact]
    public void The_app_checks_keys_itself_so_every_function_is_anonymous_to_the_host() =>
        Offenders.None(FunctionList.Http.Where(door => door.Level != AuthorizationLevel.Anonymous));

    [Fact]
    public void Methods_routes_and_guards_are_those_of_the_contract() =>
        Assert.Equal(
            Contract.Order(StringComparer.Ordinal),
            FunctionList.Http.Select(
                door => $"{door.Name}: {string.Join(' ', door.Methods)} {door.Route} ({DoorList.Of(door.Name).Guard})")
                .Order(StringComparer.Ordinal));

    /// <summary>Relied on from outside; a new door is added here as well, an existing one keeps its line.</summary>
    internal static readonly string[] Contract =
    [
        "SubmitEntry: post options campaigns/{campaignId}/entries (Anonymous)",
        "Beacon: post options beacon (Anonymous)",
        "SerialCodes: get post campaigns/{campaignId}/codes (Key)",
        "CommitDraw: post campaigns/{campaignId}/draw/commit (Key)",
        "Draw: post campaigns/{campaignId}/draw (Key)",
        "DrawResult: get campaigns/{campaignId}/draw (Anonymous)",
        "DrawEntries: get campaigns/{campaignId}/draw/entries (Anonymous)",
        "LeadScript: get head lead.js (Anonymous)",
        "ConfirmOptIn: get head post opt-in/{token} (SignedLink)",
        "Unsubscribe: get head post unsubscribe/{token} (SignedLink)",
        "UndoUnsubscribe: get head post undo/{token} (SignedLink)",
        "Preferences: get head post preferences/{token} (SignedLink)",
        "FollowLink: get head go/{token} (SignedLink)",
        "SendGridEvents: post webhooks/sendgrid (Signature)",
        "RecordConsent: post leads/{leadId}/consents (Key)",
        "ImportConsents: post consents (Key)",
        "AskOptIn: post opt-ins (Key)",
        "AskAgain: post leads/{leadId}/reconsent (Key)",
        "LiftSuppression: delete leads/{leadId}/suppression (Key)",
        "RecordReactions: post reactions (Key)",
        "RecordPurchases: post purchases (Key)",
        "ListLeads: get leads (Key)",
        "FindLead: post leads/find (Key)",
        "GetLead: get leads/{leadId} (Key)",
        "MergeLead: post leads/{leadId}/merge (Key)",
        "UnmergeLead: post leads/{leadId}/unmerge (Key)",
        "ChangeAddress: post leads/{leadId}/address (Key)",
        "ExportLead: get leads/{leadId}/export (Key)",
        "EraseLead: delete leads/{leadId} (Key)",
        "StopUse: post leads/{leadId}/stop-use (Key)",
        "AllowUse: delete leads/{leadId}/stop-use (Key)",
        "WhatIf: post scoring/what-if (Key)",
        "SimulateScenario: post scenarios/{scenarioId}/simulate (Key)",
        "ClassInsight: get insights/classes (Key)",
        "PublishRules: put scoring/rules (Key)",
        "ShowRules: get scoring/rules (Key)",
        "ShowRulesVersion: get scoring/rules/{version} (Key)",
        "CompareRules: get scoring/rules/{version}/diff (Key)",
        "RollBackRules: post scoring/rules/{version}/rollback (Key)",
        "Replay: post scoring/replay (Key)",
        "ShowReplay: get scoring/replay (Key)",
        "SendInsight: get insights/sends (Key)",
        "SendInsightList: get insights/sends/list (Key)",
        "AlertInsight: get insights/alerts (Key)",
        "AcknowledgeAlert: post insights/alerts/{alertId}/acknowledge (Key)",
        "CalibrationInsight: get insights/calibration (Key)",
        "TrainModel: post scoring/model/train (Key)",
        "SuggestRules: post scoring/suggestions (Key)",
        "ListScenarios: get scenarios (Key)",
        "ShowScenario: get scenarios/{id} (Key)",
        "PublishScenario: put scenarios/{id} (Key)",
        "RollBackScenarios: post scenarios/rollback (Key)",
        "PauseScenario: post scenarios/{id}/pause (Key)",
        "ResumeScenario: post scenarios/{id}/resume (Key)",
        "PauseSends: post sends/pause (Key)",
        "ResumeSends: post sends/resume (Key)",
        "ShowTemplate: get templates/{name} (Key)",
        "PublishTemplate: put templates/{name} (Key)",
        "ListParked: get parked (Key)",
        "RetryParked: post parked/{id}/retry (Key)",
        "RetryAllParked: post parked/retry (Key)",
        "DiscardParked: delete parked/{id} (Key)",
        "Health: get head health (Anonymous)",
        "Page: get head pages/{page} (Anonymous)",
        "Outbox: get outbox (Key)",
        "OutboxMail: get outbox/{sendId} (Key)",
        "TimeTravel: get post dev/time (Key)",
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
