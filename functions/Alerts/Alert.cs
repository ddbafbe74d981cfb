using System.Text.Json.Serialization;

namespace LeadScoring.Alerts;

/// <summary>What an alert tells of.</summary>
public enum AlertKind
{
    /// <summary>A reaction whose type is marked in the rules: a complaint, an abandoned credit check.</summary>
    Reaction,

    /// <summary>The score fell at once, through what happened and not by cooling.</summary>
    Drop,

    /// <summary>After a long silence the lead reached the score of a high stage.</summary>
    HotAgain,

    /// <summary>The time has come to get in touch with the lead again, as sales had agreed with them.</summary>
    Contact,
}

/// <summary>
/// Something that sales should hear of at once: a row of the lead's partition, made in the transaction of its cause.
/// Stage and score (0 to 100) are those right after the cause; null where the lead is merged into another, which has
/// them.
/// </summary>
public sealed record Alert
{
    public required AlertKind Kind { get; init; }
    public required string Product { get; init; }

    /// <summary>When it was raised; the feed is in this order.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When its cause happened, as it was reported.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>
    /// The type of the reaction; of a contact that is due, the visit that was booked before it. Null for the others.
    /// </summary>
    public string? Reaction { get; init; }
    public string? Stage { get; init; }
    public double? Score { get; init; }

    /// <summary>By how much the score fell, of a drop.</summary>
    public double? Fell { get; init; }

    /// <summary>Days without any reaction before a return.</summary>
    public int? SilentDays { get; init; }

    /// <summary>Who held the lead when it was raised, where it is for them.</summary>
    public string? Owner { get; init; }

    /// <summary>How far its way to the webhook has come; null before the first try.</summary>
    public AlertDelivery? Delivery { get; init; }

    public Acknowledgement? Acknowledged { get; init; }
}

/// <summary>Who took care of an alert; the first word stays.</summary>
public sealed record Acknowledgement(DateTimeOffset At, string By, string? Note);

/// <summary>Tries to tell the webhook: it arrived, is tried again at an instant, or was given up, and why.</summary>
public sealed record AlertDelivery(
    int Attempts, DateTimeOffset? NextTryAt = null, DateTimeOffset? DeliveredAt = null, string? GivenUp = null)
{
    [JsonIgnore]
    public bool IsOver => DeliveredAt is not null || GivenUp is not null;
}

/// <summary>
/// An alert's name outside: the lead's id and the hash of the cause, <c>{leadId}-{hash}</c>. Neither tells who it
/// is.
/// </summary>
public readonly record struct AlertId(string LeadId, string Hash)
{
    private const int Length = 32;

    public static AlertId? Parse(string text) =>
        text.Split('-') is [var lead, var hash] && IsHex(lead) && IsHex(hash)
            ? new AlertId(lead, hash)
            : null;

    public static bool IsHex(string text) => text.Length == Length && text.All(char.IsAsciiHexDigitLower);

    public override string ToString() => $"{LeadId}-{Hash}";
}
