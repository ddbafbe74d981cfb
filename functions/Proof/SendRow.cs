using System.Globalization;
using System.Text.Json.Serialization;
using LeadScoring.Nurture;
using LeadScoring.Sending;
using LeadScoring.Storage;

namespace LeadScoring.Proof;

/// <summary>
/// One intended mail as it is counted: a copy of its row in the lead's ledger, kept in the order of days. It names the
/// lead by its id only; once the lead is erased it names nobody and holds no instant, and goes on being counted.
/// </summary>
public sealed record SendRow
{
    /// <summary>What confirmations are counted under; no scenario can have that name.</summary>
    public const string Confirmation = "(confirmation)";

    /// <summary>Behind this revision comes none: an erased lead's row stays as it is.</summary>
    private const int Last = int.MaxValue;

    /// <summary>Null once the lead is erased.</summary>
    public string? LeadId { get; init; }

    /// <summary>The ledger's key of the mail in the lead's partition; null once the lead is erased.</summary>
    public string? Key { get; init; }
    public string? SendId { get; init; }

    /// <summary>The brand's local day of the first decision.</summary>
    public required string Day { get; init; }
    public required string Scenario { get; init; }
    public int? Version { get; init; }
    public required string Step { get; init; }
    public required string Template { get; init; }
    public required SendStatus Status { get; init; }
    public string? Reason { get; init; }
    public int Attempts { get; init; }
    public DateTimeOffset? IntendedAt { get; init; }
    public DateTimeOffset? DecidedAt { get; init; }
    public DateTimeOffset? SentAt { get; init; }
    public DateTimeOffset? NextTryAt { get; init; }
    public required int Revision { get; init; }

    /// <summary>Its row key: all that is counted together lies together. A digest tells the mails apart.</summary>
    public required string Place { get; init; }

    /// <param name="leadId">Whose ledger it is.</param>
    /// <param name="key">The key of the mail in it.</param>
    /// <param name="record">The ledger's row, as saved.</param>
    public static SendRow Of(string leadId, string key, SendRecord record)
    {
        var day = record.Day ?? record.DecidedAt.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var (scenario, step) = (record.Scenario ?? Confirmation, StepOf(record));
        var first = record.FirstDecidedAt().UtcTicks;
        var name = Digest.Of(string.Create(CultureInfo.InvariantCulture, $"{leadId}|{key}|{first}"));
        return new SendRow
        {
            LeadId = leadId,
            Key = key,
            SendId = record.SendId,
            Day = day,
            Scenario = scenario,
            Version = record.Version,
            Step = step,
            Template = record.Template,
            Status = record.Status,
            Reason = ReasonOf(record),
            Attempts = record.Attempts,
            IntendedAt = record.FirstDecidedAt(),
            DecidedAt = record.DecidedAt,
            SentAt = record.SentAt ?? (record.Status == SendStatus.Sent ? record.Told?.At : null),
            NextTryAt = record.NextTryAt,
            Revision = record.Revision,
            Place = $"{Prefix(day, scenario, step)}{name}",
        };
    }

    /// <summary>
    /// The row of somebody who is being erased. What had no end yet never gets one: a mail without an answer failed,
    /// one that waits does not go.
    /// </summary>
    public SendRow Erased() => new()
    {
        Day = Day,
        Scenario = Scenario,
        Version = Version,
        Step = Step,
        Template = Template,
        Status = Status switch
        {
            SendStatus.Claimed => SendStatus.Failed,
            SendStatus.Deferred => SendStatus.Suppressed,
            _ => Status,
        },
        Reason = Status is SendStatus.Claimed or SendStatus.Deferred ? "erased" : Reason,
        Revision = Last,
        Place = Place,
    };

    [JsonIgnore]
    public SendCell Cell => new(Day, Scenario, Version, Step, Outcomes.Of(Status), Reason);

    /// <summary>The beginning of the row keys of a day, a scenario in it, or a step of that.</summary>
    public static string Prefix(string day, string? scenario = null, string? step = null) =>
        "r|" + day + "|" + (scenario is null ? "" : scenario + "|" + (step is null ? "" : step + "|"));

    /// <summary>The month of a row key; null where the text is none.</summary>
    public static string? MonthIn(string place) =>
        place.Split('|') is ["r", { Length: 10 } day, _, _, { Length: 32 }] ? SendIndex.MonthOf(day) : null;

    /// <summary>A confirmation goes out at once, as the reminder, or again for an outdated link.</summary>
    private static string StepOf(SendRecord record) => (record.Scenario, record.Step) switch
    {
        (null, null) => "first",
        (null, Confirming.Reminder) => Confirming.Reminder,
        (null, _) => "again",
        (_, var step) => step ?? "",
    };

    private static string? ReasonOf(SendRecord record) => record.Status switch
    {
        SendStatus.Claimed => "no answer",
        SendStatus.Deferred => record.Reason ?? Settling.ProviderAway,
        _ => record.Reason,
    };
}

/// <summary>What became of an intended mail, as it is reported.</summary>
public enum Outcome
{
    Sent,
    Suppressed,
    HeldOut,
    Failed,

    /// <summary>Handed over without an answer, or taken back for a while; the reason says what it waits for.</summary>
    Unknown,
}

/// <summary>From the ledger's status to the outcome.</summary>
public static class Outcomes
{
    public static Outcome Of(SendStatus status) => status switch
    {
        SendStatus.Sent => Outcome.Sent,
        SendStatus.Suppressed => Outcome.Suppressed,
        SendStatus.HeldOut => Outcome.HeldOut,
        SendStatus.Failed => Outcome.Failed,
        _ => Outcome.Unknown,
    };
}

/// <summary>What is counted together; a null reason is one of its own.</summary>
public sealed record SendCell(
    string Day, string Scenario, int? Version, string Step, Outcome Status, string? Reason);
