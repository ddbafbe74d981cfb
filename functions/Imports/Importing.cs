using System.Collections.Immutable;
using LeadScoring.Alerts;
using LeadScoring.Identity;
using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Reactions;
using LeadScoring.Scoring;

namespace LeadScoring.Imports;

/// <summary>Lines of one lead, in the order of the file; all of one import.</summary>
/// <param name="Import">The import's mark (<see cref="ImportState.Mark"/>).</param>
/// <param name="IsQuiet">Nothing begins, rings or is said by it.</param>
/// <param name="Product">The product that people of a lead file are listed in; null: none.</param>
/// <param name="Items">What the lines say.</param>
public sealed record ImportTouch(string Import, bool IsQuiet, string? Product, IReadOnlyList<ImportItem> Items);

/// <summary>
/// Pure: what lines of a file do to a lead. Each fact carries the mark of the import and its line, so a repeated slice
/// finds its own work done, and an undo finds what is its own.
/// </summary>
public static class Importing
{
    public const string Erased = "The person's data was erased: an import does not bring them back.";
    public const string Conflict = "Another content is known under this id: the first one counts.";

    /// <summary>The change, null where there is nothing to save, and what became of each line.</summary>
    public static (LeadChange? Change, IReadOnlyList<LineVerdict> Verdicts) Decide(
        Lead lead, ImportTouch touch, KnownFacts known, Edition edition, DateTimeOffset now)
    {
        if (lead.Gone is { IsClosed: true })
            return (null, [.. touch.Items.Select(item => new LineVerdict(item.Line, Verdict.Rejected, Erased))]);
        var (facts, brought) = (new Dictionary<string, Fact>(StringComparer.Ordinal), new List<ImportItem>());
        var verdicts = touch.Items.Where(item => item.Words is null)
            .Select(item => Place(item, touch.Import, known, facts, brought)).ToList();
        var words = touch.Items.Where(item => item.Words is not null).ToList();
        var after = lead;
        if (brought.Count > 0 || words.Count > 0) after = Introduced(lead, touch, now);
        foreach (var item in words) verdicts.Add(Tell(ref after, item, touch, isNew: !lead.IsKnown));
        if (facts.Count == 0 && verdicts.All(verdict => verdict.Verdict != Verdict.Accepted)) return (null, verdicts);
        if (brought.Count == 0 && words.Count == 0) // marks of lines that were known before
            return (facts.Count == 0 ? null : new LeadChange(lead, [.. facts.Values]), verdicts);
        return (Counted(after, lead, touch, brought, [.. facts.Values], edition, now), verdicts);
    }

    private static LeadChange Counted(
        Lead after, Lead before, ImportTouch touch, List<ImportItem> brought, IReadOnlyList<Fact> facts,
        Edition edition, DateTimeOffset now)
    {
        var reactions = brought.Select(item => item.Reaction).OfType<Reaction>().ToList();
        var products = brought.Select(item => item.Reaction?.Product ?? item.Purchase!.Product);
        if (touch.Product is { } listed) products = products.Append(listed);
        after = Remembered(after, before, touch.Import, products.Distinct(StringComparer.Ordinal), edition.Rules);
        if (touch.Product is { } product && edition.Rules.Products.ContainsKey(product))
            after = after.With(after.Product(product));
        after = Touch.Count(after, reactions, edition);
        after = brought.Select(item => item.Purchase).OfType<PurchaseNote>()
            .Aggregate(after, (lead, note) => Touch.Book(lead, note, edition));
        var assessed = touch.IsQuiet
            ? Quietly(after, before, edition, now)
            : Assessment.Of(after, before, edition, now, "import");
        assessed = assessed with
        {
            Lead = With(assessed.Lead, touch.Import, part => part with
            {
                History = part.History.AddRange(assessed.Facts.Select(fact => fact.Key)),
            }),
            Facts = [.. facts, .. assessed.Facts],
        };
        return touch.IsQuiet
            ? assessed
            : Alerting.Watch(assessed, before, [.. reactions.Where(Touch.IsCounted)], edition.Rules, now);
    }

    /// <exception cref="RulesMovedException">The lead stands under other rules than these.</exception>
    private static LeadChange Quietly(Lead after, Lead before, Edition edition, DateTimeOffset now) =>
        before.Profile?.Rules is { } stamp && stamp != edition.Rules.Version
            ? throw new RulesMovedException(before.Id, stamp, edition.Rules.Version)
            : Assessment.Quietly(after, before, edition, now, "import", begins: false);

