using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using LeadScoring.Access;
using LeadScoring.Alerts;
using LeadScoring.Campaigns;
using LeadScoring.Consent;
using LeadScoring.Proof;
using LeadScoring.Publishing;
using LeadScoring.Reactions;
using LeadScoring.Rights;
using LeadScoring.RollOut;
using LeadScoring.Sales;
using LeadScoring.Scoring;
using LeadScoring.Sending;

namespace LeadScoring.Docs;

// What doors answer without a type of its own, field by field. A test holds every answer against these.

internal sealed record EntryTaken(string EntryId);

internal sealed record ItemsTaken(int Accepted, IReadOnlyList<RejectedItem> Rejected);

internal sealed record EventsTaken(int Accepted, int Ignored);

internal sealed record CodesTaken(int Added, int Known, int Refused, IReadOnlyList<int> RefusedAt);

internal sealed record DrawMade(
    DrawView Draw, IReadOnlyList<WinnerView> Winners, IReadOnlyList<WinnerView> Substitutes);

internal sealed record ConsentRecorded(
    string LeadId, bool MayMail, string? Reason, bool MayCall, string? ReasonAgainstCall,
    IReadOnlyList<PurposeView> Purposes);

internal sealed record SuppressionLifted(string LeadId, bool MayMail, string? Reason, Suppression? Suppression);

internal sealed record Merged(string LeadId, [property: JsonPropertyName("merged")] string From);

internal sealed record Unmerged(string LeadId, string UnmergedFrom);

internal sealed record Erased(string LeadId, DateTimeOffset? ErasedAt, IReadOnlyList<ConsentProof>? Kept);

internal sealed record UseAnswered(string LeadId, DateTimeOffset? UseStoppedAt);

internal sealed record RulesHead(
    int Version, string Author, string? Comment, DateTimeOffset PublishedAt, string Origin, bool MailOnStageChange);

internal sealed record RollOutView(
    int Version, string Phase, int Leads, int? Of, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt);

internal sealed record RulesShown(
    int Version, JsonNode? Rules, IReadOnlyList<RulesHead> History, RollOutView RollOut);

internal sealed record RulesVersionShown(RulesHead Published, JsonNode? Rules);

internal sealed record RulesTaken(int Version, RollOutView RollOut);

internal sealed record RulesCompared(int Version, int Against, IReadOnlyList<RulesDifference> Changes);

internal sealed record ReplayShown(int Replay, WalkView Progress);

internal sealed record Publication(
    [property: JsonPropertyName("publication")] int Number, string Author, string? Comment,
    DateTimeOffset PublishedAt, string Origin, IReadOnlyDictionary<string, int> Scenarios);

internal sealed record ScenariosShown(
    int Publication, string Mail, IReadOnlyList<ContentProblem> Problems, BrandSends Sends,
    IReadOnlyList<ScenarioView> Scenarios, IReadOnlyList<PausedMails> PausedBesides,
    IReadOnlyList<Publication> History);

internal sealed record ScenarioVersionShown(
    int Version, int Publication, string Author, string? Comment, DateTimeOffset PublishedAt, string Origin,
    JsonNode? Scenario);

internal sealed record ScenarioShown(string Id, ScenarioView? InForce, IReadOnlyList<ScenarioVersionShown> History);

internal sealed record ScenarioPublished(string Scenario, int Version, int Publication);

internal sealed record ScenariosRolledBack(int Publication, string Origin);

internal sealed record TemplateShown(string Template, int Publication, IReadOnlyDictionary<string, string> Files);

internal sealed record TemplatePublished(string Template, int Publication);

internal sealed record PauseShown(string? Scenario, Pause? Paused);

internal sealed record SendPage(IReadOnlyList<SendListItem> Sends, string? Cursor);

internal sealed record AlertPage(IReadOnlyList<AlertView> Alerts, string? Cursor);

internal sealed record AlertAcknowledged(
    string AlertId, DateTimeOffset AcknowledgedAt, string AcknowledgedBy, string? Note);

internal sealed record ParkedShown(
    string Id, string Queue, JsonNode? Message, string? Error, DateTimeOffset ParkedAt, DateTimeOffset FirstParkedAt,
    int Times);

internal sealed record ParkedPage(IReadOnlyList<ParkedShown> Parked, string? Cursor);

internal sealed record ParkedRetried(string Id, string Queue);

internal sealed record AllParkedRetried(int Retried, int Left);

internal sealed record HealthShown(
    string Status, DateTimeOffset Now, int Rules, string Mail, int Parked, bool AlertWebhook);

internal sealed record TravelShown(DateTimeOffset Now, int Instants, int Messages);

internal sealed record ClockShown(DateTimeOffset Now);

internal sealed record ClaimShown(
    string LeadId, string Owner, DateTimeOffset Since, DateTimeOffset Until, string By);

internal sealed record ClaimReleased(string LeadId, string? Owner);

internal sealed record ConsoleShown(
    IReadOnlyDictionary<string, string> Brand, string Colour, IReadOnlyList<string> Locales, JsonNode? Entra);

internal sealed record SignedIn(
    string Name, IReadOnlyList<string> Scopes, string? Owner, bool Outbox, string SignIn,
    DateTimeOffset? ExpiresAt);

internal sealed record KeyList(IReadOnlyList<KeyView> Keys);

internal sealed record KeyMade(
    string Id, string Key, string Name, IReadOnlyList<string> Scopes, string? Owner, DateTimeOffset? ExpiresAt);

internal sealed record KeyRotated(string Id, string Key, DateTimeOffset? OldKeyUntil);

internal sealed record AuditPage(IReadOnlyList<Reading> Reads, string? Cursor);

internal sealed record OwnerShown(string Id, string Name, int Held, int Most, IReadOnlyList<string> Regions);

internal sealed record OwnerList(IReadOnlyList<OwnerShown> Owners);

internal sealed record LeadAssigned(string LeadId, string Owner, DateTimeOffset Until);

internal sealed record AssignShown(IReadOnlyList<LeadAssigned> Assigned, int Left, IReadOnlyList<OwnerShown> Owners);

internal sealed record ReportShown(
    string LeadId, string Outcome, string Product, DateTimeOffset At, ClaimView? Claim, DateTimeOffset? NextContactAt,
    double? Score, string? Stage, bool Counted, string? Warning, string? WarningCode);

internal sealed record OwnersWaits(string? Owner, string? Name, WaitFigures Figures);

internal sealed record ResponseShown(
    string Product, string From, string To, string Through, string TimeZone, WaitFigures All,
    IReadOnlyList<OwnersWaits> Owners);
