using LeadScoring.Leads;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace LeadScoring.Exports;

/// <summary>Turns the filters of a saved view into what the list is asked for, by the list's own reader.</summary>
public static class ViewQuery
{
    /// <summary>The filters as the list reads them; null, with the reasons noted, where they do not fit.</summary>
    public static LeadFilters? Read(
        IReadOnlyDictionary<string, string> filters, Edition edition, Refusals refusals)
    {
        var fields = new QueryFields(Collection(filters), refusals);
        fields.RefuseOthers(LeadFilters.Names(edition));
        var read = LeadFilters.Read(fields, edition);
        var lines = edition.Rules.Products;
        var product = fields.OneOf("product", [.. lines.Keys]);
        read.Check(product is null ? [.. lines.Values] : [lines[product]], refusals);
        return refusals.Any ? null : read;
    }

    /// <summary>
    /// A request that names a view, with the view's filters in the place of its name; other filters beside it are
    /// refused, since nobody could say which of two holds.
    /// </summary>
    public static IQueryCollection With(SavedView view, IQueryCollection asked, Refusals refusals)
    {
        foreach (var name in asked.Keys.Where(name =>
            name is not ("view" or "code") && !LeadListQuery.Others.Contains(name, StringComparer.Ordinal)))
            refusals.Add(name, "Comes from the view: leave it out, or ask for the list without view.");
        var all = view.Filters.ToDictionary(filter => filter.Key, filter => new StringValues(filter.Value));
        foreach (var (name, value) in asked.Where(one => one.Key != "view")) all[name] = value;
        return new QueryCollection(all);
    }

    private static QueryCollection Collection(IReadOnlyDictionary<string, string> filters) =>
        new(filters.ToDictionary(filter => filter.Key, filter => new StringValues(filter.Value)));
}
