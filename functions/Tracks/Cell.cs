namespace LeadScoring.Tracks;

/// <summary>
/// Numbers that one lead, or all of them together, add to one cell of a cube. Cells of one <see cref="Group"/> share a
/// row of storage; a lead must touch few groups (a month or a quarter is a good one). Sums are decimals, so what a lead
/// added can be taken away again to the last digit.
/// </summary>
/// <param name="Cube">Which cube, as <see cref="ICube.Name"/>.</param>
/// <param name="Group">The row: without <c>|</c>, sorts in ordinal order.</param>
/// <param name="Key">The cell within it: any text.</param>
/// <param name="Values">What it adds; cells of one key have equally many.</param>
public sealed record Cell(string Cube, string Group, string Key, IReadOnlyList<decimal> Values);
