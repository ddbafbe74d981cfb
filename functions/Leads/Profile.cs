using System.Collections.Immutable;
using LeadScoring.Campaigns;
using LeadScoring.Identity;
using LeadScoring.Imports;
using LeadScoring.Sales;

namespace LeadScoring.Leads;

/// <summary>Who the lead is, as entries and the brand's systems told it.</summary>
public sealed record Profile
{
    /// <summary>Anybody may post answers: from this many names on, only known ones are kept up to date.</summary>
    private const int MaxAttributes = 100;

    public required string Email { get; init; }
    public Dated? Name { get; init; }
    public Dated? Phone { get; init; }
    public Dated? Locale { get; init; }

    /// <summary>Answers by name; per name the newest wins, whatever the order of arrival.</summary>
    public ImmutableSortedDictionary<string, Dated> Attributes { get; init; } =
        ImmutableSortedDictionary.Create<string, Dated>(StringComparer.Ordinal);

    public ImmutableSortedDictionary<string, CampaignPresence> Campaigns { get; init; } =
        ImmutableSortedDictionary.Create<string, CampaignPresence>(StringComparer.Ordinal);

    /// <summary>Entries within the person's limits that are about to get their place, by hash.</summary>
    public ImmutableSortedDictionary<string, PendingEntry>? Pending { get; init; }

    public ReferredBy? ReferredBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public bool Known { get; init; }

    /// <summary>Since when; null while nobody has vouched for the address.</summary>
    public DateTimeOffset? KnownSince { get; init; }

    /// <summary>The last claim on this very lead, also one that is over; null: there never was one.</summary>
    public Claim? Claim { get; init; }

    /// <summary>
    /// The claim under which this person stands in the lists: as the last change found it, so a reader asks whether it
    /// still holds. Null for who is in no list.
    /// </summary>
    public Claim? Held { get; init; }

    /// <summary>When to get in touch again, as sales said last; null while nothing was said.</summary>
    public NextContact? Contact { get; init; }

    /// <summary>The same of the person, whichever of the leads they are it was said of.</summary>
    public NextContact? NextContact() =>
        Parts.Of(this).Select(part => part.Value.Contact).Aggregate(Contact, Sales.NextContact.Latest);

    /// <summary>Of which plan to get in touch the owner was reminded last, by its hash.</summary>
    public string? Reminded { get; init; }

    /// <summary>How many lines of history its claims have made.</summary>
    public int? ClaimNotes { get; init; }

    /// <summary>
    /// Since when the person's data is kept but not used: no score, no list, no mail. Null: it may be used.
    /// </summary>
    public DateTimeOffset? StoppedAt { get; init; }

    /// <summary>The lead under which this person is found; null for a lead that stands for itself.</summary>
    public Alias? MergedInto { get; init; }

    /// <summary>The leads this one has taken in, by id.</summary>
    public ImmutableSortedDictionary<string, MergedPerson> Merged { get; init; } =
        ImmutableSortedDictionary.Create<string, MergedPerson>(StringComparer.Ordinal);

    /// <summary>
    /// Those that are being taken out again, by path; nothing of them is counted any more.
    /// </summary>
    public ImmutableSortedDictionary<string, MergedPerson> Unmerging { get; init; } =
        ImmutableSortedDictionary.Create<string, MergedPerson>(StringComparer.Ordinal);

    /// <summary>
    /// The version of the rules under which the products of this lead are counted, staged and listed; null for a lead
    /// of before the stamp, and for one of which nothing is counted yet. Never falls.
    /// </summary>
    public int? Rules { get; init; }

    /// <summary>When to look whether this lead is to be forgotten; it lies in the due index.</summary>
    public DateTimeOffset? ForgetAt { get; init; }

    /// <summary>What imports told, and what this profile would be without them; null: none did.</summary>
    public ImportedProfile? Imports { get; init; }

    /// <summary>
    /// Of products that an undone import had brought in, the revision behind which a new placing begins; null: none.
    /// </summary>
    public ImmutableSortedDictionary<string, long>? Fences { get; init; }

    public Profile AsKnown(DateTimeOffset now)
    {
        var known = Known ? this : this with { Known = true, KnownSince = now };
        return known.Otherwise(words => words with
        {
            CreatedAt = words.CreatedAt ?? now,
            Known = true,
            KnownSince = words.Known ? words.KnownSince : now,
        });
    }

