namespace LeadScoring.Proof;

/// <summary>How many mails a cell holds.</summary>
public sealed record CellCount(SendCell Cell, int Count);

/// <summary>What the figures can be told apart by.</summary>
public enum SendGroup
{
    Day,
    Scenario,
    Version,
    Step,
}

/// <summary>Of all that is counted, what is asked for; null: whatever it is.</summary>
public sealed record SendFilter(string? Scenario, int? Version, string? Step, Outcome? Status, string? Reason)
{
    public bool Holds(SendCell cell) =>
        (Scenario is null || cell.Scenario == Scenario) && (Version is null || cell.Version == Version)
        && (Step is null || cell.Step == Step)
        && (Status is null || cell.Status == Status) && (Reason is null || cell.Reason == Reason);
}

/// <summary>One group's mails: its key has a null for whatever is summed over.</summary>
public sealed record SendTotals(
    string? Day, string? Scenario, int? Version, string? Step, IReadOnlyList<OutcomeCount> Outcomes)
{
    public int Intended => Outcomes.Sum(outcome => outcome.Count);

    public int Of(Outcome status) => Outcomes.Where(one => one.Status == status).Sum(one => one.Count);
}

/// <summary>How many ended so, and why.</summary>
public sealed record OutcomeCount(Outcome Status, string? Reason, int Count);

/// <summary>
/// Pure: sums of intended mails. Every mail lies in exactly one cell, so intended is always sent + suppressed + held
/// out + failed + unknown, in each group and in all of them.
/// </summary>
public static class SendFigures
{
    public static IReadOnlyList<SendTotals> Group(IEnumerable<CellCount> cells, IReadOnlySet<SendGroup> by) =>
    [
        .. cells.GroupBy(one => (
                Day: by.Contains(SendGroup.Day) ? one.Cell.Day : null,
                Scenario: by.Contains(SendGroup.Scenario) ? one.Cell.Scenario : null,
                Version: by.Contains(SendGroup.Version) ? one.Cell.Version : null,
                Step: by.Contains(SendGroup.Step) ? one.Cell.Step : null))
            .OrderBy(group => group.Key.Day, StringComparer.Ordinal)
            .ThenBy(group => group.Key.Scenario, StringComparer.Ordinal).ThenBy(group => group.Key.Version)
            .ThenBy(group => group.Key.Step, StringComparer.Ordinal)
            .Select(group => new SendTotals(
                group.Key.Day, group.Key.Scenario, group.Key.Version, group.Key.Step, [.. Outcomes(group)])),
    ];

    private static IEnumerable<OutcomeCount> Outcomes(IEnumerable<CellCount> cells) => cells
        .GroupBy(one => (one.Cell.Status, one.Cell.Reason))
        .OrderBy(group => group.Key.Status).ThenBy(group => group.Key.Reason, StringComparer.Ordinal)
        .Select(group => new OutcomeCount(group.Key.Status, group.Key.Reason, group.Sum(one => one.Count)));
}
