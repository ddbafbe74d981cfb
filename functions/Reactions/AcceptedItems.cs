using LeadScoring.Leads;
using LeadScoring.Scoring;
using LeadScoring.Storage;

namespace LeadScoring.Reactions;

/// <summary>One accepted item of a call: whose it is, and the reaction or the purchase.</summary>
public sealed record AcceptedItem(string LeadId, string? Email, Reaction? Reaction, PurchaseNote? Purchase)
{
    private int Length => (Reaction is null ? Json.Write(Purchase) : Json.Write(Reaction)).Length;

    /// <summary>
    /// The items of a call as batches per lead, in the order of the call, none larger than a row and a transaction
    /// bear.
    /// </summary>
    public static IEnumerable<(string LeadId, InboxBatch Batch)> Batches(
        IEnumerable<AcceptedItem> items, ScoringRules rules) =>
        items.GroupBy(item => item.LeadId, StringComparer.Ordinal)
            .SelectMany(lead => InboxBatch.Cut(lead, item => item.Rows(rules), item => item.Length)
                .Select(part => (lead.Key, Batch(part, EmailIn(lead)))));

    /// <summary>What it becomes in the lead's partition: a fact, and an alert where its type raises one.</summary>
    private int Rows(ScoringRules rules) =>
        Reaction is not null && rules.Reactions.GetValueOrDefault(Reaction.Type) is { Alert: true } ? 2 : 1;

    /// <summary>Any part may be the first to be handled, so each can make the lead.</summary>
    private static string? EmailIn(IEnumerable<AcceptedItem> items) =>
        items.Select(item => item.Email).FirstOrDefault(email => email is not null);

    private static InboxBatch Batch(IReadOnlyList<AcceptedItem> items, string? email) => new(
        email,
        Trusted: true,
        [.. items.Select(item => item.Reaction).OfType<Reaction>()],
        [.. items.Select(item => item.Purchase).OfType<PurchaseNote>()]);
}

/// <summary>The refusals of one item of a call, by its index.</summary>
public sealed record RejectedItem(int Index, IReadOnlyDictionary<string, string[]> Errors);

/// <summary>Who an item speaks of: exactly one of a lead id and an address must be given.</summary>
public sealed record ItemSubject(string LeadId, EmailAddress? Email);
