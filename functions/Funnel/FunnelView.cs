using LeadScoring.Inference;
using LeadScoring.Insights;
using LeadScoring.Leads;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using LeadScoring.Tracks;

namespace LeadScoring.Funnel;

/// <summary>
/// The funnel of leads who came from month <paramref name="From"/> to month <paramref name="To"/> (null: from the
/// first, to the last), in lines as it is cut, the largest first; and month by month.
/// </summary>
public sealed record FunnelView(
    string Product, Made Made, string By, string? From, string? To, IReadOnlyList<FunnelLine> Lines,
    IReadOnlyList<FunnelMonth> Months, string DoesNotProve);

/// <summary>Leads of one campaign, source, month…; <paramref name="Key"/> is empty where it is not known.</summary>
public sealed record FunnelLine(string Key, string Label, int Leads, IReadOnlyList<FunnelStep> Steps);

/// <summary>
/// A step: how many came to it, of those of the first step and of the one before; how many of the latter are open, and
/// how long it took (null at the first).
/// </summary>
public sealed record FunnelStep(
    string Step, string Label, int Count, Figure OfFirst, Figure OfPrevious, int Open, StepTime? Days);

/// <summary>
/// Days from the step before until a quarter, half and three quarters had come, counting open leads as open (Kaplan and
/// Meier); null: not so many have come. Exact up to a month, then to the week or four weeks.
/// </summary>
public sealed record StepTime(int? LowerQuartile, int? Median, int? UpperQuartile, int Came, int Open, string? Note);

/// <summary>How many of a month's leads came to each step, in the order of the steps.</summary>
public sealed record FunnelMonth(string Month, int Leads, IReadOnlyList<int> Counts);

/// <summary>Pure: makes the view of what was summed up.</summary>
public sealed class Funneling(Edition edition, string product, int today, string language)
{
    /// <summary>Under so many leads a share says little.</summary>
    public const int Few = 30;

    private const int MostLines = 50;

    private readonly IReadOnlyList<string> _steps = FunnelSteps.Names(edition.Rules);

    public FunnelView View(IReadOnlyList<Cell> cells, Made made, string by, string? from, string? to)
    {
        var groups = cells.Select(cell => (Cell: cell, Name: cell.Group.Split(' ')))
            .Where(cell => cell.Name is [_, var month, _]
                && string.CompareOrdinal(month, from ?? "") >= 0 && string.CompareOrdinal(month, to ?? "9999") <= 0)
            .ToLookup(cell => cell.Name[0], cell => (Month: cell.Name[1], Value: cell.Name[2], cell.Cell));
        var months = groups[FunnelCut.All].GroupBy(cell => cell.Month)
            .Select(month => (Key: month.Key, Counts: Counts(month.Select(cell => cell.Cell))))
            .OrderBy(month => month.Key, StringComparer.Ordinal).ToList();
        var lines = by == "month"
            ? months
            : groups[CutOf(by)].GroupBy(cell => cell.Value)
                .Select(value => (Key: NameOf(value.Select(cell => cell.Cell)),
                    Counts: Counts(value.Select(cell => cell.Cell))))
                .OrderByDescending(line => line.Counts.Leads).ThenBy(line => line.Key, StringComparer.Ordinal)
                .Take(MostLines).ToList();
        return new FunnelView(
            product, made, by, from, to, [.. lines.Select(line => Line(by, line.Key, line.Counts))],
            [.. months.Select(month => new FunnelMonth(month.Key, month.Counts.Leads, month.Counts.Counts))],
            language.Say(
                "この漏斗は、誰がどこまで進んだかを示すもので、なぜ進んだかは示しません。経路やキャンペーンの差には、もともとの"
                + "見込みの差が含まれます。効果を知るには、送らない群との比較（ホールドアウト）が必要です。",
                "The funnel tells who came how far, not why: differences between campaigns or sources may lie in whom "
                + "they reached. What works is told by a holdout."));
    }

    /// <summary>The cuts whose cells a view needs.</summary>
    public static IEnumerable<string> CutsOf(string by) => new[] { FunnelCut.All, CutOf(by) }.Distinct();

    private static string CutOf(string by) => by switch
    {
        "campaign" => FunnelCut.Campaign,
        "source" => FunnelCut.Source,
        "referred" => FunnelCut.Referred,
        _ => FunnelCut.All,
    };

    private StepCounts Counts(IEnumerable<Cell> cells) => StepCounts.Of(cells, _steps.Count, today);

    private static string NameOf(IEnumerable<Cell> cells) =>
        cells.First(cell => cell.Key.StartsWith("= ", StringComparison.Ordinal)).Key[2..];

    private FunnelLine Line(string by, string key, StepCounts counts) => new(
        key, LabelOf(by, key), counts.Leads,
        [.. _steps.Select((step, n) => new FunnelStep(
            step, StepLabel(step), counts.Counts[n], Rate(counts.Counts[n], counts.Leads),
            Rate(counts.Counts[n], n == 0 ? counts.Leads : counts.Counts[n - 1]),
            n == 0 ? 0 : counts.Counts[n - 1] - counts.Counts[n], n == 0 ? null : Time(counts, n)))]);

    private StepTime Time(StepCounts counts, int step)
    {
        var (time, came) = (counts.Time(step), counts.Counts[step]);
        return new StepTime(
            time.DayOf(.25), time.DayOf(.5), time.DayOf(.75), came, counts.Counts[step - 1] - came,
            time.People < Few ? TooFew(time.People)
            : time.DayOf(.5) is null ? language.Say(
                "半数に達していないため、中央値はまだ分かりません。", "Not half of them have come yet: the median is not known.")
            : null);
    }

    private Figure Rate(int hits, int of)
    {
        if (of == 0) return new Figure(null, null, null, 0, TooFew(0));
        var (low, high) = Wilson.Of(hits, of);
        return new Figure((double)hits / of, low, high, of, of < Few ? TooFew(of) : null);
    }

    private string TooFew(int leads) => language.Say(
        $"{leads}人だけです。割合を語るには{Few}人以上が必要です。", $"Of {leads} leads only: a share needs {Few} or more.");

    private string StepLabel(string step) => step switch
    {
        FunnelSteps.Lead => language.Say("リード獲得（確認済み）", "Came (confirmed)"),
        FunnelSteps.FirstOrder => language.Say("初回購入", "First order"),
        FunnelSteps.SecondOrder => language.Say("2回目の購入", "Second order"),
        FunnelSteps.Loyal => ClassText.Of(CustomerClass.Loyal, language),
        _ => edition.Rules.Stages.Find(step)?.Label.For(language) ?? step,
    };

    private string LabelOf(string by, string key) => (by, key) switch
    {
        ("all", _) => language.Say("全体", "All"),
        ("referred", "yes") => language.Say("紹介あり", "Referred by a friend"),
        ("referred", _) => language.Say("紹介なし", "Not referred"),
        (_, "") => language.Say("不明", "Not known"),
        ("campaign", _) => edition.CampaignName(key, language),
        _ => key,
    };
}
