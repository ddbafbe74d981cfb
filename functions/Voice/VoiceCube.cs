using System.Globalization;
using LeadScoring.Leads;
using LeadScoring.Scoring;
using LeadScoring.Tracks;

namespace LeadScoring.Voice;

/// <summary>
/// One cell for each time somebody said something in own words, by month: few leads do, so people can be counted once
/// over any days and themes, and be found behind a figure. The words themselves stay with the lead. A bucket's month
/// lies in sixteen rows by the second digit of leads' ids: each has room for some thousands.
/// </summary>
public sealed class VoiceCube : ICube
{
    /// <summary>Behind the month in a group.</summary>
    private const char Part = '~';

    private static readonly IReadOnlyList<decimal> Once = [1];

    public const string CubeName = "voices";

    public string Name => CubeName;

    public string FollowsFrom(Publishing.Edition edition) => edition.Voice.Digest;

    public IEnumerable<Cell> Of(Track track, CubeBasis basis)
    {
        var rules = basis.Edition.Voice;
        foreach (var comment in track.Comments.Where(comment => rules.Hears(comment.Type)))
        {
            var themes = rules.Match(comment.Text, track.Product).Where(match => match.Holds)
                .Select(match => match.Theme.Id);
            var mark = new VoiceMark(
                track.LeadId, comment.IdHash, comment.Day, comment.Type, [.. themes], StageAt(track, comment.At),
                CustomerClass.Of(track.Purchases, basis.Rules, basis.Product, comment.Day).Class,
                comment.Rating, comment.MayQuote, rules.Digest);
            yield return new Cell(Name, $"{MonthOf(comment.Day)}{Part}{track.LeadId[1]}", mark.Key(), Once);
        }
    }

    /// <summary>The groups of months from one day's to another's: from (inclusive) and to (exclusive).</summary>
    public static (string From, string To) Groups(int from, int to) => (MonthOf(from), MonthOf(to) + (char)(Part + 1));

    /// <summary>2026-11</summary>
    public static string MonthOf(int day) =>
        Days.ToDate(day).ToString("uuuu-MM", CultureInfo.InvariantCulture);

    /// <summary>Words told of before the first stage was written down count for that stage.</summary>
    private static string? StageAt(Track track, DateTimeOffset at) =>
        track.Stages.LastOrDefault(stage => stage.At <= at)?.Stage
        ?? (track.Stages is [var first, ..] ? first.From ?? first.Stage : track.Stage);
}
