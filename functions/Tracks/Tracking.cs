using System.Text.Json;
using LeadScoring.Hits;
using LeadScoring.Identity;
using LeadScoring.Intake;
using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Reactions;
using LeadScoring.Scoring;

namespace LeadScoring.Tracks;

/// <summary>
/// Pure: a lead's track in one product line from what lies in its partition, in whatever order that comes.
/// </summary>
public static class Tracking
{
    /// <summary>Raised where the same rows make another track: then all leads are looked at anew.</summary>
    public const int Version = 2;

    public const int MostTouchpoints = 1000;
    public const int MostSkus = 20;
    public const int MostText = 1000;

    /// <summary>
    /// Null for who is not to be looked at: not known, merged into somebody else, use of the data stopped, erased; and
    /// for who did nothing in this product line.
    /// </summary>
    public static Track? Of(
        Lead lead, LeadEvents events, IReadOnlyList<StageChange> stages, ProductLine product, Edition edition)
    {
        if (!lead.IsInUse || !lead.Products.TryGetValue(product.Id, out var state)) return null;
        var entries = events.Entries.Where(entry => entry.Outcome == Entry.Counted && entry.Product == product.Id)
            .OrderBy(entry => entry.ReceivedAt).ThenBy(entry => entry.Hash, StringComparer.Ordinal).ToList();
        var told = events.Reactions.Where(Touch.IsCounted)
            .Concat(events.Mails.SelectMany(mail => HitCount.Of(mail, edition.Rules.Machine)))
            .Where(reaction => reaction.Product == product.Id).ToList();
        var touchpoints = entries.Select(entry => Point(entry, product, edition))
            .Concat(told.Select(reaction => Point(reaction, product, edition)))
            .OrderBy(point => point.At).ThenBy(point => point.Type, StringComparer.Ordinal)
            .ThenBy(point => point.Channel, StringComparer.Ordinal)
            .ThenBy(point => point.Campaign, StringComparer.Ordinal).ToList();
        var bought = state.Purchases.Purchases is [var first, ..] ? first.Day : (int?)null;
        var start = touchpoints is [var earliest, ..] ? Math.Min(earliest.Day, bought ?? earliest.Day) : bought;
        if (start is null) return null;
        return new Track
        {
            LeadId = lead.Id,
            Product = product.Id,
            Start = start.Value,
            CameBy = Coming.Of(lead, entries, touchpoints, state.Purchases, product),
            Touchpoints = [.. Ends.Of(touchpoints, MostTouchpoints)],
            IsCut = touchpoints.Count > MostTouchpoints,
            Purchases = state.Purchases,
            Baskets = [.. Baskets(events.Purchases, product)],
            Stages =
            [
                .. stages.Where(change => change.Product == product.Id).OrderBy(change => change.At)
                    .Select(change => new StageEntered(
                        change.At, product.DayOf(change.At), change.From, change.To)),
            ],
            Assignments = [.. Assignments(lead, product)],
            Comments = [.. Comments(told, product)],
            Stage = state.Stage,
            Class = state.Class,
            Lapsed = state.Lapsed,
            Likeness = state.Likeness?.Level,
        };
    }

    private static Touchpoint Point(Entry entry, ProductLine product, Edition edition) => new(
        entry.ReceivedAt, product.DayOf(entry.ReceivedAt), Entering.ReactionType,
        edition.Rules.Reactions.GetValueOrDefault(Entering.ReactionType)?.Channel, entry.CampaignId);

    private static Touchpoint Point(Reaction reaction, ProductLine product, Edition edition) => new(
        reaction.OccurredAt, product.DayOf(reaction.OccurredAt), reaction.Type,
        reaction.Channel ?? edition.Rules.Reactions.GetValueOrDefault(reaction.Type)?.Channel, reaction.CampaignId);

    /// <summary>Of one order told of two of a person's addresses the first telling counts, as in the history.</summary>
    private static IEnumerable<Basket> Baskets(IEnumerable<PurchaseNote> purchases, ProductLine product) =>
        purchases.Where(note => note.Product == product.Id && note.RefundOf is null)
            .OrderBy(note => note.OccurredAt).ThenBy(note => note.Amount)
            .ThenBy(note => note.OrderId, StringComparer.Ordinal)
            .DistinctBy(note => note.OrderId).Select(note => Basket(note, product));

    private static Basket Basket(PurchaseNote note, ProductLine product)
    {
        var priced = note.Items.Where(item => item is { UnitPrice: not null, ListPrice: > 0 }).ToList();
        var listed = priced.Sum(item => item.Quantity * item.ListPrice!.Value);
        return new Basket(
            Touch.ShortHash(note.OrderId), product.DayOf(note.OccurredAt), note.Amount,
            note.Items.Count == 0 ? null : note.Items.Sum(item => item.Quantity),
            listed > 0 ? priced.Sum(item => item.Quantity * item.UnitPrice!.Value) / listed : null,
            [.. note.Items.Select(item => item.Sku).Distinct().Order(StringComparer.Ordinal).Take(MostSkus)],
            note.CampaignId);
    }

    private static IEnumerable<Assignment> Assignments(Lead lead, ProductLine product) =>
        lead.Enrolments.Values.Where(enrolment => enrolment.Product == product.Id)
            .OrderBy(enrolment => enrolment.EnteredAt).ThenBy(enrolment => enrolment.Key, StringComparer.Ordinal)
            .Select(enrolment => new Assignment(
                enrolment.Scenario, enrolment.Version, enrolment.Occurrence, enrolment.HeldOut, enrolment.HeldOutBy,
                enrolment.EnteredAt, product.DayOf(enrolment.EnteredAt),
                enrolment.NextStep ?? enrolment.EndedBefore));

    private static IEnumerable<Comment> Comments(IEnumerable<Reaction> told, ProductLine product)
    {
        foreach (var reaction in told.OrderBy(reaction => reaction.OccurredAt)
            .ThenBy(reaction => reaction.DistinctId, StringComparer.Ordinal))
        {
            if (Words(reaction) is not { } text) continue;
            var properties = reaction.Properties!.Value;
            decimal? rating = properties.TryGetProperty("rating", out var rated)
                && rated.ValueKind == JsonValueKind.Number
                && rated.TryGetDecimal(out var stars) ? stars : null;
            var mayQuote = properties.TryGetProperty("mayQuote", out var may) && may.ValueKind == JsonValueKind.True;
            yield return new Comment(
                reaction.OccurredAt, product.DayOf(reaction.OccurredAt), reaction.Type,
                Touch.ShortHash(reaction.DistinctId), text[..Math.Min(MostText, text.Length)], rating, mayQuote);
        }
    }

    /// <summary>What a person said, or sales as their reason; null where the reaction came without words.</summary>
    public static string? Words(Reaction reaction) =>
        reaction.Properties is { ValueKind: JsonValueKind.Object } properties
            ? Said(properties, "text") ?? Said(properties, "reason")
            : null;

    private static string? Said(JsonElement properties, string name) =>
        properties.TryGetProperty(name, out var said) && said.ValueKind == JsonValueKind.String
        && said.GetString() is { Length: > 0 } text ? text : null;
}
