using System.Globalization;
using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Scoring;
using LeadScoring.Spend;
using LeadScoring.Storage;
using LeadScoring.Tracks;

namespace LeadScoring.Rewards;

/// <summary>
/// Pure: what one person's ledger, to the end of all points that have come, adds to the sums of all people. Groups are
/// quarters; keys are <c>when|what|rule</c>, where <c>when</c> is the month, or of what expires the local day, so that
/// the sums can be read as of any day without anybody being looked at again. <c>what</c> is
/// a <see cref="PointsKind"/> with its points and lines; <see cref="Held"/> and a kind: by how much that changed what
/// is good; <see cref="Leads"/>: by how many holders, debt and debtors became more. The rule is empty for staff.
/// </summary>
public static class PointsCells
{
    public const string Cube = "points";
    public const string Held = "held-";
    public const string Leads = "leads";

    /// <summary>What the sums follow from of the content: with another text all leads are looked at anew.</summary>
    public static string FollowsFrom(Edition edition) => edition.Rewards is { } rules
        ? Digest.Of(string.Join('\n', [
            edition.Sender.TimeZone.Id, Text($"{rules.From} {rules.ExpiresAfterMonths}"),
            .. rules.Earn.Select(rule => Text(
                $"{rule.Id} {rule.Points} {rule.Product} {rule.Per} {rule.Reaction} {rule.PerDay} {rule.From} ")
                + Text($"{rule.Until}")),
        ]))
        : "";

    /// <summary>Null for a ledger without lines.</summary>
    public static KeptTrack? TrackOf(string leadId, PointsBook book) => book.Lines is [var first, ..]
        ? new KeptTrack(
            new Track
            {
                LeadId = leadId,
                Product = TrackLines.Brand,
                Start = first.Move.Day,
                CameBy = new CameBy(null, null, null, null, false),
            },
            Of(book))
        : null;

    public static IReadOnlyList<Cell> Of(PointsBook book) =>
    [
        .. Lines(book).Concat(book.Held.Select(held => Made(
                held.Day, held.Cause, Held + Json.Name(held.Cause), held.Rule, held.Change)))
            .GroupBy(cell => (cell.Group, cell.Key))
            .Select(same => new Cell(Cube, same.Key.Group, same.Key.Key, Sum([.. same.Select(cell => cell.Values)])))
            .Where(cell => cell.Values.Any(value => value != 0))
            .OrderBy(cell => cell.Group, StringComparer.Ordinal).ThenBy(cell => cell.Key, StringComparer.Ordinal),
    ];

    private static IEnumerable<Cell> Lines(PointsBook book)
    {
        var before = 0L;
        foreach (var (move, balance, _) in book.Lines)
        {
            yield return Made(move.Day, move.Kind, Json.Name(move.Kind), move.Rule, move.Points, 1);
            yield return Made(
                move.Day, move.Kind, Leads, null, Sign(balance) - Sign(before), Debt(balance) - Debt(before),
                Sign(-balance) - Sign(-before));
            before = balance;
        }
    }

    private static Cell Made(int day, PointsKind cause, string what, string? rule, params decimal[] values)
    {
        var date = Days.ToDate(day);
        var when = cause == PointsKind.Expired ? Standing.DateText(day) : Months.NameOf(date.ToYearMonth());
        return new Cell(Cube, Text($"{date.Year:0000}-Q{(date.Month + 2) / 3}"), $"{when}|{what}|{rule}", values);
    }

    private static int Sign(long balance) => balance > 0 ? 1 : 0;

    private static long Debt(long balance) => Math.Max(0, -balance);

    private static decimal[] Sum(IReadOnlyList<IReadOnlyList<decimal>> all) =>
        [.. all[0].Index().Select(place => all.Sum(values => values[place.Index]))];

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
