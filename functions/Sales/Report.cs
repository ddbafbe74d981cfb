using System.Text.Json;
using LeadScoring.Reactions;
using LeadScoring.Storage;

namespace LeadScoring.Sales;

/// <summary>
/// What sales reports, as parsed: an outcome or a call. <paramref name="Word"/> is the caller's word for it
/// (<c>not-now</c>, <c>no-answer</c>); without <paramref name="At"/> it happened now, without
/// <paramref name="Product"/> in the only line the lead has.
/// </summary>
public sealed record Report(
    string Id, string Type, string Word, string? Product, DateTimeOffset? At, ReportDetails Details)
{
    /// <summary>As the lead's history keeps it; who told it stands with the details.</summary>
    public Reaction AsReaction(string product, DateTimeOffset at, string? by) => new()
    {
        Id = Id,
        Type = Type,
        OccurredAt = at,
        Product = product,
        Channel = Type is Outcomes.CallReached or Outcomes.CallMissed ? "phone" : null,
        Properties = JsonSerializer.SerializeToElement(Details with { By = by }, Json.Options),
    };

    /// <summary>The order that a <c>won</c> is, under the same id: told by two systems it counts once.</summary>
    public PurchaseNote? AsPurchase(string product, DateTimeOffset at) => Details.Amount is not { } amount
        || Type != Outcomes.Won ? null : new PurchaseNote
        {
            Id = Id,
            OccurredAt = at,
            Product = product,
            Amount = amount,
            Currency = Details.Currency!,
        };
}

/// <summary>
/// The rest of a report. <paramref name="By"/> is who told it: their owner id, else their name.
/// <paramref name="Until"/> is when to try again, or when the visit is; <paramref name="Minutes"/> how long they spoke.
/// </summary>
public sealed record ReportDetails(
    string? By = null, string? Result = null, decimal? Amount = null, string? Currency = null, string? Reason = null,
    DateTimeOffset? Until = null, string? Note = null, int? Minutes = null, bool? Release = null,
    bool? DoNotCall = null)
{
    /// <summary>Null where the reaction came with other properties than a report has.</summary>
    public static ReportDetails? Of(Reaction reaction)
    {
        if (!Outcomes.IsReported(reaction.Type) || reaction.Properties is not { } properties) return null;
        try
        {
            return properties.Deserialize<ReportDetails>(Json.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>
/// When to get in touch with the lead again, as of what was said at <paramref name="SaidAt"/>; null: no such time.
/// </summary>
public sealed record NextContact(DateTimeOffset? At, DateTimeOffset SaidAt, string Product)
{
    /// <summary>A visit comes before it: who was visited is asked how it was.</summary>
    public bool? AfterVisit { get; init; }

    /// <summary>What was said last holds; at one instant the later time.</summary>
    public static NextContact? Latest(NextContact? one, NextContact? other)
    {
        if (one is null || other is null) return one ?? other;
        var order = other.SaidAt.CompareTo(one.SaidAt);
        if (order == 0) order = Nullable.Compare(other.At, one.At);
        return order > 0 ? other : one;
    }
}
