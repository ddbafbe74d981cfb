using System.Globalization;
using LeadScoring.Intake;
using LeadScoring.Leads;
using LeadScoring.Nurture;
using LeadScoring.Parsing;
using LeadScoring.Reactions;
using LeadScoring.Scoring;
using LeadScoring.Tracks;

namespace LeadScoring.Effect;

/// <summary>
/// What came of those who were assigned to mails or held out, as assigned: each lead counts once per scenario, by its
/// first enrolment there and the arm that was drawn then, whatever was sent. Who is held out of all scenarios was not
/// asked about any, and counts in the comparison of all alone. A cell is of a month of assignment, a scenario's version
/// and an arm; each lead adds to that of all and one of each <see cref="Segments"/>.
/// </summary>
public sealed class UpliftCube : ICube
{
    public const string CubeName = "uplift-of-sources";

    /// <summary>Stands for the comparison of all scenarios.</summary>
    public const string All = "*";

    /// <summary>How long after the assignment is looked, in days.</summary>
    public static readonly IReadOnlyList<int> Follow = [30, 90, 180, 365];

    /// <summary>What leads are told apart by, as of their assignment.</summary>
    public static readonly IReadOnlyList<string> Segments = [Campaign, Source, "stage", "class"];

    public const string Whole = "all";
    public const string Step = "step";
    public const string Campaign = "campaign";
    public const string None = "-";

    /// <summary>
    /// A square of money is that of so many units: a million amounts of 10^12 stay far within a decimal.
    /// </summary>
    internal const decimal Unit = 1000;

    /// <summary>Behind the month in a group that is of one source.</summary>
    internal const char GroupOfSource = '~';

    private const string Source = "source";
    private const int LongestSegment = 60;
    private const int Head = 2;
    private const int Each = 4;

    private const int UsualDays = 90;

    public string Name => CubeName;

    /// <summary>How long after the assignment is asked to be looked.</summary>
    public static int ReadDays(QueryFields fields) =>
        fields.OneOf("days", [.. Follow.Select(one => one.ToString(CultureInfo.InvariantCulture))]) is { } days
            ? int.Parse(days, CultureInfo.InvariantCulture)
            : UsualDays;

    public IEnumerable<Cell> Of(Track track, CubeBasis basis)
    {
        foreach (var first in track.Assignments.DistinctBy(one => one.Scenario))
        {
            if (first.HeldOutBy == HeldOutBy.Global) continue;
            foreach (var cell in Of(track, first, first.Scenario, first.Version, first.HeldOut, basis))
                yield return cell;
        }
        if (track.Assignments is not [var earliest, ..]) yield break;
        var isOfAll = earliest.HeldOutBy == HeldOutBy.Global;
        foreach (var cell in Of(track, earliest, All, 0, isOfAll, basis)) yield return cell;
    }

    private static IEnumerable<Cell> Of(
        Track track, Assignment from, string scenario, int version, bool heldOut, CubeBasis basis)
    {
        var values = Values(track, from, basis.Rules.Stages);
        var month = Days.ToDate(from.Day).ToString("uuuu-MM", CultureInfo.InvariantCulture);
        var places = Places(track, from, basis).Prepend((By: Whole, Value: None));
        foreach (var (by, value) in places)
        {
            // Anybody may bring a source of their own: each has a row to itself, so that no row grows without bounds.
            var group = by == Source && value != None ? $"{month}{GroupOfSource}{Touch.ShortHash(value)}" : month;
            yield return new Cell(CubeName, group, new UpliftKey(scenario, version, heldOut, by, value).Text, values);
        }
    }

    /// <summary>
    /// Where in a cell the values of a time of follow-up begin: how many bought, revenue, its square in
    /// <see cref="Unit"/> squared, how many rose. Before all of them: how many leads, and how many of them could rise.
    /// </summary>
    internal static int PlaceOf(int days) => Head + Each * Follow.Index().First(one => one.Item == days).Index;

    private static List<decimal> Values(Track track, Assignment from, StageLadder ladder)
    {
        var mayRise = Followed.StageAt(track, from, ladder) < ladder.Stages.Count - 1;
        var values = new List<decimal> { 1, mayRise ? 1 : 0 };
        foreach (var days in Follow)
        {
            var came = Followed.Of(track, from, days, ladder);
            var units = Math.Round(came.Revenue / Unit, 8);
            values.AddRange(
                [came.Bought ? 1 : 0, came.Revenue, Math.Round(units * units, 10), mayRise && came.Rose ? 1 : 0]);
        }
        return values;
    }

    /// <summary>What was known at the assignment: nothing of it may come of the mails.</summary>
    private static IEnumerable<(string By, string Value)> Places(Track track, Assignment from, CubeBasis basis)
    {
        var before = track.Touchpoints.Where(point => point.At <= from.At).ToList();
        var hadEntered = before.Exists(point => point.Type == Entering.ReactionType);
        var stage = track.Stages.LastOrDefault(change => change.At <= from.At)?.Stage;
        var later = track.Purchases.Purchases.Where(purchase => purchase.At > from.At)
            .Select(purchase => purchase.IdHash).ToHashSet(StringComparer.Ordinal);
        var known = CustomerClass.Of(track.Purchases.Less(later), basis.Rules, basis.Product, from.Day).Class;
        return new[]
        {
            (Campaign, before.Find(point => point.Campaign is not null)?.Campaign),
            (Source, hadEntered ? SourceName.Of(track.CameBy.Source) : null),
            ("stage", stage),
            ("class", known),
        }.Select(one => (one.Item1, Short(one.Item2 ?? None)));
    }

    internal static string Short(string text) => text.Length > LongestSegment ? text[..LongestSegment] : text;
}

/// <summary>Which cell: <paramref name="By"/> is what leads are told apart by, as far as they are.</summary>
public readonly record struct UpliftKey(string Scenario, int Version, bool HeldOut, string By, string Value)
{
    private const int Parts = 5;

    /// <summary>The value comes last: it is the only one that may hold the separator.</summary>
    public string Text => string.Create(
        CultureInfo.InvariantCulture, $"{Scenario}|{Version}|{(HeldOut ? 1 : 0)}|{By}|{Value}");

    public static UpliftKey Parse(string text)
    {
        var parts = text.Split('|', Parts);
        return new UpliftKey(
            parts[0], int.Parse(parts[1], CultureInfo.InvariantCulture), parts[2] == "1", parts[3], parts[4]);
    }
}
