using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;

namespace LeadScoring.Docs;

// What doors take, field by field: what may be null may be left out. A test compares the fields with those that the
// doors' own readers name when they meet another one.

[OthersAreIgnored]
internal sealed record EntryBody(
    string Email, string? EntryId, string? Name, string? Phone, string? Locale, string? VisitorId, string? ReferralCode,
    string? SerialCode, IReadOnlyDictionary<string, JsonNode>? Attributes, JsonNode? OptIn, EntrySourceBody? Source);

[OthersAreIgnored]
internal sealed record EntrySourceBody(
    string? UtmSource, string? UtmMedium, string? UtmCampaign, string? UtmTerm, string? UtmContent, string? Referrer,
    string? Page);

[OthersAreIgnored]
internal sealed record BeaconBody(
    string VisitorId, string CampaignId, [property: MaxLength(50)] IReadOnlyList<BeaconItem> Reactions);

[OthersAreIgnored]
internal sealed record BeaconItem(string Id, string Type, DateTimeOffset? OccurredAt, JsonObject? Properties);

[OthersAreIgnored]
internal sealed record CodesBody([property: MaxLength(5000)] IReadOnlyList<string> Codes);

internal sealed record ConsentBody(
    [property: AllowedValues("email", "phone")] string Channel, bool Granted, string How, string? Purpose,
    string? TakenBy, DateTimeOffset? At, string? WordingVersion, string? Wording, string? Page, string? Proof);

internal sealed record ConsentsBody([property: MaxLength(1000)] IReadOnlyList<ConsentItem> Consents);

// An item that lacks its proof is rejected by itself, and the call is taken.
internal sealed record ConsentItem(
    string Email, [property: AllowedValues("email", "phone")] string Channel, DateTimeOffset GrantedAt, string How,
    string? Proof, string? Purpose, string? WordingVersion, string? Wording, string? Page);

internal sealed record AskBody(
    string Email, string Context, string? CampaignId, string? Locale, IReadOnlyList<string>? Purposes, string? Id);

internal sealed record WhyBody(string By, string Why);

[OthersAreIgnored]
internal sealed record ReactionsBody([property: MaxLength(1000)] IReadOnlyList<ReactionItem> Reactions);

[OthersAreIgnored]
internal sealed record ReactionItem(
    string Id, string? LeadId, string? Email, string Type, DateTimeOffset OccurredAt, string? CampaignId,
    string? Product, string? Channel, JsonObject? Properties);

[OthersAreIgnored]
internal sealed record PurchasesBody([property: MaxLength(1000)] IReadOnlyList<PurchaseItem> Purchases);

[OthersAreIgnored]
internal sealed record PurchaseItem(
    string Id, string? LeadId, string? Email, DateTimeOffset OccurredAt, string? Product, decimal Amount,
    string Currency, string? CampaignId, string? RefundOf, IReadOnlyList<BoughtItem>? Items);

[OthersAreIgnored]
internal sealed record BoughtItem(string Sku, decimal Quantity, decimal? UnitPrice, decimal? ListPrice);

[OthersAreIgnored]
internal sealed record EmailBody(string Email);

[OthersAreIgnored]
internal sealed record MergeBody(string Into, string? Why);

[OthersAreIgnored]
internal sealed record AddressBody(string Email, string? Why);

internal sealed record RulesBody(
    [property: ContentFile("scoring")] JsonNode Rules, string Author, string? Comment, bool? MailOnStageChange);

internal sealed record RulesRollbackBody(string Author, string? Comment, bool? MailOnStageChange);

internal sealed record WhatIfBody(
    [property: ContentFile("scoring")] JsonNode Rules, string? Product, [property: Range(100, 20_000)] int? Most,
    [property: Range(0, 365)] int? Days, BacktestBody? Backtest);

internal sealed record BacktestBody(
    [property: Range(1, 730)] int? HorizonDays, [property: Range(1, 36)] int? Months,
    [property:
        AllowedValues("order", "reached", "visit-booked", "quote", "won", "lost", "wrong-person", "not-now")]
    string? Label);