    /// <summary>
    /// What is said by anybody but an import is also kept beside what imports say, as which it stays when they are
    /// undone.
    /// </summary>
    public Profile Otherwise(Func<LeadWords, LeadWords> said) => Imports is null
        ? this
        : this with { Imports = Imports with { Otherwise = said(Imports.Otherwise) } };

    /// <summary>
    /// Whether the person was known when something was said: messages come in any order, and what a later one proves
    /// must not change how an earlier one is taken.
    /// </summary>
    public bool WasKnownAt(DateTimeOffset instant) => Known && !(KnownSince > instant);

    public string Language => Locale?.Value ?? "ja";

    /// <summary>Per name the newest answer of all the leads this person is.</summary>
    public IReadOnlyDictionary<string, string> AttributeValues() => AllAttributes()
        .ToDictionary(attribute => attribute.Key, attribute => attribute.Value.Value, StringComparer.Ordinal);

    /// <summary>The same with the instant of each answer.</summary>
    public ImmutableSortedDictionary<string, Dated> AllAttributes() => Merged.Values
        .SelectMany(person => person.Attributes).Aggregate(Attributes, (all, other) => all.SetItem(
            other.Key, Dated.Newest(all.GetValueOrDefault(other.Key), other.Value.Value, other.Value.At)!));

    /// <summary>The campaigns this person entered, under whatever address, with the first time.</summary>
    public ImmutableSortedDictionary<string, DateTimeOffset> AllCampaigns() => Merged.Values
        .SelectMany(person => person.Campaigns).Concat(Campaigns)
        .GroupBy(campaign => campaign.Key, StringComparer.Ordinal)
        .ToImmutableSortedDictionary(
            campaign => campaign.Key, campaign => campaign.Min(entered => entered.Value.First), StringComparer.Ordinal);

    /// <summary>The local days of the entries that are about to get their place in a campaign.</summary>
    public IEnumerable<int> PendingIn(string campaignId) =>
        Pending?.Values.Where(pending => pending.CampaignId == campaignId).Select(pending => pending.Day) ?? [];

    public Profile Begin(string entryHash, string campaignId, int day) => this with
    {
        Pending = (Pending ?? ImmutableSortedDictionary.Create<string, PendingEntry>(StringComparer.Ordinal))
            .SetItem(entryHash, new PendingEntry(campaignId, day)),
    };

    public Profile End(string entryHash) =>
        this with { Pending = Pending?.Remove(entryHash) is { Count: > 0 } others ? others : null };

    public Profile WithAttributes(IEnumerable<KeyValuePair<string, string>> values, DateTimeOffset at)
    {
        var told = values.ToList();
        return (this with { Attributes = With(Attributes, told, at) }).Otherwise(
            words => words with { Attributes = With(words.Attributes, told, at) });
    }

    private static ImmutableSortedDictionary<string, Dated> With(
        ImmutableSortedDictionary<string, Dated> attributes, List<KeyValuePair<string, string>> values,
        DateTimeOffset at)
    {
        var known = attributes;
        var hasRoom = known.Count < MaxAttributes;
        foreach (var (name, value) in values.Where(value => hasRoom || known.ContainsKey(value.Key)))
            attributes = attributes.SetItem(name, Dated.Newest(attributes.GetValueOrDefault(name), value, at)!);
        return attributes;
    }
}

/// <summary>
/// A value and when it was said. Of two, the newer wins; at the same instant the greater text, so order never matters.
/// </summary>
public sealed record Dated(string Value, DateTimeOffset At)
{
    public static Dated? Newest(Dated? known, string? value, DateTimeOffset at)
    {
        if (value is null) return known;
        if (known is null || at > known.At) return new Dated(value, at);
        return at == known.At && string.CompareOrdinal(value, known.Value) > 0 ? new Dated(value, at) : known;
    }
}

/// <summary>
/// How often a lead entered a campaign, and on which local days (days since 1970-01-01), the latest kept.
/// </summary>
public sealed record CampaignPresence(int Entries, ImmutableArray<int> Days, DateTimeOffset First)
{
    private const int MostDays = 60; // queues bring entries out of order by hours, not by months

    public CampaignPresence Enter(int day) =>
        this with { Entries = Entries + 1, Days = [.. Days.Append(day).Distinct().Order().TakeLast(MostDays)] };
}

/// <summary>An entry between the person's limits and the campaign's: it counts against the former already.</summary>
public sealed record PendingEntry(string CampaignId, int Day);
