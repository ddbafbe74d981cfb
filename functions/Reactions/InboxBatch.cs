using System.Text.Json;
using System.Text.Json.Serialization;
using LeadScoring.Consent;
using LeadScoring.Hits;
using LeadScoring.Imports;

namespace LeadScoring.Reactions;

/// <summary>
/// Reactions and purchases of one lead, accepted at a door and waiting in the lead's own partition (an unknown person's
/// address waits here too, so queues carry ids only and erasure reaches everything). <see cref="Email"/> makes the lead
/// if there is none yet; <see cref="Trusted"/>: it came through a keyed door, the brand's own system vouches that this
/// person exists.
/// </summary>
public sealed record InboxBatch(
    string? Email, bool Trusted, IReadOnlyList<Reaction> Reactions, IReadOnlyList<PurchaseNote> Purchases)
{
    /// <summary>
    /// The path (see <see cref="Identity.Parts"/>) of whose events these are copies; null for the lead's own.
    /// </summary>
    public string? Origin { get; init; }

    /// <summary>Past data that quiet imports told: it begins nothing, wherever it is counted.</summary>
    [JsonIgnore]
    public bool IsQuiet => Reactions.Count + Purchases.Count > 0
        && Reactions.Select(told => told.Imports).Concat(Purchases.Select(told => told.Imports))
            .All(ImportMark.IsQuiet);

    public const int MaxItems = 40; // rows of one transaction, with room for the lead's own rows and its history

    /// <summary>
    /// Characters of JSON in one batch: a row has 1 MiB, at two bytes a character; the largest item stays below.
    /// </summary>
    public const int MaxLength = 400_000;

    public static InboxBatch Empty { get; } = new(null, false, [], []);

    /// <summary>
    /// What came back from mails; null: nothing. A batch holds these or reactions and purchases, never both.
    /// </summary>
    public IReadOnlyList<MailHits>? Mails { get; init; }

    /// <summary>Consents told by another system; null: none.</summary>
    public IReadOnlyList<ConsentRecord>? Consents { get; init; }

    /// <summary>
    /// Items in their order, as parts that a batch bears, by the rows that an item becomes and its characters of JSON;
    /// one that is too long by itself is a part of its own.
    /// </summary>
    public static IEnumerable<IReadOnlyList<T>> Cut<T>(
        IEnumerable<T> items, Func<T, int> rowsOf, Func<T, int> lengthOf)
    {
        var (part, rows, length) = (new List<T>(), 0, 0);
        foreach (var item in items)
        {
            var (itemRows, itemLength) = (rowsOf(item), lengthOf(item));
            if (part.Count > 0 && (rows + itemRows > MaxItems || length + itemLength > MaxLength))
            {
                yield return part;
                (part, rows, length) = ([], 0, 0);
            }
            part.Add(item);
            (rows, length) = (rows + itemRows, length + itemLength);
        }
        if (part.Count > 0) yield return part;
    }
}

/// <summary>One touch of a lead with the brand, as accepted.</summary>
public sealed record Reaction
{
    public required string Id { get; init; }
    public required string Type { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
    public required string Product { get; init; }
    public string? CampaignId { get; init; }
    public string? Channel { get; init; }
    public JsonElement? Properties { get; init; }

    /// <summary>The merged lead this is a copy of; null for the lead's own.</summary>
    public string? Origin { get; init; }

    /// <summary>Of a copy, the id under which it was told first.</summary>
    public string? FirstId { get; init; }

    /// <summary>
    /// The imports that told it, as <c>{import}:{line}</c>, first the one that brought it; null: it came by a door.
    /// </summary>
    public IReadOnlyList<string>? Imports { get; init; }

    /// <summary>When a report of sales was taken, whatever it says of when it happened; null for all others.</summary>
    public DateTimeOffset? TakenAt { get; init; }

    /// <summary>Ids are the lead's own business: two leads may have used one for two things.</summary>
    [JsonIgnore]
    public string DistinctId => Origin is null ? Id : $"{Origin}|{Id}";

    /// <summary>As it was told.</summary>
    [JsonIgnore]
    public Reaction AsTold => this with
    {
        Id = FirstId ?? Id,
        Origin = null,
        FirstId = null,
        TakenAt = null,
        Imports = null,
    };

    /// <summary>By which path it came (see <see cref="Identity.Parts"/>); null for the lead's own.</summary>
    [JsonIgnore]
    public string? Path => FirstId is null ? Origin : DistinctId[..^(FirstId.Length + 1)];

    /// <summary>A copy of it for whoever takes its lead in.</summary>
    public Reaction Of(string lead) => this with { Id = DistinctId, Origin = lead, FirstId = FirstId ?? Id };
}

/// <summary>A purchase or, with <see cref="RefundOf"/>, money given back for one.</summary>
public sealed record PurchaseNote
{
    public required string Id { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
    public required string Product { get; init; }
    public required decimal Amount { get; init; }
    public required string Currency { get; init; }
    public string? CampaignId { get; init; }
    public string? RefundOf { get; init; }
    public IReadOnlyList<PurchaseItem> Items { get; init; } = [];

    /// <summary>The merged lead this is a copy of; null for the lead's own.</summary>
    public string? Origin { get; init; }

    /// <inheritdoc cref="Reaction.FirstId"/>
    public string? FirstId { get; init; }

    /// <inheritdoc cref="Reaction.Imports"/>
    public IReadOnlyList<string>? Imports { get; init; }

    /// <inheritdoc cref="Reaction.DistinctId"/>
    [JsonIgnore]
    public string DistinctId => Origin is null ? Id : $"{Origin}|{Id}";

    /// <inheritdoc cref="Reaction.AsTold"/>
    [JsonIgnore]
    public PurchaseNote AsTold => this with { Id = OrderId, Origin = null, FirstId = null, Imports = null };

    /// <summary>
    /// The order's own id, by which a person counts it once, under whichever of their addresses it was told.
    /// </summary>
    [JsonIgnore]
    public string OrderId => FirstId ?? Id;

    /// <inheritdoc cref="Reaction.Path"/>
    [JsonIgnore]
    public string? Path => FirstId is null ? Origin : DistinctId[..^(FirstId.Length + 1)];

    /// <inheritdoc cref="Reaction.Of"/>
    public PurchaseNote Of(string lead) => this with { Id = DistinctId, Origin = lead, FirstId = FirstId ?? Id };
}

/// <summary>One line of a purchase; prices are per unit, the list price is what it costs undiscounted.</summary>
public sealed record PurchaseItem(string Sku, decimal Quantity, decimal? UnitPrice, decimal? ListPrice);
