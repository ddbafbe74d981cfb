using LeadScoring.Insights;
using LeadScoring.Leads;
using LeadScoring.Parsing;
using LeadScoring.Spend;

namespace LeadScoring.Rewards;

/// <summary>
/// The answer of <c>insights/points</c>: what the programme owes and how it came to that. <paramref name="AsOf"/>: a
/// local day of the brand; months are those asked for, rules and what expires are as of that day.
/// </summary>
public sealed record PointsReport(
    Made Made, string Programme, string AsOf, string? From, string? To, PointsStock Now,
    IReadOnlyList<PointsMonth> Months, IReadOnlyList<PointsOfRule> Rules, IReadOnlyList<PointsExpiry> Expiring,
    string Note, string DoesNotProve)
{
    public static PointsReport Of(
        PointsSums sums, Made made, RewardRules rules, int today, Months asked, string language) => new(
        made, rules.Name.For(language), Standing.DateText(today), asked.From is { } from ? Name(from) : null,
        asked.To is { } to ? Name(to) : null, sums.Stock(sums.Now),
        [
            .. sums.Known.Where(asked.Hold).Select(month => new PointsMonth(
                Name(month), month == sums.Now, sums.Flow(month), sums.Stock(month))),
        ],
        [
            .. sums.Rules.Select(rule => new PointsOfRule(
                    rule, LabelOf(rule, rules, language), sums.Flow(rule), sums.Outstanding(rule)))
                .OrderByDescending(rule => rule.Outstanding).ThenBy(rule => rule.Rule, StringComparer.Ordinal),
        ],
        [.. sums.Expiring.Select(one => new PointsExpiry(Name(one.Month), one.Points))],
        Counted(language), Unproven(language));

    private static string Name(NodaTime.YearMonth month) => Spend.Months.NameOf(month);

    private static string LabelOf(string? id, RewardRules rules, string language) => id is null
        ? language.Say("担当者による付与", "Given by staff")
        : rules.Earn.FirstOrDefault(rule => rule.Id == id)?.Label.For(language) ?? id;

    private static string Counted(string language) => language.Say(
        "標本からの推定ではなく台帳の合計のため、区間はありません。期限の近いポイントから先に使われたものとして、ルール別に分けています。",
        "Sums of the ledgers, not estimates: there are no intervals. Points that expire first are spent first, and so "
        + "they are told apart by rule.");

    private static string Unproven(string language) => language.Say(
        "残高は今すぐ使えるポイントの合計であり、実際に使われる量の予測ではありません。失効予定は、これ以上使われなかった場合の最大値です。"
        + "ポイントが購買を増やしたことも証明しません。データの利用を停止した人は含みません。",
        "What is outstanding could be spent today; it does not say how much will be. What expires is the "
        + "most that can, if nothing more is spent. None of it proves that points made anybody buy. Who stopped the "
        + "use of their data is not in it.");
}

/// <summary>
/// A month's lines, and what was held at its end; <paramref name="Open"/>: it is not over, so as of now.
/// </summary>
public sealed record PointsMonth(string Month, bool Open, PointsFlow Flow, PointsStock End);

/// <summary>
/// What became of the points that came by a rule; null <paramref name="Rule"/>: of those that staff gave. What paid a
/// debt was earned and is not outstanding; what was spent and, told later, had been taken back before is of no rule.
/// </summary>
public sealed record PointsOfRule(string? Rule, string Label, PointsFlow Flow, long Outstanding);

/// <summary>What expires in a month that is to come, or in the rest of this one.</summary>
public sealed record PointsExpiry(string Month, long Points);
