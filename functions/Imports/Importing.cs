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
    /// <summary>The change, null where there is nothing to save, and what became of each line.</summary>
    public static (LeadChange? Change, IReadOnlyList<LineVerdict> Verdicts) Decide(
        Lead lead, ImportTouch touch, KnownFacts known, Edition edition, DateTimeOffset now)
    {
        var judged = Judging.Of(lead, touch, known, now);
        if (judged.Facts.Count == 0 && !judged.BringsAnything) return (null, judged.Verdicts);
        var after = Remembered(judged, lead, touch, edition.Rules);
        return judged.Brought.Count == 0 && !judged.HasWords // marks of lines that were known before
            ? (new LeadChange(after, judged.Facts), judged.Verdicts)
            : (Counted(after, lead, touch, judged.Brought, judged.Facts, edition, now), judged.Verdicts);
    }

    private static LeadChange Counted(
        Lead after, Lead before, ImportTouch touch, IReadOnlyList<ImportItem> brought, IReadOnlyList<Fact> facts,
        Edition edition, DateTimeOffset now)
    {
        var reactions = brought.Select(item => item.Reaction).OfType<Reaction>().ToList();
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
            Lead = Owning(assessed.Lead, touch.Import, assessed.Facts),
            Facts = [.. facts, .. assessed.Facts],
        };
        return touch.IsQuiet
            ? assessed
            : Alerting.Watch(assessed, before, [.. reactions.Where(Touch.IsCounted)], edition.Rules, now);
    }

    /// <summary>
    /// A lead counts copies of what imports brought to another that is merged into it: with a part of each of them, so
    /// that it can be taken back here as well.
    /// </summary>
    /// <param name="lead">Before the copies are counted.</param>
    /// <param name="copies">By the marks of each, and its product.</param>
    /// <param name="rules">Of the products.</param>
    /// <param name="now">The instant.</param>
    internal static Lead Sharing(
        Lead lead, IEnumerable<(IReadOnlyList<string>? Marks, string Product)> copies, ScoringRules rules,
        DateTimeOffset now)
    {
        if (lead.Profile is null) return lead;
        var after = lead;
        foreach (var (marks, product) in copies)
            foreach (var import in (marks ?? []).Select(ImportMark.ImportOf))
            {
                after = after with
                {
                    Profile = after.Profile! with { Imports = ImportedProfile.With(import, after.Profile, now) },
                };
                after = Remembered(after, lead, import, [product], rules);
            }
        return after;
    }

    /// <summary>Rows of history that are an import's, and go with it.</summary>
    internal static Lead Owning(Lead lead, string import, IReadOnlyList<Fact> history) => history.Count == 0
        ? lead
        : With(lead, import, part => part with
        {
            History = part.History.AddRange(history.Select(fact => fact.Key)),
        });

    /// <summary>What is decided rests on what imports told: it goes with the last of them.</summary>
    internal static Lead Resting(Lead lead, IReadOnlyList<Fact> decided) => lead.Profile?.Imports is not { } imports
        ? lead
        : Owning(lead, imports.Parts.MaxBy(part => part.Value.At).Key, decided);

    /// <exception cref="RulesMovedException">The lead stands under other rules than these.</exception>
    internal static LeadChange Quietly(Lead after, Lead before, Edition edition, DateTimeOffset now) =>
        before.Profile?.Rules is { } stamp && stamp != edition.Rules.Version
            ? throw new RulesMovedException(before.Id, stamp, edition.Rules.Version)
            : Assessment.Quietly(after, before, edition, now, "import", begins: false);

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

    /// <summary>
    /// Each product that the import speaks of for the first time, as it was before; also where another import brought
    /// it all, which may be undone first.
    /// </summary>
    private static Lead Remembered(Judged judged, Lead before, ImportTouch touch, ScoringRules rules) => Remembered(
        judged.After, before, touch.Import, judged.Facts
            .Select(fact => (fact.Body as Reaction)?.Product ?? (fact.Body as PurchaseNote)?.Product)
            .Append(touch.Product).OfType<string>().Distinct(StringComparer.Ordinal),
        rules);

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
