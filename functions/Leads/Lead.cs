using System.Collections.Immutable;
using LeadScoring.Alerts;
using LeadScoring.Consent;
using LeadScoring.Nurture;
using LeadScoring.Rights;

namespace LeadScoring.Leads;

/// <summary>
/// One person as the brand knows them, and everything that is decided from: profile, what we may send, one
/// <see cref="ProductState"/> per product line, and the scenarios they are in. Immutable; a decision returns a new one.
/// </summary>
public sealed record Lead
{
    public required string Id { get; init; }

    /// <summary>Null until the first entry, reaction or purchase has been handled.</summary>
    public Profile? Profile { get; init; }

    public MailState Mail { get; init; } = new();

    public ImmutableSortedDictionary<string, ProductState> Products { get; init; } =
        ImmutableSortedDictionary.Create<string, ProductState>(StringComparer.Ordinal);

    /// <summary>By <see cref="Enrolment.Key"/>; ended ones stay, they decide about re-entry.</summary>
    public ImmutableSortedDictionary<string, Enrolment> Enrolments { get; init; } =
        ImmutableSortedDictionary.Create<string, Enrolment>(StringComparer.Ordinal);

    /// <summary>Null while no alert was raised.</summary>
    public AlertBook? Alerts { get; init; }

    /// <summary>What is left of an erasure; null for somebody who never was erased.</summary>
    public Tombstone? Gone { get; init; }

    /// <summary>
    /// Whether sales and scenarios may see this lead: the address was confirmed by its owner, or came from the
    /// brand's own systems through a keyed door. An anonymous entry alone proves nothing.
    /// </summary>
    public bool IsKnown => Profile is { Known: true };

    /// <summary>Known, found under its own id, and the person has not asked to stop using the data.</summary>
    public bool IsInUse => Profile is { Known: true, StoppedAt: null, MergedInto: null };

    /// <summary>
    /// When the latest mails of scenarios went to this person, under whatever address: caps look at these.
    /// </summary>
    public IReadOnlyList<DateTimeOffset> RecentMails() => Profile is { Merged: { IsEmpty: false } merged }
        ? [.. Mail.Recent, .. merged.Values.SelectMany(person => person.Mails)]
        : Mail.Recent;

    /// <summary>How often at most, as this person chose last, under whatever address; null: nothing chosen.</summary>
    public Dated? Frequency() => Profile is { Merged: { IsEmpty: false } merged }
        ? merged.Values.Select(person => person.Frequency).OfType<Dated>().Aggregate(
            Mail.Frequency, (newest, other) => Dated.Newest(newest, other.Value, other.At))
        : Mail.Frequency;

    public ProductState Product(string product) =>
        Products.TryGetValue(product, out var state) ? state : new ProductState { Product = product };

    public Lead With(ProductState state) => this with { Products = Products.SetItem(state.Product, state) };

    public Lead With(Enrolment enrolment) => this with { Enrolments = Enrolments.SetItem(enrolment.Key, enrolment) };
}
