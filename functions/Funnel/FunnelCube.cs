using System.Globalization;
using LeadScoring.Scoring;
using LeadScoring.Storage;
using LeadScoring.Tracks;

namespace LeadScoring.Funnel;

/// <summary>
/// Pure: how far the leads of a month came, and how long each step took. Groups: how it is cut
/// (<see cref="FunnelCut"/>), the month of the start, and a digest of the value, which is anybody's text. Cells:
/// <c>= {value}</c> leads; <c>{n} d {days}</c> came to step n so many days after step n-1; <c>{n} f {day} {days}</c>
/// the same for the loyal class, which age may bring on a later day; <c>{n} o {day}</c> still open since about that
/// day. Days are exact up to <see cref="Exact"/>, then by the middle of their week or of their four weeks, so that a
/// row has an end.
/// </summary>
public sealed class FunnelCube : ICube
{
    public const string Cube = "funnel-cuts";

    /// <summary>Days up to which time between two steps is kept exactly.</summary>
    public const int Exact = 31;

    private const int Weekly = Exact + 1 + 48 * 7;

    public string Name => Cube;

    public IEnumerable<Cell> Of(Track track, CubeBasis basis)
    {
        var month = Days.ToDate(track.Start).ToString("uuuu-MM", CultureInfo.InvariantCulture);
        var steps = Steps(FunnelSteps.DaysOf(track, basis.Rules, basis.Product)).ToList();
        foreach (var (cut, value) in FunnelCut.Of(track))
        {
            var group = $"{cut} {month} {Digest.Of(value)[..16]}";
            yield return new Cell(Cube, group, "= " + value, [1]);
            foreach (var key in steps) yield return new Cell(Cube, group, key, [1]);
        }
    }

    /// <summary>
    /// The groups of a cut, of months from one to another (null: from the first, to the last): from (inclusive), to
    /// (exclusive).
    /// </summary>
    public static (string From, string To) Groups(string cut, string? from, string? to) =>
        ($"{cut} {from}", to is null ? $"{cut}!" : $"{cut} {to}!");

    /// <summary>The days by which a time between two steps is kept.</summary>
    public static int Kept(int days) => days switch
    {
        <= Exact => days,
        < Weekly => Exact + 1 + (days - Exact - 1) / 7 * 7 + 3,
        _ => Weekly + (days - Weekly) / 28 * 28 + 14,
    };

    private static IEnumerable<string> Steps(IReadOnlyList<int?> days)
    {
        for (var step = 1; step < days.Count && days[step - 1] is { } before; step++)
        {
            yield return days[step] is not { } day ? Text($"{step} o {(int)Math.Floor(before / 7.0) * 7 + 3}")
                : step == days.Count - 1 ? Text($"{step} f {day} {Kept(day - before)}")
                : Text($"{step} d {Kept(day - before)}");
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>How a funnel is cut: one letter for each way, and what a lead belongs to.</summary>
public static class FunnelCut
{
    public const string All = "a";
    public const string Campaign = "c";
    public const string Source = "s";
    public const string Referred = "r";

    /// <summary>Nothing known is an empty text.</summary>
    public static IEnumerable<(string Cut, string Value)> Of(Track track)
    {
        yield return (All, "");
        yield return (Campaign, track.CameBy.Campaign ?? "");
        yield return (Source, SourceName.Of(track.CameBy.Source) ?? "");
        yield return (Referred, track.CameBy.Referred ? "yes" : "no");
    }
}