internal sealed record SuggestBody(
    string Product, [property: Range(7, 730)] int? HorizonDays, [property: Range(100, 20_000)] int? Most);

internal sealed record DraftOfRouteBody(string Product, [property: AllowedValues("rule", "scenario")] string As);

internal sealed record TrainBody(string Product, string? Lang);

internal sealed record RefreshBody(string? Product);

internal sealed record SimulateBody(
    JsonNode? Draft, DateTimeOffset? LaunchAt, bool? Present, [property: Range(1, 730)] int? Days,
    [property: Range(100, 100_000)] int? Most, [property: Range(0, 1_000_000)] decimal? CostPerMail);

internal sealed record ScenarioBody(
    [property: ContentFile("scenario")] JsonNode Scenario, string Author, string? Comment, bool? Present);

internal sealed record ScenariosRollbackBody(int To, string Author, string? Comment);

internal sealed record TemplateBody(IReadOnlyDictionary<string, string> Files, string Author, string? Comment);

internal sealed record PauseBody(DateTimeOffset? Until, string? By);

internal sealed record ResumeBody(string? By);

internal sealed record AcknowledgeBody(string By, string? Note);

internal sealed record TravelBody(string? Advance, DateTimeOffset? Now);

internal sealed record ClaimBody(string? Owner, DateTimeOffset? Until, bool? Take);

internal sealed record TransferBody(string To, DateTimeOffset? Until, string? Note);

internal sealed record AssignBody(
    string Product, [property: Range(1, 200)] int? Most, [property: Range(0, 100)] double? MinScore, string? Stage,
    bool? DryRun);

internal sealed record OutcomeBody(
    string Id,
    [property: AllowedValues("reached", "visit-booked", "quote", "won", "lost", "wrong-person", "not-now")]
    string Outcome,
    string? Product, DateTimeOffset? At, decimal? Amount, string? Currency, string? Reason, DateTimeOffset? Until,
    string? Note, bool? Release);

internal sealed record CallBody(
    string Id, [property: AllowedValues("reached", "no-answer", "busy", "message", "declined")] string Result,
    string? Product, DateTimeOffset? At, string? Note, [property: Range(0, 1_440)] int? Minutes, bool? DoNotCall);

internal sealed record ImportBody(
    string? Id, string? Name, [property: AllowedValues("purchases", "reactions", "leads")] string Kind, string? Product,
    JsonObject Mapping, string? Delimiter, [property: AllowedValues("utf-8", "shift_jis")] string? Encoding,
    bool? Header, string? TimeZone, string? Namespace, bool? Quiet);

internal sealed record StartImportBody(bool DryRun);

internal sealed record SuggestMappingBody(
    [property: AllowedValues("purchases", "reactions", "leads")] string Kind, string Sample);

internal sealed record VoiceTryBody(
    string Text, [property: MaxLength(100)] IReadOnlyList<ThemeBody>? Themes, string? Product, string? Lang);

internal sealed record ThemeBody(
    string Id, IReadOnlyDictionary<string, string> Label, [property: MaxLength(200)] IReadOnlyList<string> Words,
    [property: MaxLength(200)] IReadOnlyList<string>? Not, [property: MaxLength(100)] IReadOnlyList<string>? About);

internal sealed record SpendBody(string Id, string CampaignId, [property: Range(1, 100)] int? Entries);

internal sealed record AdjustBody(
    string Id, [property: Range(-1_000_000_000, 1_000_000_000)] int Points, string Reason);

internal sealed record SignInBody(string Key);

internal sealed record KeyBody(
    string Name, [property: AllowedValues("ingest", "read", "work", "sensitive", "admin")] IReadOnlyList<string> Scopes,
    string? Owner, DateTimeOffset? ExpiresAt);

internal sealed record RotateBody(string? Grace);

internal sealed record ViewBody(
    string Name, IReadOnlyDictionary<string, string>? Filters, ViewDeliveryBody? Delivery);

internal sealed record ViewDeliveryBody(string At, string To, string? Format, string? Lang);

/// <summary>Costs by month, <c>2026-09</c>; null takes a correction back.</summary>
internal sealed class CostsBody : Dictionary<string, decimal?>;
