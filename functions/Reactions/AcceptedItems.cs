using LeadScoring.Leads;

namespace LeadScoring.Reactions;

/// <summary>One accepted item of a call: whose it is, and the reaction or the purchase.</summary>
public sealed record AcceptedItem(string LeadId, string? Email, Reaction? Reaction, PurchaseNote? Purchase)
{
    /// <summary>The items of a call as batches per lead, in the order of the call, none larger than one transaction bears.</summary>
    public static IEnumerable<(string LeadId, InboxBatch Batch)> Batches(IEnumerable<AcceptedItem> items) =>
        items.GroupBy(item => item.LeadId, StringComparer.Ordinal)
            .SelectMany(lead => lead.Chunk(InboxBatch.MaxItems).Select(chunk => (lead.Key, Batch(chunk))));

    private static InboxBatch Batch(AcceptedItem[] items) => new(
        items.Select(item => item.Email).FirstOrDefault(email => email is not null),
        Trusted: true,
        [.. items.Select(item => item.Reaction).OfType<Reaction>()],
        [.. items.Select(item => item.Purchase).OfType<PurchaseNote>()]);
}

/// <summary>The refusals of one item of a call, by its index.</summary>
public sealed record RejectedItem(int Index, IReadOnlyDictionary<string, string[]> Errors);

/// <summary>Who an item speaks of: exactly one of a lead id and an address must be given.</summary>
public sealed record ItemSubject(string LeadId, EmailAddress? Email);
