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
        return judged.Brought.Count == 0 && !judged.HasWords // marks of lines that were known before
            ? (new LeadChange(lead, judged.Facts), judged.Verdicts)
            : (Counted(judged.After, lead, touch, judged.Brought, judged.Facts, edition, now), judged.Verdicts);
    }

    private static LeadChange Counted(
        Lead after, Lead before, ImportTouch touch, IReadOnlyList<ImportItem> brought, IReadOnlyList<Fact> facts,
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