    /// <summary>Whether a line is new, as its row says; what is new is added to facts and what was brought.</summary>
    private static LineVerdict Place(
        ImportItem item, string import, KnownFacts known, Dictionary<string, Fact> facts, List<ImportItem> brought)
    {
        var mark = ImportMark.Of(import, item.Line);
        for (var number = 1; ; number++)
        {
            var named = item.HasOwnId ? item : item.Named($"{item.Id}#{number}");
            var key = named.Row();
            if (facts.TryGetValue(key, out var here))
            {
                if (!item.HasOwnId) continue; // an equal line of the same slice
                return item.Read(Storage.Json.Write(here.Body)).Told == named.Told()
                    ? new LineVerdict(item.Line, Verdict.Unchanged)
                    : new LineVerdict(item.Line, Verdict.Rejected, Conflict);
            }
            if (!known.ByKey.TryGetValue(key, out var json))
            {
                facts.Add(key, new Fact(key, named.Marked([mark])));
                brought.Add(named);
                return new LineVerdict(item.Line, Verdict.Accepted);
            }
            var (told, marks) = named.Read(json);
            if (told != named.Told()) return new LineVerdict(item.Line, Verdict.Rejected, Conflict);
            var own = marks?.FirstOrDefault(one => ImportMark.IsOf(one, import));
            if (own == mark) // this very line, in an earlier run of its slice
                return new LineVerdict(item.Line, marks![0] == mark ? Verdict.Accepted : Verdict.Unchanged);
            if (own is not null && !item.HasOwnId) continue;
            if (own is null && marks is not null)
                facts.Add(key, new Fact(key, named.Marked([.. marks, mark]), known.Versions[key]));
            return new LineVerdict(item.Line, Verdict.Unchanged);
        }
    }

    /// <summary>The lead as it is known from here on; what it would be without imports is kept beside.</summary>
    private static Lead Introduced(Lead lead, ImportTouch touch, DateTimeOffset now)
    {
        var otherwise = LeadWords.Of(lead.Profile);
        var profile = lead.Profile ?? new Profile { Email = touch.Items[0].Email, CreatedAt = now };
        var imports = profile.Imports ?? new ImportedProfile(
            otherwise, ImmutableSortedDictionary.Create<string, ImportedPart>(StringComparer.Ordinal));
        if (!imports.Parts.ContainsKey(touch.Import))
            imports = imports with { Parts = imports.Parts.Add(touch.Import, ImportedPart.Begin(now)) };
        return lead with
        {
            Profile = profile with
            {
                Known = true,
                KnownSince = profile.Known ? profile.KnownSince : now,
                Imports = imports,
            },
        };
    }

    private static LineVerdict Tell(ref Lead lead, ImportItem item, ImportTouch touch, bool isNew)
    {
        var profile = lead.Profile!;
        var part = profile.Imports!.Parts[touch.Import];
        if (item.Line <= part.Line) return new LineVerdict(item.Line, Verdict.Accepted); // in an earlier run
        lead = With(lead, touch.Import, _ => part with { Line = item.Line, Words = part.Words.And(item.Words!) });
        lead = lead with { Profile = Effective(lead.Profile!) };
        return new LineVerdict(
            item.Line, isNew || Said(lead.Profile) != Said(profile) ? Verdict.Accepted : Verdict.Unchanged);
    }

    /// <summary>Without when: the same said once more is nothing new.</summary>
    private static string Said(Profile profile) => Storage.Json.Write(new
    {
        Name = profile.Name?.Value,
        Phone = profile.Phone?.Value,
        Locale = profile.Locale?.Value,
        Attributes = profile.Attributes.Select(answer => KeyValuePair.Create(answer.Key, answer.Value.Value)),
    });

    /// <summary>Of each thing the newest word, of imports and of all others.</summary>
    internal static Profile Effective(Profile profile)
    {
        if (profile.Imports is not { } imports) return profile;
        var said = imports.Parts.Values.Aggregate(imports.Otherwise, (words, part) => words.And(part.Words));
        return profile with
        {
            Name = said.Name,
            Phone = said.Phone,
            Locale = said.Locale,
            Attributes = said.Attributes,
        };
    }

    /// <summary>Each product that the import counts in for the first time, as it was before.</summary>
    private static Lead Remembered(
        Lead after, Lead before, string import, IEnumerable<string> products, ScoringRules rules)
    {
        foreach (var product in products.Where(rules.Products.ContainsKey))
        {
            after = With(after, import, part => part.Before.ContainsKey(product) ? part : part with
            {
                Before = part.Before.Add(
                    product, before.Products.TryGetValue(product, out var state) ? Rebuilding.Emptied(state) : null),
            });
        }
        return after;
    }

    internal static Lead With(Lead lead, string import, Func<ImportedPart, ImportedPart> change)
    {
        var imports = lead.Profile!.Imports!;
        var parts = imports.Parts.SetItem(import, change(imports.Parts[import]));
        return lead with { Profile = lead.Profile with { Imports = imports with { Parts = parts } } };
    }
}
