using LeadScoring.Consent;
using LeadScoring.Identity;
using LeadScoring.Leads;
using LeadScoring.Reactions;

namespace LeadScoring.Sales;

/// <summary>
/// The lead that a report names and those it was merged into, one after the other, without the person at the end of
/// them (<paramref name="Merged"/> is empty where it names the person). What is reported of a merged lead is that
/// lead's own; each further one, and the person, has it as a copy, as if a merge had brought it.
/// </summary>
public sealed record ReportPath(IReadOnlyList<string> Merged)
{
    /// <summary>As in <see cref="Parts"/>; null where the person is named.</summary>
    public string? Text => Merged.Count == 0 ? null : string.Join('|', Merged.Reverse());

    /// <summary>As the person has it.</summary>
    public InboxBatch Here(InboxBatch own) => At(own, Merged.Count);

    /// <summary>As the lead at this place of the path has it. A word on calls stays with its address.</summary>
    public InboxBatch At(InboxBatch own, int place) => own with
    {
        Reactions = [.. own.Reactions.Select(
            one => Merged.Take(place).Aggregate(one, (copy, part) => copy.Of(part)))],
        Purchases = [.. own.Purchases.Select(
            one => Merged.Take(place).Aggregate(one, (copy, part) => copy.Of(part)))],
        Consents = place == 0 ? own.Consents : null,
    };

    /// <summary>The person with what the report says of the lead it names: of calls, and of the next contact.</summary>
    public Profile Said(Profile person, NextContact? next, IEnumerable<ConsentRecord> consents)
    {
        if (Text is not { } path) return person with { Contact = NextContact.Latest(person.Contact, next) };
        return Parts.With(person, path, part => part with
        {
            Contact = NextContact.Latest(part.Contact, next),
            Calls = consents.Aggregate(
                new MailState { Phone = part.Calls }, (known, row) => known.With(Telling.KeyOf(row), row)).Phone,
        });
    }

    /// <summary>
    /// Where the same may lie already, and under what distinct id: as the path has it first, then as the person or
    /// another of their leads does.
    /// </summary>
    public IEnumerable<(string LeadId, string Id)> Places(Lead person, string id)
    {
        var parts = person.Profile is { } profile ? Parts.Of(profile).Select(part => part.Key) : [];
        var first = Text is null ? id : $"{Text}|{id}";
        return parts.SelectMany(path => new[] { (person.Id, $"{path}|{id}"), (Parts.IdOf(path), id) })
            .Prepend((person.Id, id)).Prepend((person.Id, first)).Distinct();
    }
}

/// <summary>
/// What is known of a report already. <paramref name="Earlier"/>: what was told under its id, as its lead has it;
/// <paramref name="Order"/>: the purchase of that id. <paramref name="IsOwn"/>, <paramref name="IsOwnOrder"/>: it lies
/// where that of this report would.
/// </summary>
public sealed record Told(Reaction? Earlier, PurchaseNote? Order, bool IsOwn, bool IsOwnOrder)
{
    public static Told Nothing { get; } = new(null, null, IsOwn: false, IsOwnOrder: false);
}
