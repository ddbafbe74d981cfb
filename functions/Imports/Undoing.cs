using System.Collections.Immutable;
using LeadScoring.Identity;
using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Reactions;

namespace LeadScoring.Imports;

/// <summary>
/// A row that an import marked: its key and version, what it says, and what a door said under the same id meanwhile
/// (the rows of these conflicts, oldest first).
/// </summary>
public sealed record MarkedRow(
    string Key, string Version, Reaction? Reaction, PurchaseNote? Purchase, IReadOnlyList<MarkedRow> Conflicts)
{
    public IReadOnlyList<string> Imports => Reaction?.Imports ?? Purchase?.Imports ?? [];

    public string DistinctId => Reaction?.DistinctId ?? Purchase!.DistinctId;

    public object Marked(IReadOnlyList<string>? imports) => Reaction is null
        ? Purchase! with { Imports = imports }
        : Reaction with { Imports = imports };
}

/// <summary>
/// Pure: takes back what an import did to a lead. The lead is counted anew from all that came otherwise, on the state
/// that each product had before the import, so that it is what it would be without it; an order that a door told as
/// well stays, and where a door told something else under an id, that counts now.
/// </summary>
public static class Undoing
{
    /// <summary>Rows of a change: a transaction has a hundred, and each may be one and its conflict.</summary>
    public const int MostAtOnce = 30;

    public static bool IsLast(Lead lead, string import, IReadOnlyCollection<MarkedRow> rows) =>
        rows.Count <= MostAtOnce
        && !(lead.Profile?.Imports?.Parts.GetValueOrDefault(import)?.History.Length > MostAtOnce);

    /// <summary>Some of the rows go, and are not counted any more; the last ones go with <see cref="End"/>.</summary>
    public static LeadChange Shorten(
        Lead lead, string import, LeadEvents events, IReadOnlyList<MarkedRow> rows, Edition edition)
    {
        var (left, facts, removed) = Without(events, import, rows);
        var known = lead.Products.Values.Where(state => edition.Rules.Products.ContainsKey(state.Product))
            .Select(Rebuilding.Emptied).ToList();
        var (profile, history) = WithoutHistory(lead.Profile!, import);
        return new LeadChange(Rebuilding.Onto(lead with { Profile = profile }, known, left, edition), facts)
        {
            Removed = [.. removed, .. history],
        };
    }

    /// <summary>The last rows go, and what the import told of the person; null where there is nothing of it.</summary>
    public static LeadChange? End(
        Lead lead, string import, LeadEvents events, IReadOnlyList<MarkedRow> rows, Edition edition,
        DateTimeOffset now)
    {
        if (lead.Profile is not { } profile) return null;
        var part = profile.Imports?.Parts.GetValueOrDefault(import);
        if (part is null && rows.Count == 0) return null;
        var (left, facts, removed) = Without(events, import, rows);
        var before = part?.Before ?? ImmutableSortedDictionary<string, ProductState?>.Empty;
        var told = ProductsOf(left);
        var vacant = before.Where(one => one.Value is null && !told.Contains(one.Key)
                && !IsAlsoOf(profile, import, one.Key)).Select(one => one.Key)
            .Where(lead.Products.ContainsKey).ToHashSet(StringComparer.Ordinal);
        var states = lead.Products.Values
            .Where(state => !vacant.Contains(state.Product) && edition.Rules.Products.ContainsKey(state.Product))
            .Select(state => Restored(state, before)).ToList();
        var rebuilt = lead with
        {
            Products = lead.Products.RemoveRange(vacant),
            Profile = part is null ? profile : WithoutPart(profile, import, part),
        };
        var assessed = Assessment.Quietly(
            Rebuilding.Onto(rebuilt, states, left, edition), lead, edition, now, "import undone", begins: false);
        var leaving = vacant.Select(product => OutOfLists(lead.Product(product))).ToList();
        return assessed with
        {
            Lead = leaving.Aggregate(
                Fenced(Importing.Resting(assessed.Lead, assessed.Facts), leaving), (one, state) => one.With(state)),
            Facts = [.. facts, .. assessed.Facts],
            Removed = [.. removed, .. part?.History ?? []],
        };
    }

    /// <summary>
    /// Once the lists have let go of the products that the import had brought in, they go; the fence stays. Null where
    /// there are none, or something counts in them again.
    /// </summary>
    public static LeadChange? Vacate(Lead lead)
    {
        var empty = lead.Products.Values.Where(state => state.Placed is { } placed
            && lead.Profile?.Fences?.GetValueOrDefault(state.Product) == placed.Revision)
            .Select(state => state.Product).ToList();
        return empty.Count == 0 ? null : new LeadChange(
            lead with { Products = lead.Products.RemoveRange(empty) }, [])
        {
            Removed = [.. empty.Select(LeadRows.Product)],
        };
    }

    private static Lead Fenced(Lead lead, List<ProductState> leaving)
    {
        if (leaving.Count == 0) return lead;
        var fences = lead.Profile!.Fences ?? ImmutableSortedDictionary.Create<string, long>(StringComparer.Ordinal);
        fences = fences.SetItems(leaving.Select(state => KeyValuePair.Create(state.Product, state.Placed!.Revision)));
        return lead with { Profile = lead.Profile with { Fences = fences } };
    }

