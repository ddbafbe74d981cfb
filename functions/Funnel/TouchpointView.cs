using LeadScoring.Insights;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using LeadScoring.Storage;
using LeadScoring.Tracks;

namespace LeadScoring.Funnel;

/// <summary>The answer: null <paramref name="Report"/> with a note before the first study.</summary>
public sealed record TouchpointView(
    string Product, Made Made, int Before, TouchpointFindings? Report, string? Note, string DoesNotProve)
{
    /// <summary>Under so many buyers shares say little.</summary>
    private const int Few = 30;

    public static TouchpointView Of(
        string product, StudyReport? kept, Made now, int before, Edition edition, string language)
    {
        var report = kept is null ? null : Json.Read<TouchpointReport>(kept.Json);
        return new TouchpointView(
            product, kept?.Made ?? now, before,
            report is null ? null : TouchpointFindings.Of(report, before, edition, language),
            report is null ? language.Say(
                "まだ集計されていません。毎晩3時30分(UTC)に集計されます。",
                "Not made yet: it is made every night at 3:30 UTC.")
            : report.Buyers < Few ? language.Say(
                $"購入者は{report.Buyers}人だけです。{Few}人以上で傾向が読めます。",
                $"Of {report.Buyers} buyers only: read shares from {Few} on.")
            : report.Matched < report.Buyers ? language.Say(
                $"購入者{report.Buyers}人のうち{report.Buyers - report.Matched}人は、比べる相手（同じ月に接点が始まり、"
                + "同じ経過日数でまだ購入していない方）がいないため、割合に含めていません。",
                $"{report.Buyers - report.Matched} of {report.Buyers} buyers are left out of the shares: nobody of "
                + "their month was without an order at their age.")
            : null,
            language.Say(
                "購入の前によく見られた接点であって、購入の原因とは限りません。買う気のある人ほど接点が増えるためです。"
                + "効果は、送らない群との比較（ホールドアウト）で確かめてください。",
                "These touchpoints came before orders; they need not have caused them, since who wants to buy looks "
                + "around. What works is told by a holdout."));
    }
}

/// <summary>
/// Of how many buyers, and how many of them could be matched with others of their month and age, so many different
/// leads; touchpoints within the days asked for, of matched buyers; the most frequent ways to the order, of all.
/// </summary>
public sealed record TouchpointFindings(
    int Buyers, int Matched, int Others, IReadOnlyList<TouchFinding> Touches, IReadOnlyList<SequenceFinding> Sequences)
{
    public static TouchpointFindings Of(TouchpointReport report, int before, Edition edition, string language)
    {
        var window = report.Windows.First(window => window.Before == before);
        return new TouchpointFindings(
            report.Buyers, report.Matched, window.Others,
            [
                .. window.Touches.Select(touch => new TouchFinding(
                    touch.Kind, touch.Value, touch.Kind switch
                    {
                        "type" => LabelOf(touch.Value, edition, language),
                        "channel" => edition.Sales.ChannelName(touch.Value, language),
                        _ => edition.CampaignName(touch.Value, language),
                    },
                    touch.Buyers, touch.Others, touch.Lift, touch.LowerQuartile, touch.Median, touch.UpperQuartile)),
            ],
            [
                .. report.Sequences.Select(one => new SequenceFinding(
                    one.Steps, [.. one.Steps.Select(step => LabelOf(step, edition, language))], one.Buyers)),
            ]);
    }

    private static string LabelOf(string type, Edition edition, string language) =>
        edition.Rules.Reactions.GetValueOrDefault(type)?.Label.For(language) ?? type;
}

/// <summary>
/// One kind of touchpoint (<c>type</c>, <c>channel</c> or <c>campaign</c>): shares of buyers and of others, their
/// ratio, and how many days before the order it came last.
/// </summary>
public sealed record TouchFinding(
    string Kind, string Value, string Label, Figure Buyers, Figure Others, Figure Lift, int? LowerQuartile, int? Median,
    int? UpperQuartile);

/// <summary>The last steps before an order, and of how many buyers.</summary>
public sealed record SequenceFinding(IReadOnlyList<string> Steps, IReadOnlyList<string> Labels, int Buyers);
