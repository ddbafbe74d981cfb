using System.Collections.Immutable;

namespace LeadScoring.Alerts;

/// <summary>What a lead remembers of its alerts, to raise each once and to get each into the feed.</summary>
public sealed record AlertBook
{
    /// <summary>No rules look back further; a day more for each end of the world's calendars.</summary>
    private const int KeptDays = AlertRules.MostFreshDays + 2;

    public static AlertBook Empty { get; } = new();

    /// <summary>Hashes of alerts that may not be in the feed yet.</summary>
    public ImmutableArray<string> Waiting { get; init; } = [];

    /// <summary>Days for which a drop or a return was told, as far back as any report can count.</summary>
    public ImmutableArray<ToldDay> Told { get; init; } = [];

    public AlertBook Raised(IEnumerable<string> hashes, IEnumerable<ToldDay> told)
    {
        var days = Told.Union(told).OrderBy(day => day.Day)
            .ThenBy(day => day.Product, StringComparer.Ordinal).ThenBy(day => day.Kind).ToList();
        var oldest = days.Count == 0 ? 0 : days[^1].Day - KeptDays;
        return new AlertBook
        {
            Waiting = [.. Waiting.Union(hashes, StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            Told = [.. days.Where(day => day.Day >= oldest)],
        };
    }

    public AlertBook Placed(IEnumerable<string> hashes) =>
        this with { Waiting = [.. Waiting.Except(hashes, StringComparer.Ordinal)] };
}

/// <summary>A day (since 1970-01-01, in the product's zone) on which an alert of this kind was raised.</summary>
public sealed record ToldDay(AlertKind Kind, string Product, int Day);