    /// <summary>
    /// Whether, by its state, nobody but this import speaks of the person: no entry, no door, no merge, no sales. What
    /// lies beside the state has its word, too.
    /// </summary>
    public static bool IsOnlyOf(Lead lead, string import) =>
        lead.Enrolments.IsEmpty && lead.Profile is
        {
            Imports: { Parts.Count: 1, Otherwise.CreatedAt: null } imports, Claim: null, Contact: null,
            MergedInto: null, Merged.Count: 0, Unmerging.Count: 0, StoppedAt: null, Pending: null,
        }
        && imports.Parts.ContainsKey(import);

    private static HashSet<string> ProductsOf(LeadEvents events) => events.Reactions
        .Select(reaction => reaction.Product).Concat(events.Purchases.Select(purchase => purchase.Product))
        .Concat(events.Mails.Select(mail => mail.Product).OfType<string>())
        .Concat(events.Entries.Select(entry => entry.Product).OfType<string>())
        .ToHashSet(StringComparer.Ordinal);

    private static bool IsAlsoOf(Profile profile, string import, string product) =>
        profile.Imports!.Parts.Any(other => other.Key != import && other.Value.Before.ContainsKey(product));

    /// <summary>As it was before the import, in the place where the lists hold it now.</summary>
    private static ProductState Restored(
        ProductState state, ImmutableSortedDictionary<string, ProductState?> before)
    {
        if (!before.TryGetValue(state.Product, out var was)) return Rebuilding.Emptied(state);
        return (was ?? new ProductState { Product = state.Product }) with { Placed = state.Placed };
    }

    /// <summary>Some of the rows that the import left in the history of stages and classes, and without them.</summary>
    private static (Profile Profile, IEnumerable<string> Rows) WithoutHistory(Profile profile, string import)
    {
        if (profile.Imports?.Parts.GetValueOrDefault(import) is not { } part) return (profile, []);
        var rest = part with { History = [.. part.History.Skip(MostAtOnce)] };
        return (
            profile with { Imports = profile.Imports with { Parts = profile.Imports.Parts.SetItem(import, rest) } },
            part.History.Take(MostAtOnce));
    }

    /// <summary>Later imports found what this one had made: what they found before is what it had found.</summary>
    private static Profile WithoutPart(Profile profile, string import, ImportedPart part)
    {
        var imports = profile.Imports!;
        var parts = imports.Parts.Remove(import);
        if (parts.IsEmpty)
        {
            var words = imports.Otherwise;
            // Who was made by imports only and stays, stays for what others did since.
            return profile with
            {
                CreatedAt = words.CreatedAt ?? profile.CreatedAt,
                Known = words.Known || words.CreatedAt is null,
                KnownSince = words.Known ? words.KnownSince : words.CreatedAt is null ? profile.KnownSince : null,
                Name = words.Name,
                Phone = words.Phone,
                Locale = words.Locale,
                Attributes = words.Attributes,
                Imports = null,
            };
        }
        foreach (var (later, other) in parts.Where(other => other.Value.At > part.At))
            parts = parts.SetItem(later, other with
            {
                Before = other.Before.SetItems(part.Before.Where(one => other.Before.ContainsKey(one.Key))),
            });
        return Importing.Effective(profile with { Imports = imports with { Parts = parts } });
    }

    private static ProductState OutOfLists(ProductState state) => new()
    {
        Product = state.Product,
        Placed = state.Placed is { } placed
            ? placed with { Revision = placed.Revision + 1, Lists = [] }
            : new Placement("", 1, "", []),
    };

    private static (LeadEvents Left, List<Fact> Facts, List<string> Removed) Without(
        LeadEvents events, string import, IReadOnlyList<MarkedRow> rows)
    {
        var (facts, removed, stays) = (new List<Fact>(), new List<string>(), new List<MarkedRow>());
        var gone = rows.Select(row => row.DistinctId).ToHashSet(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            var others = row.Imports.Where(mark => !ImportMark.IsOf(mark, import)).ToList();
            if (others.Count > 0) Replace(row, row.Marked(others));
            else if (row.Conflicts is [var first, ..])
            {
                Replace(first, first.Marked(null));
                removed.Add(first.Key);
            }
            else removed.Add(row.Key);

            void Replace(MarkedRow by, object body)
            {
                facts.Add(new Fact(row.Key, body, row.Version));
                stays.Add(by);
            }
        }
        return (
            events with
            {
                Reactions = Kept(events.Reactions, one => one.DistinctId, stays.Select(row => row.Reaction)),
                Purchases = Kept(events.Purchases, one => one.DistinctId, stays.Select(row => row.Purchase)),
            },
            facts, removed);

        List<T> Kept<T>(IReadOnlyList<T> all, Func<T, string> idOf, IEnumerable<T?> instead) where T : class
        {
            var kind = rows.Where(row => typeof(T) == typeof(Reaction) == row.Reaction is not null)
                .Select(row => row.DistinctId).ToHashSet(StringComparer.Ordinal);
            return [.. all.Where(one => !kind.Contains(idOf(one))), .. instead.OfType<T>()];
        }
    }
}
